import { type ComponentChild, h } from 'preact';
import { EMPTY_VISITOR } from '../../src/domain/entry.ts';
import type { EntryFacts } from '../../src/domain/gate-record.ts';
import type { Reason } from '../../src/domain/reason.ts';
import { AgainScreen } from '../../src/screens/gate/again-screen.tsx';
import { AskScreen } from '../../src/screens/gate/ask-screen.tsx';
import { ClickerScreen } from '../../src/screens/gate/clicker-screen.tsx';
import { GateScreen } from '../../src/screens/gate/gate-screen.tsx';
import { GroupScreen } from '../../src/screens/gate/group-screen.tsx';
import { HouseholdScreen } from '../../src/screens/gate/household-screen.tsx';
import type { MeasuredPerson } from '../../src/screens/gate/measured-person.ts';
import { NoteForm } from '../../src/screens/gate/note-form.tsx';
import { PassengerScreen } from '../../src/screens/gate/passenger-screen.tsx';
import { PersonHead } from '../../src/screens/gate/person-head.tsx';
import { TemperatureScreen } from '../../src/screens/gate/temperature-screen.tsx';
import { turnBackQuestion } from '../../src/screens/gate/turn-back-question.ts';
import { VehicleScreen } from '../../src/screens/gate/vehicle-screen.tsx';
import { VerdictScreen } from '../../src/screens/gate/verdict-screen.tsx';
import { strictShift } from './any-rules.ts';
import { blindEye, entryOf, wiringWith } from './any-shift.ts';

const nothing = (): void => undefined;
const wiring = wiringWith();
const warm = { temperatureTenths: 365, site: 'forehead' } as const;
const together = { kind: 'together', group: 1 } as const;
const vehicle = { kind: 'vehicle', plate: '鄂J12345', people: 3 } as const;
const progress = { group: 1, people: 3, waiting: [], shared: [vehicle, together] };
const courier = { ...EMPTY_VISITOR, name: '马师傅', plate: '鄂J77881', purpose: '送快递' };

const resident: MeasuredPerson = {
  subject: { kind: 'resident', rosterNumber: 1 },
  identification: 'scanned',
  shown: [],
  follows: null,
  nameless: null,
};
const visitor: MeasuredPerson = {
  ...resident,
  subject: { kind: 'visitor', visitor: { ...courier, householdVisited: '3-1-502' } },
};

const passed = (number: number, facts: Partial<EntryFacts> = {}) =>
  entryOf(number, {
    reading: warm,
    verdict: 'pass',
    outcome: 'passed',
    reasons: [],
    shown: [vehicle, together],
    ...facts,
  });

const came = [
  passed(2),
  passed(3),
  passed(6, { subject: { kind: 'visitor', visitor: courier }, direction: 'in', shown: [] }),
  entryOf(4, { shown: [vehicle, together] }),
];

function verdict(facts: Partial<EntryFacts>, reasons: readonly Reason[]): ComponentChild {
  const entry = entryOf(2, { reading: warm, ...facts }, 2_000);
  return h(VerdictScreen, {
    session: strictShift([entryOf(4), entryOf(5), entry]),
    wiring,
    entry,
    reasons,
    onNext: nothing,
    onUndo: nothing,
    onPassed: nothing,
    onTurnedBack: nothing,
    onCaseStep: nothing,
    onPapers: nothing,
    onSecondReading: nothing,
    onNote: nothing,
  });
}

const ask = (person: MeasuredPerson, direction: 'out' | 'in', isByHand: boolean) => {
  const session = strictShift();
  return h(AskScreen, {
    session,
    wiring,
    person,
    direction,
    shown: [],
    isByHand,
    onDone: nothing,
    onCodes: nothing,
    onLeave: nothing,
    children: h(PersonHead, { session, subject: person.subject }),
  });
};

const measure = (follows: MeasuredPerson['follows']) => {
  const session = strictShift();
  return h(TemperatureScreen, {
    session: { ...session, policy: { ...session.policy, purposes: calm, vehicles: noVehicles } },
    wiring,
    person: { ...resident, follows },
    direction: 'out',
    onReading: nothing,
    ...(follows ? {} : { onPark: nothing }),
    onLeave: nothing,
  });
};
const calm = { out: { isAsked: false, allowed: null }, in: { isAsked: false, allowed: null } };
const noVehicles = {
  isAsked: false,
  localPrefixes: [],
  notLocal: 'check',
  everyoneMeasured: false,
} as const;

