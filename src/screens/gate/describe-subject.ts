import type { Subject } from '../../domain/entry.ts';
import type { HouseholdColour } from '../../domain/reason.ts';
import type { Roster, RosterHousehold, RosterPerson } from '../../roster/roster.ts';
import { say } from '../../words/i18n.ts';

/** What a screen can say about somebody; `name` and `room` are null when this phone does not know them. */
export interface Described {
  readonly name: string | null;
  readonly room: string | null;
  readonly person: RosterPerson | null;
  readonly household: RosterHousehold | null;
  readonly colour: HouseholdColour | null;
  /** What is known instead of a name, or beside it. */
  readonly detail: string;
}

export function describeSubject(subject: Subject, roster: Roster | null): Described {
  switch (subject.kind) {
    case 'resident': {
      const person = roster?.byRosterNumber(subject.rosterNumber) ?? null;
      const household = person && (roster?.household(person.householdId) ?? null);
      return {
        name: person?.name ?? null,
        room: household?.room ?? person?.room ?? null,
        person,
        household,
        colour: household?.colour ?? null,
        detail: person
          ? relationAndTail(person)
          : say('subject.number', { number: String(subject.rosterNumber) }),
      };
    }
    case 'pass':
      return {
        name: null,
        // A household's pass that was read before anybody had a name here.
        room: roster?.householdByPassNumber(subject.passNumber)?.room ?? null,
        person: null,
        household: null,
        colour: null,
        detail: say('subject.pass', { number: String(subject.passNumber) }),
      };
    case 'visitor': {
      const { name, plate, purpose, householdVisited, phone } = subject.visitor;
      return {
        name: name || null,
        room: null,
        person: null,
        household: null,
        colour: null,
        detail:
          [householdVisited && say('subject.visits', { home: householdVisited }), plate, purpose]
            .filter(Boolean)
            .join('，') ||
          phone ||
          say('subject.visitor'),
      };
    }
    default:
      throw new Error(`unknown subject ${(subject satisfies never as Subject).kind}`);
  }
}

/** 户主，尾号 4417 */
export function relationAndTail(person: RosterPerson): string {
  const tail = person.phoneTail ? say('subject.tail', { tail: person.phoneTail }) : '';
  return [person.relation, tail].filter(Boolean).join(say('subject.comma'));
}
