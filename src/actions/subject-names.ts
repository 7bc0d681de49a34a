import type { Subject } from '../domain/entry.ts';
import type { Roster } from '../roster/roster-file.ts';

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
