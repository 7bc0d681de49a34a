import { documentUses } from '../domain/document-uses.ts';
import type { Direction, Reading, Shown, Subject, Visitor } from '../domain/entry.ts';
import { feverBefore } from '../domain/fever-before.ts';
import { type Home, type Judgement, judge } from '../domain/judge.ts';
import { visitorKey } from '../domain/marks-about.ts';
import type { GatePassing } from '../domain/passings.ts';
import { recordKey, type StandingEntry } from '../domain/shift-state.ts';
import { streetDayStart } from '../domain/street-time.ts';
import { measuredTogether } from '../domain/together.ts';
import type { Roster } from '../roster/roster-file.ts';
import { boundedText, NAME_LENGTH } from './bounded-text.ts';
import { marksOf } from './marks-of.ts';
import { passingBefore } from './passing-before.ts';
import { subjectHome } from './subject-names.ts';
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
  const { at, subject, direction, reading, mask, shown } = measured;
  const { person, householdId } = subjectHome(subject, roster);
  const household = householdId === null ? null : roster?.household(householdId);
  const marks = marksOf(work, subject, shown);
  const samePerson = [continued, corrected].flatMap((entry) => (entry ? [entry.id] : []));
  return judge(
    {
      colour: household?.colour ?? null,
      onRoster: lookUp(subject, roster, householdId),
      rosterNumber: person?.rosterNumber ?? null,
      home: householdId === null ? null : homeOf(work, householdId),
      marks,
    },
    {
      at,
      direction,
      reading,
      mask,
      feverBefore: feverBefore(factsBefore(continued)),
      shown,
      lastPassing: passingBefore(work, subject, corrected),
      history: householdId === null ? [] : historyOf(work, householdId, at, corrected),
      heardAt: work.passingsHeardAt,
      measuredTogether: measuredTogether(work.state.entries, shown, samePerson),
      documentUses: documentUses(
        todaysEntries(work, subject, householdId, at),
        marks.flatMap(({ documentIds }) => documentIds),
        corrected?.id ?? null,
      ),
    },
    policy,
  );
}

function historyOf(
  { passings }: WorkingSession,
  householdId: number,
  before: number,
  corrected: StandingEntry | null,
): readonly GatePassing[] {
  return passings
    .ofHousehold(householdId)
    .filter(
      ({ id, at }) => at <= before && !(corrected && recordKey(id) === recordKey(corrected.id)),
    );
}

/** Where the gate was not told the entrance, rules by building or unit do not reach this home. */
function homeOf({ briefing, gate }: WorkingSession, householdId: number): Home {
  const entrance = briefing?.entrances.find((one) => one.householdIds.includes(householdId));
  const { building = '', unit = '' } = entrance ?? {};
  return { compoundId: gate.compoundId, building, unit };
}

/** Up to `before`, of the household or of the visitor. */
function todaysEntries(
  { state, roster, policy }: WorkingSession,
  subject: Subject,
  householdId: number | null,
  before: number,
): StandingEntry[] {
  const from = streetDayStart(before, policy.timeZone);
  const key = subject.kind === 'visitor' ? visitorKey(subject.visitor) : null;
  return state.entries.filter(({ at, facts }) => {
    if (at < from || at > before) return false;
    if (facts.subject.kind === 'visitor') return visitorKey(facts.subject.visitor) === key;
    return householdId !== null && subjectHome(facts.subject, roster).householdId === householdId;
  });
}

function* factsBefore(entry: StandingEntry | null) {
  for (let one = entry; one !== null; one = one.continued) yield one.facts;
}

const lookUp = (subject: Subject, roster: Roster | null, householdId: number | null) => {
  if (subject.kind === 'visitor') return 'none';
  if (roster === null) return 'unknown';
  return householdId === null ? 'absent' : 'listed';
};

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
