import { useRef, useState } from 'preact/hooks';
import { decideEntry } from '../../actions/decide-entry.ts';
import { parkPerson } from '../../actions/park-person.ts';
import { type HowRead, readCode, readMember, type ScanMeaning } from '../../actions/read-code.ts';
import { recordEntry } from '../../actions/record-entry.ts';
import { refuseCode } from '../../actions/refuse-code.ts';
import type { NotSaved, ShiftSession } from '../../actions/shift-session.ts';
import { showCard } from '../../actions/show-card.ts';
import { subjectNames } from '../../actions/subject-names.ts';
import { undoEntry } from '../../actions/undo-entry.ts';
import type { Direction, Outcome, Shown } from '../../domain/entry.ts';
import { lastPassing } from '../../domain/passing.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { shownTogether, type TwoCodes } from '../../domain/shown.ts';
import type { RosterPerson } from '../../roster/roster.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { pictureText } from '../shift/picture-text.ts';
import { describeSubject } from './describe-subject.ts';
import { type CodeSeen, isEcho } from './echo.ts';
import { firstDirection } from './first-direction.ts';
import type { Notice } from './gate-notice.tsx';
import type { MeasuredPerson } from './measured-person.ts';
import { reasonsOf } from './reason-words.ts';
import { ring } from './ring.ts';
import { sayCodes } from './shown-words.ts';
import type { TakenReading } from './temperature-screen.tsx';
import { scansIn, type View } from './view.ts';
import { waitKind } from './wait-kind.ts';

export type GateWork = ReturnType<typeof useGateWork>;

/** What happens at a gate between the screens: codes come in, records are saved, the next screen shows. */
export function useGateWork(session: ShiftSession, wiring: PhoneWiring, first: View) {
  const { settings, onSettings } = wiring;
  const [view, setView] = useState(first);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [isGoneRead, setGoneRead] = useState(false);
  const [direction, setDirection] = useState(() => firstDirection(settings, session.state));
  // A second tap or code while one is being saved must not be a second record.
  const isBusy = useRef(false);
  /** Looked at before anybody was named: they go with the next person. */
  const codesForNext = useRef<readonly TwoCodes[]>([]);
  const lastSeen = useRef<CodeSeen | null>(null);

  const show = (next: View) => {
    setNotice(null);
    setView(next);
  };
  const toGate = () => show({ kind: 'gate' });
  const tell = (next: Notice) => {
    setNotice(next);
    setView({ kind: 'gate' });
  };

  /** Runs one action at a time; what was not saved is said so, with a way to try again. */
  async function save<Done extends { readonly kind: string }>(
    action: () => Promise<Done | NotSaved>,
    then: (done: Done) => void,
  ): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      const result = await action();
      if (isNotSaved(result)) {
        const again = () => save(action, then);
        show({ kind: 'not-saved', why: result.why, again, triedAt: Date.now() });
      } else then(result);
    } finally {
      isBusy.current = false;
    }
  }

  const showEntry = (entry: StandingEntry) => {
    const { facts } = entry;
    const { roster, policy, state } = session;
    const { colour } = describeSubject(facts.subject, roster);
    const before = lastPassing(subjectNames(facts.subject, roster), state.entries, entry);
    show({ kind: 'verdict', entry, reasons: reasonsOf(facts, colour, policy, before) });
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

  const begin = (person: MeasuredPerson) => {
    const shown = shownTogether(person.shown, codesForNext.current);
    codesForNext.current = [];
    show({ kind: 'measure', person: { ...person, shown } });
  };

  const measure = (person: MeasuredPerson) => {
    if (person.follows) open(person.follows);
    else begin(person);
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
        show({ kind: 'household', pass: meaning });
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
        void showTheCard(text);
        break;
      case 'invitation':
        tell({ kind: 'invitation' });
        break;
      case 'text':
        ring('check', settings);
        tell({ kind: 'other-code', text: meaning.text, isAddress: meaning.isAddress });
        break;
      default:
        throw new Error(`unknown meaning ${(meaning satisfies never as ScanMeaning).kind}`);
    }
  };

  async function showTheCard(text: string): Promise<void> {
    if (session.named) {
      tell({ kind: 'card', said: 'already' });
      return;
    }
    const shown = await showCard(session, text);
    switch (shown.kind) {
      case 'shown':
        tell({ kind: 'card', said: 'named' });
        break;
      case 'other-gate':
        tell({ kind: 'card', said: 'other-gate' });
        break;
      case 'old-card':
        tell({ kind: 'card', said: 'old' });
        break;
      case 'mistyped':
        tell({ kind: 'card', said: 'mistyped' });
        break;
      case 'unknown-card':
      case 'not-a-card':
        tell({ kind: 'card', said: 'unknown' });
        break;
      case 'not-saved':
        show({
          kind: 'not-saved',
          why: shown.why,
          again: () => showTheCard(text),
          triedAt: Date.now(),
        });
        break;
      default:
        throw new Error(`unknown answer ${(shown satisfies never as { kind: string }).kind}`);
    }
  }

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
    setDirection: (chosen: Direction) => {
      setDirection(chosen);
      // Outlives a reload, a lock and a dead battery; it says nothing about anybody.
      onSettings({ lastDirection: chosen });
    },
    dropNotice: () => (notice === null ? setGoneRead(true) : setNotice(null)),
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
    onReading: (person: MeasuredPerson, reading: TakenReading) =>
      save(
        () =>
          recordEntry(
            session,
            {
              subject: person.subject,
              identification: person.identification,
              direction: person.follows?.facts.direction ?? direction,
              follows: person.follows?.id ?? null,
              ...reading,
            },
            Date.now(),
          ),
        (done) => {
          if (done.kind === 'repeat') {
            tell({ kind: 'repeat', of: done.of });
            return;
          }
          if (done.kind === 'codes-first') {
            // The rules changed while the reading was typed.
            show({ kind: 'measure', person: { ...person, shown: reading.shown } });
            return;
          }
          ring(done.judgement.verdict, settings);
          show({ kind: 'verdict', entry: done.entry, reasons: done.judgement.reasons });
        },
      ),
    onPark: (person: MeasuredPerson, mask: boolean, shown: readonly Shown[]) =>
      save(
        () => {
          const { subject, identification } = person;
          return parkPerson(
            session,
            { subject, identification, direction, mask, shown },
            Date.now(),
          );
        },
        (done) => (done.kind === 'repeat' ? tell({ kind: 'repeat', of: done.of }) : toGate()),
      ),
    onUndo: (entry: StandingEntry, then: () => void) =>
      save(() => undoEntry(session, entry.id, Date.now()), then),
    onDecide: (entry: StandingEntry, outcome: Outcome, note: string) =>
      save(
        () => decideEntry(session, entry.id, outcome, note, Date.now()),
        () => toGate(),
      ),
    save,
  };
}

export const isStop = (code: string): boolean => code === 'pass-forged' || code === 'pass-revoked';

function isNotSaved(result: { readonly kind: string }): result is NotSaved {
  return result.kind === 'not-saved';
}

const isSameEntry = (a: StandingEntry, b: StandingEntry): boolean =>
  a.id.segmentId === b.id.segmentId && a.id.number === b.id.number;
