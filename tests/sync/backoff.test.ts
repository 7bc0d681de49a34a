import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from '../../src/sync/backoff.ts';

it('waits 2 to 4 seconds at first, doubling, and never more than 5 minutes', () => {
  expect([backoffMs(1, 0), backoffMs(1, 1)]).toEqual([2000, 4000]);
  expect([backoffMs(2, 0), backoffMs(2, 1)]).toEqual([4000, 8000]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, random) => {
        const wait = backoffMs(failures, random);
        expect(wait).toBeGreaterThanOrEqual(2000);
        expect(wait).toBeLessThanOrEqual(5 * 60_000);
        expect(backoffMs(failures + 1, random)).toBeGreaterThanOrEqual(wait);
      },
    ),
  );
});

it('spreads phones that failed together over half of the wait', () => {
  const waits = [0, 0.25, 0.5, 0.75].map((random) => backoffMs(5, random));
  expect(new Set(waits).size).toBe(4);
});
