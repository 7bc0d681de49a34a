import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addFigures,
  type CountedRow,
  figuresOf,
  NO_FIGURES,
  REPORT_FIGURES,
  rowsBehind,
} from '../../src/domain/report-figures.ts';

const NOTHING_BESIDES = { handedOver: 0, counted: { out: 0, in: 0 } };

const row = (key: string, more: Partial<CountedRow> = {}): CountedRow => ({
  key,
  follows: null,
  state: 'standing',
  isRefusal: false,
  direction: 'out',
  outcome: 'passed',
  verdict: 'pass',
  subject: 'resident',
  identification: 'scanned',
  reasons: [],
  vehicle: null,
  ...more,
});
const figures = (...rows: CountedRow[]) => figuresOf(rowsBehind(rows), NOTHING_BESIDES);

test('a resident who went out with a code is one out and nothing else', () => {
  expect(figures(row('a'))).toEqual({ ...NO_FIGURES, out: 1 });
});

test('a visitor counts as one only on the way in, and never as somebody without a code', () => {
  const visitor = { subject: 'visitor', identification: 'typed' } as const;
  expect(figures(row('a', { ...visitor, direction: 'in' }))).toEqual({
    ...NO_FIGURES,
    in: 1,
    visitors: 1,
  });
  expect(figures(row('a', visitor))).toEqual({ ...NO_FIGURES, out: 1 });
});

test('residents who were found by name or typed in showed no code', () => {
  expect(
    figures(
      row('a', { identification: 'found' }),
      row('b', { identification: 'typed', subject: 'pass' }),
    ),
  ).toEqual({ ...NO_FIGURES, out: 2, 'no-code': 2 });
});

test('who was let through against the rules is an override, who was not is turned back', () => {
  const stopped = { verdict: 'stop', reasons: ['mask-missing'] } as const;
  expect(figures(row('a', stopped), row('b', { ...stopped, outcome: 'turned-back' }))).toEqual({
    ...NO_FIGURES,
    out: 1,
    'turned-back': 1,
    'no-mask': 2,
    overrides: 1,
  });
});

test('nobody was turned back where only a code was refused', () => {
  expect(figures(row('a', { isRefusal: true, outcome: 'turned-back', verdict: 'stop' }))).toEqual(
    NO_FIGURES,
  );
});

test('all who sat in one vehicle are people each, and one vehicle', () => {
  const inCar = rowsBehind([
    row('a', { vehicle: 'g' }),
    row('b', { vehicle: 'g' }),
    row('c', { vehicle: 'c' }),
    row('d', { vehicle: 'd', outcome: 'turned-back', verdict: 'stop' }),
  ]);
  expect(inCar.vehicles).toEqual(['a', 'c']);
  expect(inCar.out).toEqual(['a', 'b', 'c']);
});

test('a fever that a second reading cleared is a fever and a cleared one, by way of any reading between', () => {
  const first = row('a', {
    state: 'continued',
    outcome: 'parked',
    verdict: 'stop',
    reasons: ['fever-first'],
  });
  const between = row('b', { state: 'continued', outcome: 'parked', follows: 'a' });
  expect(figures(row('c', { follows: 'b' }), between, first)).toEqual({
    ...NO_FIGURES,
    out: 1,
    fevers: 1,
    'fevers-cleared': 1,
  });
  // Still too high, and held: a fever that nothing cleared.
  const again = row('c', { follows: 'b', outcome: 'held', reasons: ['fever-again'] });
  expect(figures(again, between, first)).toEqual({ ...NO_FIGURES, fevers: 1 });
});

test('what was undone counts nowhere, also as the fever before another reading', () => {
  const first = row('a', { state: 'undone', outcome: 'parked', reasons: ['fever-first'] });
  expect(figures(first, row('b', { follows: 'a' }))).toEqual({ ...NO_FIGURES, out: 1 });
});

test('people who were counted, not registered, are let through too', () => {
  expect(
    figuresOf(rowsBehind([row('a'), row('b', { direction: 'in' })]), {
      handedOver: 2,
      counted: { out: 30, in: 12 },
    }),
  ).toEqual({ ...NO_FIGURES, out: 31, in: 13, 'handed-over': 2, counted: 42 });
});

const rows = fc
  .array(
    fc.record<Omit<CountedRow, 'key'>>({
      follows: fc.constantFrom(null, '0', '1', '5', 'elsewhere'),
      state: fc.constantFrom('standing' as const, 'continued' as const, 'undone' as const),
      isRefusal: fc.boolean(),
      direction: fc.constantFrom('out', 'in'),
      outcome: fc.constantFrom('passed', 'parked', 'held', 'turned-back'),
      verdict: fc.constantFrom('pass', 'check', 'stop'),
      subject: fc.constantFrom('resident', 'pass', 'visitor'),
      identification: fc.constantFrom('scanned', 'found', 'typed'),
      reasons: fc.subarray(['fever-first', 'fever-again', 'mask-missing'] as const),
      vehicle: fc.constantFrom(null, 'v', 'w'),
    }),
    { maxLength: 30 },
  )
  .map((list) => list.map((one, index): CountedRow => ({ key: `${index}`, ...one })));

test('every row that stands and passed is counted once, out or in; no row twice behind one number; all in any order', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const behind = rowsBehind(list);
      const passed = list.filter(
        ({ state, outcome }) => state === 'standing' && outcome === 'passed',
      );
      expect([...behind.out, ...behind.in].toSorted()).toEqual(
        passed.map(({ key }) => key).toSorted(),
      );
      const undone = new Set(list.filter(({ state }) => state === 'undone').map(({ key }) => key));
      for (const figure of REPORT_FIGURES) {
        expect(new Set(behind[figure]).size).toBe(behind[figure].length);
        expect(behind[figure].some((key) => undone.has(key))).toBe(false);
      }
      expect(figuresOf(rowsBehind(list.toReversed()), NOTHING_BESIDES)).toEqual(
        figuresOf(behind, NOTHING_BESIDES),
      );
    }),
  );
});

test('sums of gates are the sums of their numbers', () => {
  const one = figures(row('a'), row('b', { outcome: 'turned-back' }));
  expect(addFigures(one, addFigures(NO_FIGURES, one))).toEqual({
    ...NO_FIGURES,
    out: 2,
    'turned-back': 2,
  });
});
