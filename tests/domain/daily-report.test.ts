import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type GateDay,
  isOfItsDay,
  type ReportStatement,
  reportState,
  rollUp,
} from '../../src/domain/daily-report.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import { streetDay, streetMoment } from '../../src/domain/street-time.ts';

const stated = (isZero: boolean): ReportStatement => ({
  isZero,
  figures: NO_FIGURES,
  by: '王桂兰',
  note: '',
  at: 1,
  receivedAt: 2,
});
const day = (out: number, statements: readonly ReportStatement[], phonesBehind = 0): GateDay => ({
  figures: { ...NO_FIGURES, out },
  statements,
  phonesBehind,
});

test('zero, not reported and not yet here are three things', () => {
  expect(reportState(day(5, [stated(false)]))).toBe('reported');
  expect(reportState(day(0, [stated(true)]))).toBe('zero');
  // No rows, and nobody said so.
  expect(reportState(day(0, []))).toBe('missing');
  expect(reportState(day(5, [stated(false)], 1))).toBe('unsynced');
  expect(reportState(day(0, [stated(true)], 1))).toBe('unsynced');
  expect(reportState(day(5, [], 1))).toBe('missing');
});

test('what was stated last holds', () => {
  expect(reportState(day(5, [stated(true), stated(false)]))).toBe('reported');
  expect(reportState(day(0, [stated(false), stated(true)]))).toBe('zero');
});

test('a sum is exact when every gate has reported, zero ones too', () => {
  expect(rollUp([day(5, [stated(false)]), day(0, [stated(true)])])).toEqual({
    figures: { ...NO_FIGURES, out: 5 },
    isAtLeast: false,
    reported: 2,
    gates: 2,
  });
});

test('over a gate that is missing or on its way it is at least so much, and the gate is still among those that should report', () => {
  const fine = day(5, [stated(false)]);
  expect(rollUp([fine, day(3, [])])).toMatchObject({ isAtLeast: true, reported: 1, gates: 2 });
  const behind = rollUp([fine, day(3, [stated(false)], 1)]);
  expect(behind).toMatchObject({ isAtLeast: true, reported: 1, gates: 2 });
  expect(behind.figures.out).toBe(8);
});

test('over no gate at all nothing is lacking', () => {
  expect(rollUp([])).toEqual({ figures: NO_FIGURES, isAtLeast: false, reported: 0, gates: 0 });
});

const ZONE = 'Asia/Shanghai';
const DAY = '2022-03-30';
const FROM = streetMoment(DAY, 0, 0, ZONE) as number;
const signedAt = (at: number, receivedAt: number) => isOfItsDay({ at, receivedAt }, FROM);

test('what is stated of a day that is yet to come is no report of it, whichever clock tells', () => {
  expect(signedAt(FROM, FROM)).toBe(true);
  expect(signedAt(FROM + 72_000_000, FROM + 90_000_000)).toBe(true);
  // Signed the evening before without a network, and here a day later.
  expect(signedAt(FROM - 1_000, FROM + 86_400_000)).toBe(false);
  // The phone's clock is a day ahead: here before the day began.
  expect(signedAt(FROM + 3_600_000, FROM - 82_800_000)).toBe(false);
});

test('a statement that holds for a day was made and came on a day that is not before it', () => {
  const moment = fc.integer({ min: FROM - 3 * 86_400_000, max: FROM + 3 * 86_400_000 });
  fc.assert(
    fc.property(moment, moment, (at, receivedAt) => {
      const days = [at, receivedAt].map((one) => streetDay(one, ZONE));
      expect(signedAt(at, receivedAt)).toBe(days.every((day) => day >= DAY));
    }),
  );
});
