import fc from 'fast-check';
import {
  CODE_COLOURS,
  type Direction,
  MEASURING_SITES,
  PURPOSES,
  type Shown,
  type Verdict,
} from '../../../src/domain/entry.ts';
import type { HouseholdPassing } from '../../../src/domain/household-history.ts';
import type { JudgedSubject, Situation } from '../../../src/domain/judge.ts';
import type { Mark, MarkSubject } from '../../../src/domain/mark.ts';
import {
  CODES_REQUIRED,
  COLOUR_SHAPES,
  LIFTABLE_RULES,
  OVERRIDES,
  PARITIES,
  type Policy,
} from '../../../src/domain/policy.ts';
import { HOUSEHOLD_COLOURS } from '../../../src/domain/reason.ts';
import { shownTogether } from '../../../src/domain/shown.ts';
import { streetDay } from '../../../src/domain/street-time.ts';

export const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'UTC'];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const verdict = fc.constantFrom<Verdict>('pass', 'check', 'stop');
const direction = fc.constantFrom<Direction>('out', 'in');
const directions = fc.subarray<Direction>(['out', 'in'], { minLength: 1 });
const purpose = fc.constantFrom(...PURPOSES);
const site = fc.constantFrom(...MEASURING_SITES);
const tenths = fc.integer({ min: 300, max: 450 });
const id = fc.integer({ min: 0, max: 4 });
const BUILDINGS = ['', '1', '2', '３号楼', '03', '12A', 'B12', '东屋', '99999999999999999999', '0'];
const UNITS = ['', '1', '2单元', 'x'];
const COMPOUNDS = ['garden', 'lake', ''];
const PLATES = ['', '鲁N12345', '京A·12345', ' - ', '豫AD12345', 'ＷＪ', '警'];
const names = (some: readonly string[]) => fc.subarray(some.filter((one) => one !== ''));

const window = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
  .map(([a, b]) => (a < b ? { fromMinute: a, toMinute: b } : { fromMinute: 0, toMinute: b }));

const byColour = <T>(of: fc.Arbitrary<T>) =>
  fc.record({ green: of, blue: of, yellow: of, orange: of, red: of }, { requiredKeys: [] });
const purposeRule = fc.record({
  isAsked: fc.boolean(),
  allowed: fc.option(fc.subarray([...PURPOSES])),
});

