import { expect, test } from 'vitest';
import { dayBefore, knownReport, reportDue } from '../../src/domain/report-due.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import type { StatedReport } from '../../src/domain/shift-state.ts';
import { EIGHT, MINUTE } from './gate-log.ts';

const DAY = '2022-04-03';
const ZONE = 'Asia/Shanghai';
const due = { deadlineMinute: 20 * 60, remindMinutes: 60 };
const EVENING = EIGHT + 12 * 60 * MINUTE;
const none = { reports: new Map<string, StatedReport>() };
const own: StatedReport = {
  kind: 'daily-report',
  at: EIGHT,
  day: DAY,
  isZero: true,
  figures: NO_FIGURES,
  by: '王秀英',
  note: '',
};

test('a gate is reminded from its time on, until somebody has reported', () => {
  const told = { ...due, reports: [] };
  const at = (minutes: number) => reportDue(none, told, EVENING + minutes * MINUTE, ZONE);
  expect(at(-61)).toBeNull();
  expect(at(-60)).toEqual({ kind: 'soon', minutes: 60 });
  expect(at(-0.5)).toEqual({ kind: 'soon', minutes: 1 });
  expect(at(0)).toEqual({ kind: 'late', minutes: 0 });
  expect(at(61)).toEqual({ kind: 'late', minutes: 61 });
  // The next day begins anew.
  expect(at(5 * 60)).toBeNull();
  expect(reportDue({ reports: new Map([[DAY, own]]) }, told, EVENING, ZONE)).toBeNull();
  const other = { day: DAY, state: 'unsynced' as const, by: '赵建军', at: EIGHT };
  expect(reportDue(none, { ...due, reports: [other] }, EVENING, ZONE)).toBeNull();
  expect(reportDue(none, null, EVENING, ZONE)).toBeNull();
});

test('what this shift signed comes before what is told of others', () => {
  const other = { day: DAY, state: 'reported' as const, by: '赵建军', at: EIGHT - MINUTE };
  const told = { reports: [other] };
  expect(knownReport(none, told, DAY)).toEqual({
    by: '赵建军',
    at: EIGHT - MINUTE,
    isZero: false,
    isOwn: false,
  });
  expect(knownReport({ reports: new Map([[DAY, own]]) }, told, DAY)).toMatchObject({
    by: '王秀英',
    isZero: true,
    isOwn: true,
  });
  expect(knownReport(none, told, dayBefore(EIGHT, ZONE))).toBeNull();
});
