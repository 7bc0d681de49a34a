import type { Subject } from '../domain/entry.ts';
import type { Roster, RosterPerson } from '../roster/roster-file.ts';

/** Every way in which this shift's log may name the person: a pass before the card was shown, a resident after. */
export function subjectNames(subject: Subject, roster: Roster | null): Subject[] {
  if (subject.kind === 'resident') {
    const passNumber = roster?.byRosterNumber(subject.rosterNumber)?.passNumber ?? null;
    return passNumber === null ? [subject] : [subject, { kind: 'pass', passNumber }];
  }
  if (subject.kind === 'pass') {
    const person = roster?.byPassNumber(subject.passNumber);
    return person ? [subject, { kind: 'resident', rosterNumber: person.rosterNumber }] : [subject];
  }
  return [subject];
}

/** Whose entry it is, as far as the roster knows. */
export function subjectHome(
  subject: Subject,
  roster: Roster | null,
): { readonly person: RosterPerson | null; readonly householdId: number | null } {
  if (subject.kind === 'visitor' || !roster) return { person: null, householdId: null };
  const person =
    subject.kind === 'resident'
      ? roster.byRosterNumber(subject.rosterNumber)
      : roster.byPassNumber(subject.passNumber);
  const ofHousehold =
    !person && subject.kind === 'pass' ? roster.householdByPassNumber(subject.passNumber) : null;
  return { person, householdId: person?.householdId ?? ofHousehold?.id ?? null };
}
