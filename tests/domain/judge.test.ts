import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODE_COLOURS, MEASURING_SITES, type Shown } from '../../src/domain/entry.ts';
import { type JudgedSubject, judge, type Situation } from '../../src/domain/judge.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import { HOUSEHOLD_COLOURS } from '../../src/domain/reason.ts';

const unmarked = { rosterNumber: null, home: null, marks: [] };
const resident: JudgedSubject = { colour: 'green', onRoster: 'listed', ...unmarked };
const onceBefore = { site: 'forehead', instrumentId: null } as const;
const situation = (
  changes: Partial<Situation> & { temperatureTenths?: number } = {},
): Situation => {
  const { temperatureTenths = 365, ...rest } = changes;
  return {
    at: 1_648_600_000_000,
    direction: 'out',
    reading: { temperatureTenths, site: 'forehead' },
    mask: true,
    feverBefore: null,
    shown: [],
    lastPassing: null,
    history: [],
    heardAt: null,
    measuredTogether: 1,
    documentUses: {},
    ...rest,
  };
};
const codes = (subject: JudgedSubject, at: Situation, policy: Policy = DEFAULT_POLICY) => {
  const { verdict, reasons } = judge(subject, at, policy);
  return [verdict, ...reasons.map((reason) => reason.code)];
};

test('a green resident with a mask and 36.5 passes without a reason', () => {
  expect(judge(resident, situation(), DEFAULT_POLICY)).toEqual({ verdict: 'pass', reasons: [] });
});

test('37.3 is fever, 37.2 is not', () => {
  expect(codes(resident, situation({ temperatureTenths: 372 }))).toEqual(['pass']);
  expect(judge(resident, situation({ temperatureTenths: 373 }), DEFAULT_POLICY)).toEqual({
    verdict: 'check',
    reasons: [{ code: 'fever-first', temperatureTenths: 373, thresholdTenths: 373 }],
  });
});

test('a red health code stops, a yellow one and a star are looked at, green and plain say nothing', () => {
  const shownOn = '2022-03-30';
  const code = (colour: (typeof CODE_COLOURS)[number]): Shown[] => [
    { kind: 'health-code', colour, shownOn },
  ];
  const card = (isStarred: boolean): Shown[] => [{ kind: 'travel-card', isStarred, shownOn }];
  expect(judge(resident, situation({ shown: code('red') }), DEFAULT_POLICY)).toEqual({
    verdict: 'stop',
    reasons: [{ code: 'health-code', colour: 'red' }],
  });
  expect(codes(resident, situation({ shown: code('yellow') }))).toEqual(['check', 'health-code']);
  expect(codes(resident, situation({ shown: card(true) }))).toEqual([
    'check',
    'travel-card-starred',
  ]);
  expect(codes(resident, situation({ shown: [...code('green'), ...card(false)] }))).toEqual([
    'pass',
  ]);
  expect(CODE_COLOURS).toEqual(['green', 'yellow', 'red']);
});

test('whoever is out already and goes out again is looked at, unless the street does not mind', () => {
  const out = situation({ lastPassing: { direction: 'out', at: 5_000 } });
  expect(judge(resident, out, DEFAULT_POLICY)).toEqual({
    verdict: 'check',
    reasons: [{ code: 'already-out', since: 5_000 }],
  });
  expect(codes(resident, { ...out, direction: 'in' })).toEqual(['pass']);
  expect(
    codes(resident, situation({ direction: 'in', lastPassing: { direction: 'in', at: 5_000 } })),
  ).toEqual(['check', 'already-in']);
  expect(codes(resident, out, { ...DEFAULT_POLICY, antiPassback: false })).toEqual(['pass']);
  expect(codes({ colour: null, onRoster: 'none', ...unmarked }, out)).toEqual(['pass']);
});

test('a genuine pass that the roster does not have is looked at by a person', () => {
  expect(codes({ colour: null, onRoster: 'absent', ...unmarked }, situation())).toEqual([
    'check',
    'not-on-roster',
  ]);
  expect(codes({ colour: null, onRoster: 'unknown', ...unmarked }, situation())).toEqual(['pass']);
  expect(codes({ colour: null, onRoster: 'none', ...unmarked }, situation())).toEqual(['pass']);
});

test('the second high reading stops', () => {
  expect(codes(resident, situation({ temperatureTenths: 378, feverBefore: onceBefore }))).toEqual([
    'stop',
    'fever-again',
  ]);
  expect(codes(resident, situation({ temperatureTenths: 368, feverBefore: onceBefore }))).toEqual([
    'pass',
  ]);
});

test('every site has its own threshold', () => {
  const policy: Policy = {
    ...DEFAULT_POLICY,
    feverThresholdTenths: { ...DEFAULT_POLICY.feverThresholdTenths, forehead: 368 },
  };
  const axillary = situation({ reading: { temperatureTenths: 370, site: 'axillary' } });
  expect(codes(resident, situation({ temperatureTenths: 368 }), policy)[0]).toBe('check');
  expect(codes(resident, axillary, policy)[0]).toBe('pass');
});

