import type { Direction, Subject } from './entry.ts';
import { isSameSubject, recordKey, type StandingEntry } from './shift-state.ts';

/** Somebody went through, and when. */
export interface Passing {
  readonly direction: Direction;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * How the person went through last, in this shift, before `entry` (null: up to now). What was taken back, and whoever
 * waits or was turned back, did not go through. `names`: every way in which the log may name the person.
 */
export function lastPassing(
  names: readonly Subject[],
  entries: readonly StandingEntry[],
  entry: Pick<StandingEntry, 'id'> | null,
): Passing | null {
  const place = entry
    ? entries.findIndex((one) => recordKey(one.id) === recordKey(entry.id))
    : entries.length;
  const last = entries
    .slice(0, Math.max(0, place))
    .findLast(
      ({ facts }) =>
        facts.outcome === 'passed' && names.some((name) => isSameSubject(name, facts.subject)),
    );
  return last ? { direction: last.facts.direction, at: last.at } : null;
}