/** Any rules that a desk can make. */
export const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  version: fc.nat(9),
  effectiveFrom: fc.nat(),
  title: fc.string({ maxLength: 10 }),
  feverThresholdTenths: fc.record({
    forehead: tenths,
    axillary: tenths,
    ear: tenths,
    wrist: tenths,
  }),
  lowThresholdTenths: tenths,
  firstSite: site,
  secondSite: site,
  secondReadingWaitMs: fc.nat(HOUR_MS),
  warmUpWaitMs: fc.nat(HOUR_MS),
  instruments: fc.uniqueArray(
    fc.record({
      id,
      name: fc.constant('gun'),
      site,
      feverThresholdTenths: tenths,
      lowThresholdTenths: tenths,
    }),
    { maxLength: 4, selector: (one) => one.id },
  ),
  maskRequired: fc.boolean(),
  colours: byColour(fc.record({ out: verdict, in: verdict })),
  repeatWindowMs: fc.nat(600_000),
  lockAfterHiddenMs: fc.integer({ min: 30_000, max: HOUR_MS }),
  visitorCodeDays: fc.nat(366),
  codesRequired: fc.constantFrom(...CODES_REQUIRED),
  codesMaxAgeDays: fc.nat(30),
  antiPassback: fc.boolean(),
  colourMeanings: byColour(
    fc.record({ meaning: fc.constant('as it is'), shape: fc.constantFrom(...COLOUR_SHAPES) }),
  ),
  quota: fc.option(
    fc.record({
      persons: fc.nat(4),
      periodDays: fc.integer({ min: 1, max: 31 }),
      maxOutMinutes: fc.oneof(fc.constant(0), fc.nat(600), fc.nat(7 * 1_440)),
      countedPurposes: fc.subarray([...PURPOSES]),
      overstayCostsExit: fc.boolean(),
      returneeVoidDays: fc.nat(31),
    }),
    { freq: 5 },
  ),
  hours: fc.array(
    fc.record({
      directions,
      homes: fc.record({
        compoundIds: names(COMPOUNDS),
        buildings: names(BUILDINGS),
        units: names(UNITS),
        parity: fc.constantFrom(...PARITIES),
      }),
      windows: fc.array(window, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  purposes: fc.record({ out: purposeRule, in: purposeRule }),
  documents: fc.uniqueArray(
    fc.record({
      id,
      name: fc.constant('paper'),
      lifts: fc.subarray([...LIFTABLE_RULES]),
      directions,
      perDay: fc.nat(3),
    }),
    { maxLength: 3, selector: (one) => one.id },
  ),
  visitors: verdict,
  hostConfirmation: fc.boolean(),
  vehicles: fc.record({
    isAsked: fc.boolean(),
    localPrefixes: fc.subarray(['鲁N', '京A', '-', 'ＷＪ']),
    notLocal: verdict,
    everyoneMeasured: fc.boolean(),
  }),
  goodsSlip: fc.boolean(),
  override: fc.constantFrom(...OVERRIDES),
  clicker: fc.array(window, { maxLength: 2 }),
  staleAfterMs: fc.integer({ min: 60_000, max: 7 * DAY_MS }),
  timeZone: fc.constantFrom(...ZONES),
});

/** Moments that a record can hold, mostly of the years that matter, some of them where a day or a clock turns. */
const moment = fc.oneof(
  fc.integer({ min: Date.UTC(2020, 0, 1) / 1_000, max: Date.UTC(2023, 0, 1) / 1_000 }),
  fc
    .tuple(
      fc.constantFrom(
        '2020-03-29T01:00Z',
        '2020-10-25T01:00Z',
        '2020-02-28T16:00Z',
        '2021-12-31T16:00Z',
      ),
      fc.integer({ min: -90_000, max: 90_000 }),
    )
    .map(([at, seconds]) => Date.parse(at) / 1_000 + seconds),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);

const rosterNumber = fc.option(fc.integer({ min: 1, max: 4 }));

/** Unordered, with people at the same moment, some of it after `at`. */
const historyAround = (at: number): fc.Arbitrary<HouseholdPassing[]> =>
  fc.array(
    fc.record({
      rosterNumber,
      direction,
      at: fc
        .oneof(fc.integer({ min: -33 * 24 * 6, max: 6 }), fc.integer({ min: -300, max: 0 }))
        .map((tenMinutes) => Math.max(0, at + tenMinutes * 10 * 60_000)),
      purpose: fc.option(purpose),
    }),
    { maxLength: 24 },
  );

const shownOf = (today: string): fc.Arbitrary<Shown[]> => {
  const shownOn = fc.constantFrom(today, '2020-01-01', '2021-06-15', '2023-12-31');
  const each = fc.oneof(
    fc.record({
      kind: fc.constant('health-code' as const),
      colour: fc.constantFrom(...CODE_COLOURS),
      shownOn,
    }),
    fc.record({ kind: fc.constant('travel-card' as const), isStarred: fc.boolean(), shownOn }),
    fc.record({ kind: fc.constant('purpose' as const), purpose }),
    fc.record({ kind: fc.constant('document' as const), documentId: id }),
    fc.record({
      kind: fc.constant('vehicle' as const),
      plate: fc.constantFrom(...PLATES),
      people: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({
      kind: fc.constant('host' as const),
      household: fc.constant('3-1-201'),
      isConfirmed: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('goods' as const), hasSlip: fc.boolean() }),
    fc.record({ kind: fc.constant('together' as const), group: fc.nat(3) }),
    fc.record({ kind: fc.constant('instrument' as const), instrumentId: id }),
  );
  return fc.array(each, { maxLength: 8 }).map((all) => shownTogether(all, []));
};

const markOf = (today: string): fc.Arbitrary<Mark> =>
  fc.record({
    id: fc.constant('m'),
    subject: fc.constantFrom<MarkSubject>(
      { kind: 'resident', rosterNumber: 1 },
      { kind: 'household', householdId: 1 },
      { kind: 'plate', plate: '鲁N12345' },
      { kind: 'id-number', idNumber: '11010519491231002X' },
    ),
    colour: fc.option(fc.constantFrom(...HOUSEHOLD_COLOURS)),
    isolatedUntil: fc.option(fc.constantFrom(today, '2020-01-01', '2030-01-01'), { freq: 2 }),
    voidUntil: fc.option(fc.constantFrom(today, '2020-01-01', '2030-01-01'), { freq: 2 }),
    isDenied: fc.boolean(),
    documentIds: fc.uniqueArray(id, { maxLength: 2 }),
    note: fc.constant(''),
  });

export interface Case {
  readonly subject: JudgedSubject;
  readonly situation: Situation;
  readonly policy: Policy;
}

/** Somebody at some gate under some rules. */
export const anyCase: fc.Arbitrary<Case> = fc.tuple(moment, anyPolicy).chain(([second, policy]) => {
  const at = second * 1_000;
  const today = streetDay(at, policy.timeZone);
  return fc.record({
    policy: fc.constant(policy),
    subject: fc.record({
      colour: fc.option(fc.constantFrom(...HOUSEHOLD_COLOURS)),
      onRoster: fc.constantFrom('listed', 'listed', 'absent', 'unknown', 'none' as const),
      rosterNumber,
      home: fc.option(
        fc.record({
          compoundId: fc.constantFrom(...COMPOUNDS),
          building: fc.constantFrom(...BUILDINGS),
          unit: fc.constantFrom(...UNITS),
        }),
      ),
      marks: fc.oneof(fc.constant([]), fc.array(markOf(today), { maxLength: 3 })),
    }),
    situation: fc.record({
      at: fc.constant(at),
      direction,
      reading: fc.option(
        fc.record({ temperatureTenths: fc.integer({ min: 250, max: 500 }), site }),
      ),
      mask: fc.boolean(),
      feverBefore: fc.option(fc.record({ site, instrumentId: fc.option(id) })),
      shown: shownOf(today),
      lastPassing: fc.option(fc.record({ direction, at: fc.constantFrom(at, at - HOUR_MS, 0) })),
      history: historyAround(at),
      heardAt: fc.option(fc.constantFrom(at, at - HOUR_MS, 0)),
      measuredTogether: fc.integer({ min: 1, max: 4 }),
      documentUses: fc.dictionary(fc.constantFrom('0', '1', '2', '3'), fc.nat(4)),
    }),
  });
});
