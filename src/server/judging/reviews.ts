import type { Policy } from '../../domain/policy.ts';
import type { ReasonCode } from '../../domain/reason.ts';
import type { Review, ReviewsAnswer } from '../../protocol/reviews.ts';
import { entryRows } from '../ledger/entry-rows.ts';
import { type LedgerView, seenText } from '../ledger/ledger-view.ts';
import { recordKey } from '../store/entry-row.ts';
import type { JudgedPeriod } from '../store/judging.ts';
import type { KeptReview } from '../store/reviews.ts';
import type { Store } from '../store/store.ts';
import { type JudgedEntry, judgeEntries } from './judge-entries.ts';
import { inTime } from './preview-policy.ts';

const SHOWN = 500;

/** What other gates knew, and how strong it would have been. What the desk marks later is no history. */
const KNOWN_ELSEWHERE: ReadonlyMap<ReasonCode, 'check' | 'stop'> = new Map([
  ['quota-used', 'stop'],
  ['overstay-cost', 'stop'],
  ['returnee', 'stop'],
  ['already-out', 'check'],
  ['already-in', 'check'],
  ['document-used-up', 'check'],
] as const);
const SEVERITY = { pass: 0, check: 1, stop: 2 } as const;

interface Found extends JudgedEntry {
  readonly kind: Review['kind'];
  readonly reasons: readonly ReasonCode[];
}

function findingOf(judged: JudgedEntry): Found | null {
  const { entry, judgement } = judged;
  if (!entry.isPassed) return null;
  if (entry.verdict === 'stop') return { ...judged, kind: 'override', reasons: [] };
  const reasons = judgement.reasons
    .map(({ code }) => code)
    .filter((code) => {
      const verdict = KNOWN_ELSEWHERE.get(code);
      const isNew = !entry.reasons.includes(code);
      return verdict !== undefined && isNew && SEVERITY[verdict] > SEVERITY[entry.verdict];
    });
  return reasons.length > 0 ? { ...judged, kind: 'breach', reasons } : null;
}

interface Asked extends JudgedPeriod {
  readonly gateIds: readonly string[] | null;
  readonly policyAt: (at: number) => Policy;
}

const keyOf = (gateId: string, id: string, kind: Review['kind']): string =>
  `${gateId} ${id} ${kind}`;

/** What no gate could have seen, and what was decided against the rules: latest first, and how much there is in all. */
export async function reviewsOf(
  asked: Asked,
  view: LedgerView,
  store: Store,
): Promise<ReviewsAnswer> {
  let found: Found[] = [];
  let total = 0;
  const latest = (): Found[] => found.sort((a, b) => inTime(b, a)).slice(0, SHOWN);
  for await (const judged of judgeEntries(asked, store)) {
    const finding = findingOf(judged);
    if (!finding) continue;
    total += 1;
    found.push(finding);
    if (found.length >= 2 * SHOWN) found = latest();
  }
  const shown = latest();
  const keys = shown.map(({ entry }) => entry);
  const rows = await entryRows(await store.ledger.linesOf(keys), store, view);
  const findingBy = new Map(
    shown.map((one) => [`${one.entry.gateId} ${recordKey(one.entry.id)}`, one]),
  );
  const kept = new Map<string, KeptReview>(
    (await store.reviews.of(keys)).map((one) => [
      keyOf(one.gateId, recordKey(one.id), one.kind),
      one,
    ]),
  );
  return {
    reviews: rows.flatMap((row) => {
      const finding = findingBy.get(`${row.gateId} ${row.id}`);
      if (!finding) return [];
      const { kind, reasons } = finding;
      const review = kept.get(keyOf(row.gateId, row.id, kind));
      const reviewed = review && {
        at: review.at,
        by: review.by,
        note: seenText(review.note, view),
      };
      return [{ kind, row, reasons: [...reasons], reviewed: reviewed ?? null }];
    }),
    total,
  };
}
