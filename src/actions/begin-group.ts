import type { StandingEntry } from '../domain/shift-state.ts';
import { entriesOfGroup } from '../domain/together.ts';
import type { RosterPerson } from '../roster/roster-file.ts';
import type { ShiftSession } from './shift-session.ts';

/** A number for a family or a car that no other group of this shift has. */
export function beginGroup({ state }: Pick<ShiftSession, 'state'>, now: number): number {
  const groups = new Set(
    state.entries.flatMap(({ facts }) =>
      facts.shown.flatMap((one) => (one.kind === 'together' ? [one.group] : [])),
    ),
  );
  let group = Math.floor(now / 1000);
  while (groups.has(group)) group += 1;
  return group;
}

/** This shift's entries of the group, oldest first. */
export const groupOf = (
  { state }: Pick<ShiftSession, 'state'>,
  group: number,
): readonly StandingEntry[] => entriesOfGroup(state.entries, group);

/** In the order of the register; empty without names. */
export const membersOf = (
  { roster }: Pick<ShiftSession, 'roster'>,
  householdId: number,
): readonly RosterPerson[] => roster?.members(householdId) ?? [];