const household = (isTogether: boolean) => {
  const session = strictShift();
  const home = session.roster?.household(1);
  if (!home) throw new Error('no household');
  return h(HouseholdScreen, {
    session,
    wiring,
    direction: 'out',
    household: home,
    people: session.roster?.members(1) ?? [],
    isTogether,
    onPerson: nothing,
    onTogether: nothing,
    onFind: nothing,
    onVisitor: nothing,
    onLeave: nothing,
  });
};

const used = { code: 'quota-used', persons: 1, periodDays: 2, nextOn: '2022-03-30' } as const;
const stale: Reason = { code: 'stale', heardAt: Date.now() - 10_800_000 };

/** What the street's rules bring to the phone. */
export const RULE_SCREENS: readonly (readonly [string, () => ComponentChild])[] = [
  ['asking a resident', () => ask(resident, 'out', false)],
  ['asking a visitor', () => ask(visitor, 'in', false)],
  ['asking by hand', () => ask(resident, 'out', true)],
  [
    'a plate',
    () =>
      h(VehicleScreen, {
        session: strictShift(),
        wiring,
        vehicle: null,
        plate: '',
        onDone: nothing,
        onLeave: nothing,
      }),
  ],
  ['a first reading with instruments', () => measure(null)],
  ['a second reading with instruments', () => measure(entryOf(2))],
  ['a pass until a time', () => verdict({ verdict: 'pass', outcome: 'passed', reasons: [] }, [])],
  [
    'a pass of little knowledge',
    () => verdict({ verdict: 'pass', outcome: 'passed', reasons: ['stale'] }, [stale]),
  ],
  [
    'a quota that is used',
    () =>
      verdict({ verdict: 'stop', outcome: 'turned-back', reasons: ['quota-used'] }, [used, stale]),
  ],
  [
    'a purpose that is missing',
    () => verdict({ reasons: ['purpose-missing'] }, [{ code: 'purpose-missing' }]),
  ],
  [
    'a fever with a team',
    () =>
      verdict({ verdict: 'stop', outcome: 'held', reasons: ['fever-again'] }, [
        { code: 'fever-again', temperatureTenths: 379, thresholdTenths: 373 },
      ]),
  ],
  [
    'a reason',
    () =>
      h(NoteForm, {
        wiring,
        ...turnBackQuestion(['王秀英', '李志强'], true, nothing),
        onLeave: nothing,
      }),
  ],
  ['a household', () => household(false)],
  ['several of a household', () => household(true)],
  [
    'the next passenger',
    () =>
      h(PassengerScreen, {
        session: strictShift(came),
        wiring,
        direction: 'out',
        progress: { ...progress, people: 5 },
        room: '3-1-502',
        household: strictShift().roster?.members(1) ?? [],
        onPerson: nothing,
        onPassenger: nothing,
        onFind: nothing,
        onVisitor: nothing,
        onNobody: nothing,
      }),
  ],
  [
    'a group',
    () =>
      h(GroupScreen, {
        session: strictShift(came),
        wiring,
        direction: 'out',
        progress,
        onOpen: nothing,
        onNext: nothing,
      }),
  ],
  [
    'who came before',
    () =>
      h(AgainScreen, {
        session: strictShift(came),
        wiring,
        direction: 'in',
        onVisitor: nothing,
        onLeave: nothing,
      }),
  ],
  [
    'the clicker',
    () => h(ClickerScreen, { session: strictShift(), wiring, onTap: nothing, onLeave: nothing }),
  ],
  [
    'the gate at a peak hour',
    () =>
      h(GateScreen, {
        session: strictShift(came),
        wiring,
        eye: blindEye(),
        direction: 'out',
        notice: null,
        onDirection: nothing,
        onNoticeRead: nothing,
        onOpen: nothing,
        onCodes: nothing,
        onFind: nothing,
        onVisitor: nothing,
        onType: nothing,
        onPicture: nothing,
        onDuty: nothing,
        onNotices: nothing,
        onNotice: nothing,
        onDay: nothing,
        onAgain: nothing,
        onCount: nothing,
      }),
  ],
];
