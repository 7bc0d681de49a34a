import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { HeardPassings } from '../../src/domain/passings.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { StandingEntry } from '../../src/domain/shift-state.ts';
import { entryOf, shiftWith } from './any-shift.ts';

const HOUR_MS = 3_600_000;

/** Asks for everything that a street may ask. */
export const EVERYTHING: Partial<Policy> = {
  quota: {
    persons: 1,
    periodDays: 2,
    maxOutMinutes: 120,
    countedPurposes: ['shopping', 'other'],
    overstayCostsExit: true,
    returneeVoidDays: 14,
  },
  purposes: {
    out: { isAsked: true, allowed: null },
    in: { isAsked: false, allowed: null },
  },
  documents: [
    { id: 1, name: '铁路工作证', lifts: ['quota', 'hours'], directions: ['out', 'in'], perDay: 0 },
    { id: 2, name: '就医证明', lifts: ['quota'], directions: ['out'], perDay: 2 },
  ],
  hostConfirmation: true,
  goodsSlip: true,
  vehicles: {
    isAsked: true,
    localPrefixes: ['鄂J', '鄂A'],
    notLocal: 'check',
    everyoneMeasured: true,
  },
  instruments: [
    { id: 1, name: '额温枪', site: 'forehead', feverThresholdTenths: 373, lowThresholdTenths: 340 },
    {
      id: 2,
      name: '水银体温计',
      site: 'axillary',
      feverThresholdTenths: 372,
      lowThresholdTenths: 340,
    },
  ],
  clicker: [{ fromMinute: 0, toMinute: 1440 }],
  colourMeanings: { green: { meaning: '十四天没出过街道', shape: 'circle' } },
  override: 'anybody',
};

/** A strict street: somebody of the first household went out this morning, and the desk has a word to say. */
export function strictShift(
  entries: readonly StandingEntry[] = [entryOf(4), entryOf(5)],
  rules: Partial<Policy> = EVERYTHING,
): ShiftSession {
  const passings = new HeardPassings();
  const out = { householdId: 1, gateId: 'south', purpose: 'shopping' } as const;
  passings.apply({
    passings: [
      {
        ...out,
        id: { segmentId: '11'.repeat(16), number: 2 },
        rosterNumber: 2,
        direction: 'out',
        at: Date.now() - 3 * HOUR_MS,
      },
    ],
    removed: [],
  });
  const session = shiftWith(entries);
  return {
    ...session,
    policy: { ...session.policy, ...rules },
    passings,
    passingsHeardAt: Date.now() - 180_000,
    briefing: {
      marks: [
        {
          id: '22'.repeat(16),
          subject: { kind: 'household', householdId: 1 },
          colour: null,
          isolatedUntil: null,
          voidUntil: null,
          isDenied: false,
          documentIds: [1],
          note: '周大山腿脚不便，请走无障碍通道',
        },
      ],
      contacts: ['赵敏', '何大夫', '刘警官'].map((name, place) => ({
        id: `${place}`.repeat(32),
        placeId: 'grid-6',
        placeName: '第六网格',
        name,
        duty: ['网格员', '社区医生', '社区民警'][place] ?? '',
        phone: `1380000000${place}`,
      })),
      entrances: [],
    },
  };
}
