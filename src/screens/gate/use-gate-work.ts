import { useRef, useState } from 'preact/hooks';
import { beginGroup, groupOf } from '../../actions/begin-group.ts';
import type { EarlierVisitor } from '../../actions/earlier-visitor.ts';
import { judgeAgain } from '../../actions/judge-again.ts';
import { parkPerson } from '../../actions/park-person.ts';
import { passingBefore } from '../../actions/passing-before.ts';
import { type HowRead, readCode, readMember, type ScanMeaning } from '../../actions/read-code.ts';
import { recordEntry } from '../../actions/record-entry.ts';
import { refuseCode } from '../../actions/refuse-code.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { type Direction, EMPTY_VISITOR, type Shown } from '../../domain/entry.ts';
import type { Judgement } from '../../domain/judge.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { shownTogether, type TwoCodes } from '../../domain/shown.ts';
import type { RosterPerson } from '../../roster/roster.ts';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { pictureText } from '../shift/picture-text.ts';
import { describeSubject } from './describe-subject.ts';
import { type CodeSeen, isEcho } from './echo.ts';
import { entryDecisions } from './entry-decisions.ts';
import { firstDirection } from './first-direction.ts';
import { type GroupProgress, sharedOf } from './group-progress.ts';
import type { MeasuredPerson } from './measured-person.ts';
import { openOf } from './open-of.ts';
import { isOnlyTold, reasonsOf } from './reason-words.ts';
import { ring } from './ring.ts';
import { sayCodes } from './shown-words.ts';
import { tellOfCard } from './tell-of-card.ts';
import type { TakenReading } from './temperature-screen.tsx';
import { useGateView } from './use-gate-view.ts';
import { scansIn, type View } from './view.ts';
import { waitKind } from './wait-kind.ts';

export type GateWork = ReturnType<typeof useGateWork>;

