import { expect, test } from 'vitest';
import type { HomeSelector } from '../../../src/domain/policy.ts';
import { isNamed } from '../../../src/domain/rules/hours.ts';

const all: HomeSelector = { compoundIds: [], buildings: [], units: [], parity: 'any' };
const home = (building: string, unit = '1') => ({ compoundId: 'garden', building, unit });
const named = (building: string, selector: Partial<HomeSelector>): boolean =>
  isNamed(home(building), { ...all, ...selector });

test('a building is the same with a word behind it, in wide digits or with a nought before', () => {
  for (const building of ['3', '3号楼', '３栋', '03', ' 3 幢', '3樓']) {
    expect(named(building, { buildings: ['3号楼'] }), building).toBe(true);
  }
});

test('3A, B3 and 13 are other buildings than 3', () => {
  for (const building of ['3A', 'B3', '13', '30', '']) {
    expect(named(building, { buildings: ['3'] }), building).toBe(false);
  }
});

test('odd and even are told by the number, wherever it stands and however long it is', () => {
  expect(
    ['12A', 'B12', '０2号楼', '99999999999999999998'].map((b) => named(b, { parity: 'even' })),
  ).toEqual([true, true, true, true]);
  expect(['1', 'A7', '99999999999999999999'].every((b) => named(b, { parity: 'odd' }))).toBe(true);
});

test('a house without a number is neither odd nor even', () => {
  expect(named('East house', { parity: 'odd' })).toBe(false);
  expect(named('East house', { parity: 'even' })).toBe(false);
  expect(named('East house', {})).toBe(true);
});

test('units count within the buildings that are named, and only in that compound', () => {
  const rule = { buildings: ['3'], units: ['2单元'] };
  expect(isNamed(home('3', '2'), { ...all, ...rule })).toBe(true);
  expect(isNamed(home('3', '1'), { ...all, ...rule })).toBe(false);
  expect(named('3', { compoundIds: ['lake'] })).toBe(false);
});
