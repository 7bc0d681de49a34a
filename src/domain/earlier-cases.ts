import { isOpenCase } from './fever-case.ts';
import {
  type IdentifiedRecord,
  recordKey,
  type ShiftState,
  type StandingEntry,
  shiftState,
} from './shift-state.ts';

/** Of earlier shifts' logs, oldest first: the records of those fever cases that are open at their end. */
export function openCaseRecords(log: readonly IdentifiedRecord[]): IdentifiedRecord[] {
  const before = new Map<string, string>();
  for (const { id, record } of log) {
    if (record.kind === 'entry' && record.follows) {
      before.set(recordKey(id), recordKey(record.follows));
    }
  }
  const theirs = new Set<string>();
  for (const { id } of shiftState(log).open.filter(isOpenCase)) {
    for (
      let key: string | undefined = recordKey(id);
      key !== undefined && !theirs.has(key);
      key = before.get(key)
    ) {
      theirs.add(key);
    }
  }
  return log.filter(({ id, record }) => {
    const isAbout = 'target' in record && theirs.has(recordKey(record.target));
    // An undo of such a record is about it as well.
    if (isAbout) theirs.add(recordKey(id));
    return isAbout || theirs.has(recordKey(id));
  });
}

export interface StateWithEarlier {
  /** Of the shift's own log; its entries may continue, decide and close what came over from earlier shifts. */
  readonly state: ShiftState;
  /** What came over, as it stands now. */
  readonly earlier: readonly StandingEntry[];
}

export function stateWithEarlier(
  earlier: readonly IdentifiedRecord[],
  log: readonly IdentifiedRecord[],
): StateWithEarlier {
  const state = shiftState(log);
  if (earlier.length === 0) return { state, earlier: [] };
  const theirs = new Set(earlier.map(({ id }) => recordKey(id)));
  const isEarlier = ({ id }: StandingEntry): boolean => theirs.has(recordKey(id));
  const { entries, open } = shiftState([...earlier, ...log]);
  return {
    state: {
      ...state,
      entries: entries.filter((entry) => !isEarlier(entry)),
      open: open.filter((entry) => !isEarlier(entry)),
    },
    earlier: entries.filter(isEarlier),
  };
}
