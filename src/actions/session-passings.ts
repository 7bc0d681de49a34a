import type { Subject } from '../domain/entry.ts';
import {
  type Holder,
  NO_PASSINGS,
  type Passings,
  shiftPassings,
  withShift,
} from '../domain/passings.ts';
import { recordKey } from '../domain/shift-state.ts';
import type { Roster } from '../roster/roster-file.ts';
import type { ShiftLog } from './shift-log.ts';
import { subjectHome } from './subject-names.ts';

/** What other gates told, with this shift's own in the place of what they heard of it. */
export function sessionPassings(
  heard: Passings | null,
  log: ShiftLog,
  gateId: string,
  roster: Roster | null,
): Passings {
  const holderOf = (subject: Subject): Holder | null => (roster ? holderIn(roster, subject) : null);
  const own = shiftPassings(log.state.entries, gateId, holderOf);
  const records = new Set(log.records.map(({ id }) => recordKey(id)));
  return withShift(heard ?? NO_PASSINGS, own, (id) => records.has(recordKey(id)));
}

function holderIn(roster: Roster, subject: Subject): Holder | null {
  const { person, householdId } = subjectHome(subject, roster);
  return householdId === null ? null : { rosterNumber: person?.rosterNumber ?? null, householdId };
}
