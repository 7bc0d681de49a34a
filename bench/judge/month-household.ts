import type { Direction, Purpose, Shown } from '../../src/domain/entry.ts';
import type { HouseholdPassing } from '../../src/domain/household-history.ts';
import type { JudgedSubject, Situation } from '../../src/domain/judge.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAYS = 31;
const PERSONS = 5;
const PURPOSES: readonly Purpose[] = ['shopping', 'work', 'medical', 'other', 'school'];
/** 31 March 2022, midnight in Shanghai. */
export const TODAY = Date.UTC(2022, 2, 30, 16);

/** Every rule that a policy can have, with more of each than a street needs. */
export const EVERYTHING: Policy = {
  ...DEFAULT_POLICY,
  instruments: [1, 2, 3].map((id) => ({
    id,
    name: `thermometer ${id}`,
    site: id === 2 ? 'axillary' : 'forehead',
    feverThresholdTenths: 368,
    lowThresholdTenths: 345,
  })),
  colours: {
    red: { out: 'stop', in: 'check' },
    orange: { out: 'check', in: 'pass' },
    yellow: { out: 'check', in: 'check' },
  },
  codesRequired: 'everybody',
  quota: {
    persons: 2,
    periodDays: 2,
    maxOutMinutes: 120,
    countedPurposes: ['shopping', 'other'],
    overstayCostsExit: true,
    returneeVoidDays: 14,
  },
  hours: Array.from({ length: 20 }, (_, place) => ({
    directions: ['out', 'in'],
    homes: {
      compoundIds: ['garden', 'lake'],
      buildings: [String(place + 1), `${place + 1}A`],
      units: ['1', '2', '3'],
      parity: place % 2 === 0 ? 'odd' : 'even',
    },
    windows: [
      { fromMinute: 360, toMinute: 720 },
      { fromMinute: 840, toMinute: 1_200 },
    ],
  })),
  purposes: {
    out: { isAsked: true, allowed: ['shopping', 'work', 'medical', 'other'] },
    in: { isAsked: true, allowed: null },
  },
  documents: [1, 2, 3, 4].map((id) => ({
    id,
    name: `paper ${id}`,
    lifts: ['quota', 'hours', 'purpose', 'colour', 'codes', 'vehicle', 'visitors'],
    directions: ['out', 'in'],
    perDay: 2,
  })),
  visitors: 'check',
  hostConfirmation: true,
  vehicles: {
    isAsked: true,
    localPrefixes: ['豫A', '豫B', '豫V'],
    notLocal: 'check',
    everyoneMeasured: true,
  },
  goodsSlip: true,
  override: 'leader',
};

/** Five people of one household, out and in again every day for a month; some of them too late. */
export const HISTORY: readonly HouseholdPassing[] = Array.from({ length: DAYS }, (_, day) =>
  Array.from({ length: PERSONS }, (_, person) => {
    const out = TODAY - (DAYS - day) * DAY_MINUTES * MINUTE_MS + (420 + person * 61) * MINUTE_MS;
    const back = out + (60 + ((day * 7 + person * 13) % 90)) * MINUTE_MS;
    const purpose = PURPOSES[(day + person) % PURPOSES.length] ?? 'other';
    const one = (direction: Direction, at: number) => ({
      rosterNumber: person + 1,
      direction,
      at,
      purpose,
    });
    return [one('out', out), one('in', back)];
  }).flat(),
)
  .flat()
  .sort((a, b) => a.at - b.at);

const today = '2022-03-31';

/** The same number is the same person at the same moment, with everything shown that can be. */
export function caseOf(number: number): {
  readonly subject: JudgedSubject;
  readonly situation: Situation;
} {
  const person = number % PERSONS;
  const at = TODAY + ((number * 37) % DAY_MINUTES) * MINUTE_MS;
  const shown: readonly Shown[] = [
    { kind: 'health-code', colour: 'green', shownOn: today },
    { kind: 'travel-card', isStarred: false, shownOn: today },
    { kind: 'purpose', purpose: PURPOSES[number % PURPOSES.length] ?? 'other' },
    ...(number % 3 === 0 ? [{ kind: 'document', documentId: 1 + (number % 4) } as const] : []),
    { kind: 'vehicle', plate: number % 2 === 0 ? '豫A12345' : '京A·12345', people: 2 },
    { kind: 'goods', hasSlip: number % 4 !== 1 },
    { kind: 'together', group: 7 },
    { kind: 'instrument', instrumentId: 1 },
  ];
  return {
    subject: {
      colour: number % 7 === 0 ? 'orange' : 'green',
      onRoster: 'listed',
      rosterNumber: person + 1,
      home: { compoundId: 'garden', building: `${1 + (number % 20)}号楼`, unit: '2单元' },
      marks: [
        {
          id: 'm',
          subject: { kind: 'household', householdId: 1 },
          colour: null,
          isolatedUntil: '2022-03-01',
          voidUntil: null,
          isDenied: false,
          documentIds: number % 5 === 0 ? [2] : [],
          note: '',
        },
      ],
    },
    situation: {
      at,
      direction: number % 4 === 3 ? 'in' : 'out',
      reading: { temperatureTenths: 354 + (number % 15), site: 'forehead' },
      mask: number % 11 !== 0,
      feverBefore: number % 13 === 0 ? { site: 'forehead', instrumentId: 3 } : null,
      shown,
      lastPassing: null,
      history: HISTORY,
      heardAt: at - ((number * 7) % 180) * MINUTE_MS,
      measuredTogether: number % 6 === 5 ? 1 : 2,
      documentUses: { 1: number % 3, 2: number % 4 },
    },
  };
}
