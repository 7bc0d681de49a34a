import { useRef, useState } from 'preact/hooks';
import type { EarlierVisitor } from '../../actions/earlier-visitor.ts';
import { judgeAgain } from '../../actions/judge-again.ts';
import { passingBefore } from '../../actions/passing-before.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction } from '../../domain/entry.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { shownTogether, type TwoCodes } from '../../domain/shown.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { describeSubject } from './describe-subject.ts';
import { entryDecisions } from './entry-decisions.ts';
import { firstDirection } from './first-direction.ts';
import type { GroupProgress } from './group-progress.ts';
import { groupWork } from './group-work.ts';
import { measuredEntries } from './measured-entries.ts';
import type { MeasuredPerson } from './measured-person.ts';
import { openOf } from './open-of.ts';
import { reasonsOf } from './reason-words.ts';
import { sayCodes } from './shown-words.ts';
import { useGateCodes } from './use-gate-codes.ts';
import { useGateView } from './use-gate-view.ts';
import type { View } from './view.ts';
import { waitKind } from './wait-kind.ts';

export type GateWork = ReturnType<typeof useGateWork>;

/** What happens at a gate between the screens: codes come in, records are saved, the next screen shows. */
export function useGateWork(session: ShiftSession, wiring: PhoneWiring, first: View) {
  const { settings, onSettings } = wiring;
  const screen = useGateView(first);
  const { view, notice, show, toGate, tell, save } = screen;
  const [isGoneRead, setGoneRead] = useState(false);
  const [direction, setDirection] = useState(() => firstDirection(settings, session.state));
  /** Looked at before anybody was named: they go with the next person. */
  const codesForNext = useRef<readonly TwoCodes[]>([]);

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

  const { afterEntry, ...group } = groupWork(session, screen, { begin, measure, foundPerson });
  const codes = useGateCodes({ session, settings, screen, direction, measure, open });
  const { goOn } = group;

  return {
    view,
    notice: notice ?? (session.isGateGone && !isGoneRead ? ({ kind: 'gone' } as const) : null),
    direction,
    show,
    toGate,
    open,
    showEntry,
    measure,
    foundPerson,
    ...group,
    ...codes,
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
    onCodesSeen: (codes: readonly TwoCodes[]) => {
      codesForNext.current = codes;
      const said = sayCodes(codes, Date.now(), session.policy.timeZone) ?? '';
      tell({ kind: 'codes-kept', codes: said });
    },
    ...measuredEntries({ session, settings, screen, direction, goOn }),
    ...entryDecisions(session, screen, showEntry, afterEntry),
    save,
  };
}
