import { expect, test } from 'vitest';
import {
  type GateDay,
  type ReportStatement,
  reportState,
  rollUp,
} from '../../src/domain/daily-report.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';

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
