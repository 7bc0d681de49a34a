import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Direction } from '../../../src/domain/entry.ts';
import type { HouseholdPassing } from '../../../src/domain/household-history.ts';
import { tripsOf } from '../../../src/domain/rules/trips.ts';

const went = (at: number, rosterNumber: number | null, direction: Direction): HouseholdPassing => ({
  at,
  rosterNumber,
  direction,
  purpose: null,
});
const backs = (...history: readonly HouseholdPassing[]) =>
  tripsOf(history).map(({ wentAt, backAt }) => [wentAt, backAt]);

test('each way out is closed by the same person’s next way in', () => {
  expect(backs(went(1, 1, 'out'), went(2, 2, 'out'), went(3, 2, 'in'))).toEqual([
    [1, null],
    [2, 3],
  ]);
});

test('whoever goes out again was in meanwhile, nobody knows since when', () => {
  expect(backs(went(1, 1, 'out'), went(5, 1, 'out'), went(6, 1, 'in'))).toEqual([
    [1, 'unseen'],
    [5, 6],
  ]);
});

test('the household’s pass brings back whoever went last, and anybody brings it back', () => {
  expect(backs(went(1, 1, 'out'), went(2, 2, 'out'), went(3, null, 'in'))).toEqual([
    [1, null],
    [2, 3],
  ]);
  expect(backs(went(1, null, 'out'), went(3, 2, 'in'))).toEqual([[1, 3]]);
  expect(backs(went(1, 1, 'in'), went(2, 1, 'out'))).toEqual([[2, null]]);
});

test('in whatever order passings were heard of, even of one moment, the trips are the same', () => {
  const passing = fc.record({
    at: fc.nat(3),
    rosterNumber: fc.option(fc.integer({ min: 1, max: 2 })),
    direction: fc.constantFrom<Direction>('out', 'in'),
    purpose: fc.option(fc.constantFrom('shopping' as const, 'medical' as const)),
  });
  const twice = fc
    .array(passing, { maxLength: 8 })
    .chain((history) =>
      fc.tuple(
        fc.constant(history),
        fc.shuffledSubarray(history, { minLength: history.length, maxLength: history.length }),
      ),
    );
  fc.assert(
    fc.property(twice, ([history, shuffled]) => {
      expect(tripsOf(shuffled)).toEqual(tripsOf(history));
    }),
    { numRuns: 500 },
  );
});

test('out and in again in the same second is a trip that is over', () => {
  expect(backs(went(1, 1, 'in'), went(1, 1, 'out'))).toEqual([[1, 1]]);
});
