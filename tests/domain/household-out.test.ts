import { expect, test } from 'vitest';
import type { Direction, Purpose } from '../../src/domain/entry.ts';
import { outNow } from '../../src/domain/household-out.ts';
import type { GatePassing } from '../../src/domain/passings.ts';
import type { ExitQuota } from '../../src/domain/policy.ts';
import { EIGHT, MINUTE } from './gate-log.ts';

const quota: ExitQuota = {
  persons: 1,
  periodDays: 2,
  maxOutMinutes: 120,
  countedPurposes: ['shopping'],
  overstayCostsExit: false,
  returneeVoidDays: 0,
};
const passing = (
  rosterNumber: number | null,
  direction: Direction,
  minutes: number,
  purpose: Purpose | null = null,
): GatePassing => ({
  id: { segmentId: '0'.repeat(32), number: minutes + 1 },
  householdId: 5,
  gateId: 'south',
  rosterNumber,
  direction,
  at: EIGHT + minutes * MINUTE,
  purpose,
});
const at = (minutes: number) => EIGHT + minutes * MINUTE;

test('out is whoever went out last, the longest out first, through whichever gate', () => {
  const history = [
    passing(1, 'out', 0, 'shopping'),
    passing(2, 'out', 10),
    passing(1, 'in', 20),
    passing(null, 'out', 30),
    passing(1, 'out', 40, 'shopping'),
  ];
  const out = outNow(history, { quota }, at(50));
  expect(out.map(({ rosterNumber, since }) => [rosterNumber, since])).toEqual([
    [2, at(10)],
    [null, at(30)],
    [1, at(40)],
  ]);
});

test('a household’s pass and its people bring each other back, as their trips are read', () => {
  const whoIsOut = (...history: GatePassing[]) =>
    outNow(history, { quota }, at(50)).map(({ rosterNumber }) => rosterNumber);
  expect(whoIsOut(passing(null, 'out', 0), passing(1, 'in', 20))).toEqual([]);
  expect(whoIsOut(passing(1, 'out', 0), passing(2, 'out', 5), passing(null, 'in', 20))).toEqual([
    1,
  ]);
  expect(whoIsOut(passing(null, 'out', 0), passing(1, 'out', 5), passing(1, 'in', 20))).toEqual([
    null,
  ]);
  expect(whoIsOut(passing(1, 'out', 0), passing(2, 'in', 20))).toEqual([1]);
});

test('overdue begins with the minute after the time that is allowed', () => {
  const history = [passing(1, 'out', 0, 'shopping')];
  const overdue = (now: number) => outNow(history, { quota }, now)[0];
  expect(overdue(at(120))).toMatchObject({ dueAt: at(120), overdueMinutes: 0 });
  expect(overdue(at(120) + 1)?.overdueMinutes).toBe(1);
  expect(overdue(at(185))?.overdueMinutes).toBe(65);
});

test('whose purpose does not count may stay out, and so may all where there is no limit', () => {
  const history = [passing(1, 'out', 0, 'medical')];
  expect(outNow(history, { quota }, at(600))[0]).toMatchObject({ dueAt: null, overdueMinutes: 0 });
  const free = [passing(1, 'out', 0, 'shopping')];
  expect(outNow(free, { quota: null }, at(600))[0]?.dueAt).toBeNull();
  const unlimited = { quota: { ...quota, maxOutMinutes: 0 } };
  expect(outNow(free, unlimited, at(600))[0]?.dueAt).toBeNull();
});
