import type { Direction, Reading, Shown, Subject, Visitor } from '../domain/entry.ts';
import { type FeverBefore, type Judgement, judge } from '../domain/judge.ts';
import { hadFever } from '../domain/parking.ts';
import { lastPassing } from '../domain/passing.ts';
import type { StandingEntry } from '../domain/shift-state.ts';
import type { Roster, RosterPerson } from '../roster/roster-file.ts';
import { boundedText } from './bounded-text.ts';
import { subjectNames } from './subject-names.ts';
import type { WorkingSession } from './working-session.ts';

interface Measured {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly subject: Subject;
  readonly direction: Direction;
  readonly reading: Reading;
  readonly mask: boolean;
  readonly shown: readonly Shown[];
}

interface Earlier {
  /** The entry whose person is measured again. */
  readonly continued: StandingEntry | null;
  /** The entry that is judged anew. */
  readonly corrected: StandingEntry | null;
}

export function judgeReading(
  work: WorkingSession,
  measured: Measured,
  { continued, corrected }: Earlier,
): Judgement {
  const { roster, policy } = work;
  const names = subjectNames(measured.subject, roster);
  const resident = names.find((one) => one.kind === 'resident');
  const person = resident && roster?.byRosterNumber(resident.rosterNumber);
  const household = person && roster?.household(person.householdId);
  const { direction, reading, mask, shown } = measured;
  const feverBefore = continued && hadFever(continued) ? firstReadingOf(continued) : null;
  const onRoster = measured.subject.kind === 'visitor' ? 'none' : lookUp(roster, person);
  return judge(
    { colour: household?.colour ?? null, onRoster, home: null, marks: [] },
    {
      at: measured.at,
      direction,
      reading,
      mask,
      feverBefore,
      shown,
      lastPassing: lastPassing(names, work.state.entries, corrected),
      history: [],
      heardAt: null,
      measuredTogether: 1,
    },
    policy,
  );
}

const firstReadingOf = ({ facts }: StandingEntry): FeverBefore | null =>
  facts.reading && {
    site: facts.reading.site,
    instrumentId: facts.shown.find((one) => one.kind === 'instrument')?.instrumentId ?? null,
  };

const lookUp = (roster: Roster | null, person: RosterPerson | null | undefined) => {
  if (roster === null) return 'unknown';
  return person ? 'listed' : 'absent';
};

const NAME_LENGTH = 40;
const FIELD_LENGTH = 200;

/** What a visitor wrote, in the lengths that a record holds. */
export function boundedSubject(subject: Subject): Subject {
  if (subject.kind !== 'visitor') return subject;
  const fields = Object.entries(subject.visitor).map(([field, text]: [string, string]) => [
    field,
    boundedText(text, field === 'name' ? NAME_LENGTH : FIELD_LENGTH),
  ]);
  return { kind: 'visitor', visitor: Object.fromEntries(fields) as Visitor };
}
