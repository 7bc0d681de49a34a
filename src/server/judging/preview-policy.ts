import type { Policy } from '../../domain/policy.ts';
import type { PolicyPreview } from '../../protocol/policies.ts';
import { entryRows } from '../ledger/entry-rows.ts';
import type { LedgerView } from '../ledger/ledger-view.ts';
import { recordKey } from '../store/entry-row.ts';
import { inTime, type JudgedPeriod } from '../store/judging.ts';
import type { Store } from '../store/store.ts';
import { type JudgedEntry, judgeEntries } from './judge-entries.ts';

const CHANGED_SHOWN = 200;

interface Previewed extends JudgedPeriod {
  readonly gateIds: readonly string[] | null;
  readonly policy: Policy;
}

const byTime = ({ entry: a }: JudgedEntry, { entry: b }: JudgedEntry): number => inTime(a, b);

/** What these rules would have said of a day's entries, beside what was said. */
export async function previewPolicy(
  { policy, ...asked }: Previewed,
  view: LedgerView,
  store: Store,
): Promise<PolicyPreview> {
  const before = { pass: 0, check: 0, stop: 0 };
  const after = { pass: 0, check: 0, stop: 0 };
  let entries = 0;
  let changedInAll = 0;
  let changed: JudgedEntry[] = [];
  for await (const judged of judgeEntries({ ...asked, policyAt: () => policy }, store)) {
    const { entry, judgement } = judged;
    entries += 1;
    before[entry.verdict] += 1;
    after[judgement.verdict] += 1;
    if (entry.verdict === judgement.verdict) continue;
    changedInAll += 1;
    changed.push(judged);
    if (changed.length >= 2 * CHANGED_SHOWN) changed = changed.sort(byTime).slice(0, CHANGED_SHOWN);
  }
  const shown = changed.sort(byTime).slice(0, CHANGED_SHOWN);
  const lines = await store.ledger.linesOf(shown.map(({ entry }) => entry));
  const judgementOf = new Map(
    shown.map(({ entry, judgement }) => [`${entry.gateId} ${recordKey(entry.id)}`, judgement]),
  );
  const rows = await entryRows(lines, store, view);
  return {
    entries,
    before,
    after,
    changed: rows.flatMap((row) => {
      const judgement = judgementOf.get(`${row.gateId} ${row.id}`);
      if (!judgement) return [];
      const reasons = judgement.reasons.map(({ code }) => code);
      return [{ row, verdict: judgement.verdict, reasons }];
    }),
    changedInAll,
  };
}