/** What happens at a gate between the screens: codes come in, records are saved, the next screen shows. */
export function useGateWork(session: ShiftSession, wiring: PhoneWiring, first: View) {
  const { settings, onSettings } = wiring;
  const screen = useGateView(first);
  const { view, notice, isBusy, show, toGate, tell, save } = screen;
  const [isGoneRead, setGoneRead] = useState(false);
  const [direction, setDirection] = useState(() => firstDirection(settings, session.state));
  /** Looked at before anybody was named: they go with the next person. */
  const codesForNext = useRef<readonly TwoCodes[]>([]);
  const lastSeen = useRef<CodeSeen | null>(null);

  const showEntry = (entry: StandingEntry) => {
    const { facts } = entry;
    const { roster, policy } = session;
    const { colour } = describeSubject(facts.subject, roster);
    const before = passingBefore(session, facts.subject, entry);
    const again = judgeAgain(session, entry);
    const reasons = facts.reasons.flatMap((code) => {
      const found = again.find((one) => one.code === code);
      const one = { ...facts, reasons: [code] };
      return found ? [found] : reasonsOf(one, colour, policy, before);
    });
    show({ kind: 'verdict', entry, reasons });
  };

  /** An entry that waits: on to its reading, or to the decision it wants. */
  const open = (entry: StandingEntry) => {
    const kind = waitKind(entry);
    if (kind === 'decision' || kind === 'held') {
      showEntry(entry);
      return;
    }
    const { subject, identification } = entry.facts;
    begin({ subject, identification, shown: [], follows: entry, nameless: null });
  };

  const begin = (person: MeasuredPerson, progress: GroupProgress | null = null) => {
    const known = shownTogether(progress?.shared ?? [], person.shown);
    const shown = shownTogether(known, codesForNext.current);
    codesForNext.current = [];
    show({ kind: 'measure', person: { ...person, shown }, progress });
  };

  const measure = (person: MeasuredPerson, progress: GroupProgress | null = null) => {
    if (person.follows && !progress) open(person.follows);
    else begin(person, progress);
  };

  const openEntryOf = (rosterNumber: number): StandingEntry | null =>
    openOf(session).find(
      ({ facts: { subject } }) =>
        subject.kind === 'resident' && subject.rosterNumber === rosterNumber,
    ) ?? null;

  const foundPerson = (
    rosterNumber: number,
    identification: MeasuredPerson['identification'] = 'found',
  ): MeasuredPerson => ({
    subject: { kind: 'resident', rosterNumber },
    identification,
    shown: [],
    follows: openEntryOf(rosterNumber),
    nameless: null,
  });

  /** The next of those who came together, or what came of them all. */
  const goOn = (progress: GroupProgress) => {
    const [next, ...waiting] = progress.waiting;
    if (next) begin(next, { ...progress, waiting });
    else if (groupOf(session, progress.group).length < progress.people) {
      show({ kind: 'passenger', progress });
    } else show({ kind: 'group', progress });
  };

  const afterEntry = (progress: GroupProgress | null | undefined) => {
    if (progress) goOn(progress);
    else toGate();
  };

  const understand = (meaning: ScanMeaning, text: string) => {
    switch (meaning.kind) {
      case 'resident':
        measure({
          subject: { kind: 'resident', rosterNumber: meaning.person.rosterNumber },
          identification: meaning.how,
          shown: [],
          follows: meaning.open,
          nameless: null,
        });
        break;
      case 'household':
        show({ ...meaning, kind: 'household' });
        break;
      case 'pass-holder':
        measure({
          subject: { kind: 'pass', passNumber: meaning.passNumber },
          identification: meaning.how,
          shown: [],
          follows: meaning.open,
          nameless: meaning.why,
        });
        break;
      case 'refused':
        isBusy.current = false;
        void save(
          () => refuseCode(session, meaning, direction, Date.now()),
          () => {
            ring(isStop(meaning.reason.code) ? 'stop' : 'check', settings);
            show({ kind: 'refused', code: meaning });
          },
        );
        break;
      case 'repeat':
        // The code of the verdict on the screen is still being held up.
        if (view.kind === 'verdict' && isSameEntry(view.entry, meaning.of)) break;
        tell({ kind: 'repeat', of: meaning.of });
        break;
      case 'visitor-code':
        if (meaning.open) open(meaning.open);
        else show({ kind: 'visitor', form: meaning });
        break;
      case 'mistyped':
        // What was typed stays in the field.
        show({ kind: 'code', isMistyped: true });
        break;
      case 'gate-card':
        void tellOfCard(session, text, screen);
        break;
      case 'invitation':
        tell({ kind: 'invitation' });
        break;
      case 'carried':
        show({ kind: 'carry', start: { kind: 'text', text } });
        break;
      case 'text':
        ring('check', settings);
        tell({ kind: 'other-code', text: meaning.text, isAddress: meaning.isAddress });
        break;
      default:
        throw new Error(`unknown meaning ${(meaning satisfies never as ScanMeaning).kind}`);
    }
  };

  async function takeCode(text: string, how: HowRead): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    let meaning: ScanMeaning;
    try {
      meaning = await readCode(session, text, Date.now(), direction, how);
    } finally {
      isBusy.current = false;
    }
    understand(meaning, text);
  }

  function seeCode(text: string, by: CodeSeen['by']): void {
    if (!scansIn(view)) return;
    const seen = { text, by, atMs: performance.now() };
    if (isEcho(seen, lastSeen.current, session.policy.repeatWindowMs)) return;
    lastSeen.current = seen;
    void takeCode(text, 'scanned');
  }

  return {
    view,
    notice: notice ?? (session.isGateGone && !isGoneRead ? ({ kind: 'gone' } as const) : null),
    direction,
    show,
    toGate,
    open,
    showEntry,
    measure,
    goOn,
    foundPerson,
    /** Several of a household at once: one temperature after the other. */
    onTogether: (people: readonly RosterPerson[], how: MeasuredPerson['identification']) => {
      const [first, ...rest] = people.map(({ rosterNumber }) => foundPerson(rosterNumber, how));
      if (!first) return;
      if (rest.length === 0) {
        measure(first);
        return;
      }
      const group = beginGroup(session, Date.now());
      const shared = [{ kind: 'together', group } as const];
      begin(first, { group, people: people.length, waiting: rest, shared });
    },
    /** Somebody in the vehicle whose name nobody asks. */
    onPassenger: (progress: GroupProgress) => {
      const nth = groupOf(session, progress.group).length + 1;
      const plate = progress.shared.find((one) => one.kind === 'vehicle')?.plate ?? '';
      const remark = say('group.passenger-remark', { nth });
      const visitor = { ...EMPTY_VISITOR, plate, remark };
      begin(
        {
          subject: { kind: 'visitor', visitor },
          identification: 'form',
          shown: [],
          follows: null,
          nameless: null,
        },
        progress,
      );
    },
    /** Nobody else is measured: what came of those who are. */
    onGroupEnd: (progress: GroupProgress) => {
      if (groupOf(session, progress.group).length > 0) show({ kind: 'group', progress });
      else toGate();
    },
    /** A visitor of this shift once more. */
    onAgain: ({ visitor, shown }: EarlierVisitor) =>
      begin({
        subject: { kind: 'visitor', visitor },
        identification: 'found',
        shown,
        follows: null,
        nameless: null,
      }),
    setDirection: (chosen: Direction) => {
      setDirection(chosen);
      // Outlives a reload, a lock and a dead battery; it says nothing about anybody.
      onSettings({ lastDirection: chosen });
    },
    dropNotice: () => (notice === null ? setGoneRead(true) : screen.dropNotice()),
    /** Seen by the camera. */
    onCode: (text: string) => seeCode(text, 'camera'),
    /** By a scanner that types. */
    onKeys: (text: string) => seeCode(text, 'keys'),
    onCodesSeen: (codes: readonly TwoCodes[]) => {
      codesForNext.current = codes;
      const said = sayCodes(codes, Date.now(), session.policy.timeZone) ?? '';
      tell({ kind: 'codes-kept', codes: said });
    },
    onPasted: (text: string) => {
      if (scansIn(view)) void takeCode(text, 'typed');
    },
    /** A code that was typed or pasted into a field. */
    onText: (text: string) => void takeCode(text, 'typed'),
    /** Who of the household whose pass was read. */
    onMember: (person: RosterPerson, how: HowRead) =>
      understand(readMember(session, person, direction, Date.now(), how), ''),
    onPicture: async (picture: Blob) => {
      const text = await pictureText(picture);
      if (text === null) tell({ kind: 'no-code-in-picture' });
      else await takeCode(text, 'scanned');
    },
    onReading: (person: MeasuredPerson, reading: TakenReading, before: GroupProgress | null) => {
      const progress = before ?? vehicleGroup(session, person, reading.shown);
      const together = progress ? [{ kind: 'together', group: progress.group } as const] : [];
      const shown = shownTogether(reading.shown, together);
      return save(
        () =>
          recordEntry(
            session,
            {
              subject: person.subject,
              identification: person.identification,
              direction: person.follows?.facts.direction ?? direction,
              follows: person.follows?.id ?? null,
              ...reading,
              shown,
            },
            Date.now(),
          ),
        (done) => {
          if (done.kind === 'repeat') {
            if (before) goOn(before);
            else tell({ kind: 'repeat', of: done.of });
            return;
          }
          if (done.kind === 'codes-first') {
            // The rules changed while the reading was typed.
            const asked = { ...person, shown: reading.shown };
            show({ kind: 'measure', person: asked, progress: before });
            return;
          }
          const { entry, judgement } = done;
          const next = progress && { ...progress, shared: sharedOf(entry.facts.shown) };
          if (next && isRoutine(judgement)) {
            ring('pass', settings);
            goOn(next);
            return;
          }
          ring(judgement.verdict, settings);
          show({ kind: 'verdict', entry, reasons: judgement.reasons, progress: next });
        },
      );
    },
    onPark: (
      person: MeasuredPerson,
      mask: boolean,
      shown: readonly Shown[],
      progress: GroupProgress | null,
    ) =>
      save(
        () => {
          const { subject, identification } = person;
          return parkPerson(
            session,
            { subject, identification, direction, mask, shown },
            Date.now(),
          );
        },
        (done) => {
          if (progress) goOn(progress);
          else if (done.kind === 'repeat') tell({ kind: 'repeat', of: done.of });
          else toGate();
        },
      ),
    ...entryDecisions(session, screen, showEntry, afterEntry),
    save,
  };
}

export const isStop = (code: string): boolean => code === 'pass-forged' || code === 'pass-revoked';

/** Nothing that anybody has to look at: the next one of the group, please. */
const isRoutine = ({ reasons }: Judgement): boolean =>
  reasons.every((reason) => isOnlyTold(reason) || reason.code === 'vehicle-not-measured');

/** A vehicle with several people begins a group; null: whoever it is came alone, or waits already. */
function vehicleGroup(
  session: ShiftSession,
  person: MeasuredPerson,
  shown: readonly Shown[],
): GroupProgress | null {
  const vehicle = shown.find((one) => one.kind === 'vehicle');
  if (person.follows || !vehicle || vehicle.people < 2) return null;
  const group = beginGroup(session, Date.now());
  return { group, people: vehicle.people, waiting: [], shared: [] };
}

const isSameEntry = (a: StandingEntry, b: StandingEntry): boolean =>
  a.id.segmentId === b.id.segmentId && a.id.number === b.id.number;
