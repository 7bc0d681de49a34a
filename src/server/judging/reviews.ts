import type { Review, ReviewsAnswer } from '../../protocol/reviews.ts';
import { entryRows } from '../ledger/entry-rows.ts';
import { type LedgerView, seenText } from '../ledger/ledger-view.ts';
import { recordKey } from '../store/entry-row.ts';
import { inTime } from '../store/judging.ts';
import type { KeptReview } from '../store/reviews.ts';
import type { Store } from '../store/store.ts';
import type { Finding } from './finding.ts';

const SHOWN = 500;

export interface DayFindings {
  readonly findings: readonly Finding[];
  /** By gate, those that are too many to be kept one by one. */
  readonly more: ReadonlyMap<string, number>;
  /** False: there may be more. */
  readonly isWhole: boolean;
}

const keyOf = (gateId: string, id: string, kind: Review['kind']): string =>
  `${gateId} ${id} ${kind}`;

/** What no gate could have seen, and what was decided against the rules: latest first, and how much there is in all. */
export async function reviewsOf(
  { findings, more, isWhole }: DayFindings,
  view: LedgerView,
  store: Pick<Store, 'ledger' | 'custody' | 'reviews'>,
): Promise<ReviewsAnswer> {
  const shown = findings.toSorted((a, b) => inTime(b, a)).slice(0, SHOWN);
  const rows = await entryRows(await store.ledger.linesOf(shown), store, view);
  const findingBy = new Map(shown.map((one) => [`${one.gateId} ${recordKey(one.id)}`, one]));
  const kept = new Map<string, KeptReview>(
    (await store.reviews.of(shown)).map((one) => [
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
    total: [...more.values()].reduce((sum, count) => sum + count, findings.length),
    ...(!isWhole && { isWhole }),
  };
}

/** Findings that nobody has looked at yet, by gate. */
export async function waitingByGate(
  { findings, more }: DayFindings,
  { reviews }: Pick<Store, 'reviews'>,
): Promise<Map<string, number>> {
  const done = new Set(
    (await reviews.of(findings)).map((one) => keyOf(one.gateId, recordKey(one.id), one.kind)),
  );
  const waiting = new Map(more);
  for (const { gateId, id, kind } of findings) {
    if (done.has(keyOf(gateId, recordKey(id), kind))) continue;
    waiting.set(gateId, (waiting.get(gateId) ?? 0) + 1);
  }
  return waiting;
}
