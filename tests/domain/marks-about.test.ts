import { expect, test } from 'vitest';
import { EMPTY_VISITOR } from '../../src/domain/entry.ts';
import type { Mark, MarkSubject } from '../../src/domain/mark.ts';
import { marksAbout, visitorKey } from '../../src/domain/marks-about.ts';

const mark = (id: string, subject: MarkSubject): Mark => ({
  id,
  subject,
  colour: null,
  isolatedUntil: null,
  voidUntil: null,
  isDenied: true,
  documentIds: [],
  note: '',
});
const marks = [
  mark('person', { kind: 'resident', rosterNumber: 1 }),
  mark('home', { kind: 'household', householdId: 9 }),
  mark('plate', { kind: 'plate', plate: '鄂J12345' }),
  mark('id', { kind: 'id-number', idNumber: '11010519491231002X' }),
];
const nobody = { rosterNumber: null, householdId: null, plates: [], idNumber: '' };
const ids = (who: Partial<Parameters<typeof marksAbout>[1]>) =>
  marksAbout(marks, { ...nobody, ...who }).map(({ id }) => id);

test('a person’s own marks and those of the household are found', () => {
  expect(ids({ rosterNumber: 1, householdId: 9 })).toEqual(['person', 'home']);
  expect(ids({ rosterNumber: 2, householdId: 9 })).toEqual(['home']);
  expect(ids({})).toEqual([]);
});

test('a plate or an ID number is found however it was typed', () => {
  expect(ids({ plates: ['', '鄂ｊ·１２３４５'] })).toEqual(['plate']);
  expect(ids({ plates: ['鄂J12346', ' '] })).toEqual([]);
  expect(ids({ idNumber: '１１０１０５ 19491231 002ｘ' })).toEqual(['id']);
});

test('an unusual plate is found as it was typed', () => {
  const odd = [mark('odd', { kind: 'plate', plate: 'TEMP-77' })];
  expect(marksAbout(odd, { ...nobody, plates: ['temp 77'] })).toHaveLength(1);
});

test('a visitor is known by the ID number, else by name, phone and plate together', () => {
  const key = (change: Partial<typeof EMPTY_VISITOR>) =>
    visitorKey({ ...EMPTY_VISITOR, ...change });
  expect(key({ name: '赵强', phone: '138 0000 1111', purpose: '送货' })).toBe(
    key({ name: ' 赵强', phone: '13800001111', purpose: '取件' }),
  );
  expect(key({ name: '赵强', plate: '鄂J12345' })).not.toBe(key({ name: '赵强' }));
  expect(key({ name: '赵强', idNumber: '11010519491231002x' })).toBe(
    key({ name: '赵 强强', idNumber: '11010519491231002X' }),
  );
});
