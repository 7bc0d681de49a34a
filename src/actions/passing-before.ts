import type { Subject } from '../domain/entry.ts';
import { lastPassing, type Passing } from '../domain/passing.ts';
import { laterPassing } from '../domain/passings.ts';
import { recordKey, type StandingEntry } from '../domain/shift-state.ts';
import type { ShiftSession } from './shift-session.ts';
import { subjectNames } from './subject-names.ts';

/** How somebody went through last, at this gate or another one, before `entry` (null: up to now). */
export function passingBefore(
  { roster, state, passings }: Pick<ShiftSession, 'roster' | 'state' | 'passings'>,
  subject: Subject,
  entry: Pick<StandingEntry, 'id' | 'at'> | null,
): Passing | null {
  const names = subjectNames(subject, roster);
  const here = lastPassing(names, state.entries, entry);
  const resident = names.find((name) => name.kind === 'resident');
  const anywhere = resident ? passings.ofResident(resident.rosterNumber) : [];
  const before = anywhere.findLast(
    ({ id, at }) => !entry || (at < entry.at && recordKey(id) !== recordKey(entry.id)),
  );
  return laterPassing(here, before ? { direction: before.direction, at: before.at } : null);
}
