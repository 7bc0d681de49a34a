import { expect, test } from 'vitest';
import { offRotaNow, rotaDays, rotaNow } from '../../src/domain/told-rota.ts';
import { EIGHT, MINUTE } from './gate-log.ts';

const HOUR_MS = 60 * MINUTE;
const turn = (name: string, inHours: number, hours = 6) => ({
  name,
  startsAt: EIGHT + inHours * HOUR_MS,
  endsAt: EIGHT + (inHours + hours) * HOUR_MS,
  servedMinutes: 0,
});
const EARLIER = turn('昨', -12);
const [MORNING, OTHER] = [turn('王秀英', 0), turn('刘洋', 0)];
const [NOON, BESIDE] = [turn('孙丽', 6), turn('田伟', 6)];
const NIGHT = turn('郭爱华', 14, 8);
const ROTA = [EARLIER, MORNING, OTHER, NOON, BESIDE, NIGHT];

test('a turn is of now from its start until its end, and those that begin together are next', () => {
  expect(rotaNow(ROTA, EIGHT)).toEqual({ now: [MORNING, OTHER], next: [NOON, BESIDE] });
  expect(rotaNow(ROTA, EIGHT + 6 * HOUR_MS)).toEqual({ now: [NOON, BESIDE], next: [NIGHT] });
  expect(rotaNow(ROTA, EIGHT + 30 * HOUR_MS)).toEqual({ now: [], next: [] });
});

test('a night’s turn stands on the day on which it begins, until it is over', () => {
  const days = (hours: number) => rotaDays([NIGHT, NOON], EIGHT + hours * HOUR_MS, 'Asia/Shanghai');
  expect(days(0)).toEqual([{ day: '2022-04-03', turns: [NOON, NIGHT] }]);
  expect(days(20)).toEqual([{ day: '2022-04-03', turns: [NIGHT] }]);
  expect(days(22)).toEqual([]);
});

test('who is on duty and on no turn is off the rota, unless none is made', () => {
  expect(offRotaNow(['王 秀英', '孙丽', '陈'], ROTA, EIGHT)).toEqual(['孙丽', '陈']);
  // Who comes within the hour before has come for the turn.
  expect(offRotaNow(['孙丽'], ROTA, EIGHT + 5 * HOUR_MS)).toEqual([]);
  expect(offRotaNow(['陈'], [], EIGHT)).toEqual([]);
});
