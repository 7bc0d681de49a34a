import { expect, test } from 'vitest';
import type { Mark, MarkSubject } from '../../src/domain/mark.ts';
import type { ListedMark } from '../../src/protocol/marks.ts';
import {
  emptyMark,
  filterMarks,
  markOf,
  saysNothing,
} from '../../src/screens/desk/people/mark-list.ts';

const listed = (id: string, subject: MarkSubject, who: string, more: Partial<Mark>): ListedMark => {
  const { documentIds, ...mark } = { ...emptyMark(id, subject), ...more };
  return { mark: { ...mark, documentIds: [...documentIds] }, who, changedAt: 0, changedBy: '周敏' };
};
const MARKS = [
  listed('a', { kind: 'resident', rosterNumber: 7 }, '3-1-502 周▇明', {
    isolatedUntil: '2022-04-03',
  }),
  listed('b', { kind: 'plate', plate: '鄂J12345' }, '鄂J12345', { isDenied: true }),
  listed('c', { kind: 'household', householdId: 9 }, '7-2-301', { colour: 'red', note: '密接' }),
  listed('d', { kind: 'resident', rosterNumber: 8 }, '3-1-503 李▇', {
    isolatedUntil: '2022-03-01',
  }),
];
const idsOf = (marks: readonly ListedMark[]): string => marks.map(({ mark }) => mark.id).join('');

test('a mark that says nothing is none', () => {
  const empty = emptyMark('e', { kind: 'plate', plate: '鄂J1' });
  expect(saysNothing({ ...empty, note: ' ' })).toBe(true);
  for (const part of [{ isDenied: true }, { documentIds: [1] }, { note: '密接' }]) {
    expect(saysNothing({ ...empty, ...part })).toBe(false);
  }
});

test('whom the street has marked already is found, however a plate is typed', () => {
  expect(markOf(MARKS, { kind: 'plate', plate: '鄂j·12345' })?.mark.id).toBe('b');
  expect(markOf(MARKS, { kind: 'household', householdId: 7 })).toBeUndefined();
});

test('marks are filtered by what they say today and by room, plate or note', () => {
  const ids = (filter: Parameters<typeof filterMarks>[1], text = '') =>
    idsOf(filterMarks(MARKS, filter, text, '2022-03-28'));
  expect([ids('all'), ids('isolated'), ids('denied'), ids('coloured')]).toEqual([
    'abcd',
    'a',
    'b',
    'c',
  ]);
  expect([ids('all', '3-1-50'), ids('all', '密接'), ids('denied', '鄂j')]).toEqual([
    'ad',
    'c',
    'b',
  ]);
});
