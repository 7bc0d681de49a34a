import type { RecordId, Shown } from './entry.ts';
import { recordKey, type StandingEntry } from './shift-state.ts';

/** Null: came alone. */
export const groupShown = (shown: readonly Shown[]): number | null =>
  shown.find((one) => one.kind === 'together')?.group ?? null;

export const entriesOfGroup = (
  entries: readonly StandingEntry[],
  group: number,
): readonly StandingEntry[] => entries.filter(({ facts }) => groupShown(facts.shown) === group);

/** Of those who came together, with the one who is judged; `except`: the entries that are the same person's. */
export function measuredTogether(
  entries: readonly StandingEntry[],
  shown: readonly Shown[],
  except: readonly RecordId[],
): number {
  const group = groupShown(shown);
  if (group === null) return 1;
  const same = new Set(except.map(recordKey));
  const others = entriesOfGroup(entries, group).filter(
    ({ id, facts }) => facts.reading !== null && !same.has(recordKey(id)),
  );
  return others.length + 1;
}
