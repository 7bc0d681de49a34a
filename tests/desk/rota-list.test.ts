import { expect, test } from 'vitest';
import type { ListedTurn, ListedVolunteer } from '../../src/protocol/rota.ts';
import { copiedTurns, mondayOf } from '../../src/screens/desk/rota/copy-turns.ts';
import { daysOfMonth, monthsBefore } from '../../src/screens/desk/rota/months.ts';
import { NOBODY_TYPED, personChoice } from '../../src/screens/desk/rota/person-choice.ts';
import { daySpan, gateDay } from '../../src/screens/desk/rota/rota-list.ts';
import { shortHoursWords } from '../../src/screens/desk/rota/rota-words.ts';
import { turnTimes } from '../../src/screens/desk/rota/turn-times.ts';
import { weekRows } from '../../src/screens/desk/rota/week-cells.ts';

const ZONE = 'Asia/Shanghai';
const at = (time: string, zone = '+08:00'): number => Date.parse(`2022-03-${time}:00${zone}`);
const turn = (id: string, volunteerId: string, startsAt: number, endsAt: number): ListedTurn => ({
  id,
  gateId: 'g1',
  volunteerId,
  startsAt,
  endsAt,
  insteadOf: null,
  state: 'planned',
  cameAt: null,
  servedMinutes: 0,
});
const person = (id: string, name: string, isGone = false): ListedVolunteer => ({
  id,
  name,
  phone: '',
  unit: '',
  isGone,
});

const gate = { id: 'g1', name: '北门', compoundId: 'm1', compoundName: '梧桐里小区' };

test('turns that overlap lie side by side, cut at the day’s ends; whoever is unexpected lies below', () => {
  const turns = [
    turn('night', 'a', at('27T22:00'), at('28T06:00')),
    turn('first', 'b', at('28T06:00'), at('28T14:00')),
    turn('beside', 'c', at('28T08:00'), at('28T16:00')),
    turn('over', 'd', at('27T16:00'), at('28T00:00')),
  ];
  const offRota = [{ gateId: 'g1', name: '邓刚', from: at('28T15:00'), until: null }];
  const span = daySpan('2022-03-28', '2022-03-29', ZONE);
  const { bars, lanes } = gateDay(gate, { turns, offRota }, span, at('28T15:10'));
  expect(lanes).toBe(3);
  expect(bars.map((bar) => [bar.kind === 'turn' ? bar.turn.id : bar.stay.name, bar.lane])).toEqual([
    ['night', 0],
    ['first', 0],
    ['beside', 1],
    ['邓刚', 2],
  ]);
  expect(bars[0]).toMatchObject({ from: at('28T00:00'), until: at('28T06:00') });
});

test('a week’s cell holds the turns that begin on its day, together by their hours, and who is missing between', () => {
  const turns = [
    turn('night', 'a', at('27T22:00'), at('28T06:00')),
    turn('morning', 'b', at('28T08:00'), at('28T14:00')),
    turn('with', 'c', at('28T08:00'), at('28T14:00')),
    turn('evening', 'd', at('28T14:00'), at('29T00:00')),
  ];
  const days = [
    { day: '2022-03-28', ...daySpan('2022-03-28', '2022-03-29', ZONE) },
    { day: '2022-03-29', ...daySpan('2022-03-29', '2022-03-30', ZONE) },
  ];
  const elsewhere = { ...gate, id: 'g2' };
  const [here, there] = weekRows([gate, elsewhere], turns, days);
  const said = here?.cells.map((shifts) =>
    shifts.map((shift) => [shortHoursWords(shift, ZONE), shift.turns.map(({ id }) => id)]),
  );
  expect(said).toEqual([
    [
      ['06–08', []],
      ['08–14', ['morning', 'with']],
      ['14–24', ['evening']],
    ],
    [],
  ]);
  expect(there?.cells).toEqual([[], []]);
});

test('a copied turn keeps its clock time where the clocks change, and is not made twice', () => {
  const zone = 'Europe/Berlin';
  const turns = [turn('t', 'a', at('26T22:00', '+01:00'), at('27T06:00', '+02:00'))];
  const copying = { turns, shifts: [1, 2], isGone: () => false, zone, newId: () => 'new' };
  const copies = copiedTurns({ ...copying, there: [] });
  expect(copies.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    [at('27T22:00', '+02:00'), at('28T06:00', '+02:00')],
    [at('28T22:00', '+02:00'), at('29T06:00', '+02:00')],
  ]);
  const there = copies.slice(0, 1).map((one) => turn('x', 'a', one.startsAt, one.endsAt));
  expect(copiedTurns({ ...copying, there })).toHaveLength(1);
  expect(copiedTurns({ ...copying, there: [], isGone: () => true })).toEqual([]);
  expect(mondayOf('2022-03-27')).toBe('2022-03-21');
});

test('nobody becomes somebody new by half a name', () => {
  const people = [
    person('1', '王桂兰'),
    person('2', '李想'),
    person('3', '李想'),
    person('4', '许诺', true),
  ];
  const typed = (text: string) => personChoice({ ...NOBODY_TYPED, text }, people);
  expect(typed('  ')).toEqual({ kind: 'nobody' });
  expect(typed('王 桂兰')).toMatchObject({ kind: 'known', volunteer: { id: '1' } });
  expect(typed('王')).toEqual({ kind: 'unclear', count: 1 });
  expect(typed('李想')).toEqual({ kind: 'unclear', count: 2 });
  expect(typed('许诺')).toEqual({ kind: 'new', name: '许诺' });
  expect(personChoice({ text: '李想', pickedId: null, isNew: true }, people).kind).toBe('new');
});

test('hours that end before they begin end on the next day; a month has its own days', () => {
  expect(turnTimes('2022-03-28', { start: 1320, end: 360 }, ZONE)).toEqual({
    startsAt: at('28T22:00'),
    endsAt: at('29T06:00'),
  });
  expect(turnTimes('2022-03-28', { start: 840, end: 1440 }, ZONE)?.endsAt).toBe(at('29T00:00'));
  expect(turnTimes('2022-03-28', { start: Number.NaN, end: 360 }, ZONE)).toBeNull();
  expect(daysOfMonth('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  expect(monthsBefore('2022-01-31', 3)).toEqual(['2022-01', '2021-12', '2021-11']);
});