test('the line of an instrument is for its own site: a reading of another site was taken with another', () => {
  const gun = { id: 1, name: 'gun', site: 'forehead', lowThresholdTenths: 340 } as const;
  const policy: Policy = {
    ...DEFAULT_POLICY,
    instruments: [{ ...gun, feverThresholdTenths: 368 }],
  };
  const shown: Shown[] = [{ kind: 'instrument', instrumentId: 1 }];
  const feverBefore = { site: 'forehead', instrumentId: 1 } as const;
  const reading = { temperatureTenths: 370, site: 'axillary' } as const;
  expect(codes(resident, situation({ temperatureTenths: 370, shown }), policy)).toEqual([
    'check',
    'fever-first',
  ]);
  expect(codes(resident, situation({ reading, shown, feverBefore }), policy)).toEqual(['pass']);
});

test('whoever went out by another gate is looked at here, and not when they came in since', () => {
  const { at } = situation();
  const went = (direction: 'out' | 'in', ago: number) => ({
    rosterNumber: 7,
    direction,
    at: at - ago,
    purpose: null,
  });
  const seven = { ...resident, rosterNumber: 7 };
  const history = [went('out', 60_000)];
  expect(judge(seven, situation({ history }), DEFAULT_POLICY).reasons).toEqual([
    { code: 'already-out', since: at - 60_000 },
  ]);
  expect(codes({ ...resident, rosterNumber: 8 }, situation({ history }))).toEqual(['pass']);
  expect(codes(seven, situation({ history: [...history, went('in', 30_000)] }))).toEqual(['pass']);
});

test('below 34.0 the reading is doubted', () => {
  expect(codes(resident, situation({ temperatureTenths: 339 }))).toEqual(['check', 'reading-low']);
  expect(codes(resident, situation({ temperatureTenths: 340 }))).toEqual(['pass']);
});

test('no mask is checked when the street asks for masks, and only then', () => {
  expect(codes(resident, situation({ mask: false }))).toEqual(['check', 'mask-missing']);
  const free = { ...DEFAULT_POLICY, maskRequired: false };
  expect(codes(resident, situation({ mask: false }), free)).toEqual(['pass']);
});

test('a colour does what the policy says for the direction', () => {
  const red: JudgedSubject = { colour: 'red', onRoster: 'listed', ...unmarked };
  expect(codes(red, situation())).toEqual(['stop', 'colour']);
  expect(codes(red, situation({ direction: 'in' }))).toEqual(['check', 'colour']);
});

test('the strongest reason stands first', () => {
  const orange: JudgedSubject = { colour: 'orange', onRoster: 'listed', ...unmarked };
  const ill = situation({ temperatureTenths: 380, feverBefore: onceBefore, mask: false });
  expect(codes(orange, ill)).toEqual(['stop', 'fever-again', 'colour', 'mask-missing']);
});

test('it is total: one verdict, a reason for all but a pass, none stronger than the verdict, same twice', () => {
  const subjects = fc.record({
    colour: fc.option(fc.constantFrom(...HOUSEHOLD_COLOURS)),
    onRoster: fc.constantFrom('listed', 'absent', 'unknown', 'none'),
    rosterNumber: fc.constant(null),
    home: fc.constant(null),
    marks: fc.constant([]),
  });
  const situations = fc.record({
    at: fc.constant(situation().at),
    history: fc.constant([]),
    heardAt: fc.constant(null),
    measuredTogether: fc.constant(1),
    documentUses: fc.constant({}),
    direction: fc.constantFrom('out' as const, 'in' as const),
    reading: fc.record({
      temperatureTenths: fc.integer({ min: 0, max: 500 }),
      site: fc.constantFrom(...MEASURING_SITES),
    }),
    mask: fc.boolean(),
    feverBefore: fc.option(fc.constant(onceBefore)),
    shown: fc.subarray<Shown>([
      { kind: 'health-code', colour: 'yellow', shownOn: '2022-03-30' },
      { kind: 'travel-card', isStarred: true, shownOn: '2022-03-30' },
    ]),
    lastPassing: fc.option(
      fc.record({ direction: fc.constantFrom('out' as const, 'in' as const), at: fc.nat() }),
    ),
  });
  fc.assert(
    fc.property(subjects, situations, (subject, at) => {
      const said = judge(subject, at, DEFAULT_POLICY);
      expect(said.verdict === 'pass').toBe(said.reasons.length === 0);
      expect(judge(subject, at, DEFAULT_POLICY)).toEqual(said);
      const calmer = { ...at, feverBefore: null, mask: true, shown: [], lastPassing: null };
      const order = { pass: 0, check: 1, stop: 2 };
      const less = judge({ ...subject, colour: null }, calmer, DEFAULT_POLICY);
      expect(order[less.verdict]).toBeLessThanOrEqual(order[said.verdict]);
    }),
  );
});
