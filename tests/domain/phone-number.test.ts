import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPhoneNumber, phoneTail } from '../../src/domain/phone-number.ts';

const said = (text: string) => {
  const found = checkPhoneNumber(text);
  return found.kind === 'ok' ? found.normal : found.kind === 'odd' ? found.why : 'empty';
};

test('a mainland mobile number is ok however it is written', () => {
  for (const text of [
    '13800004417',
    '138 0000 4417',
    '138-0000-4417',
    '+86 13800004417',
    '008613800004417',
    '8613800004417',
    '１３８００００４４１７',
  ]) {
    expect(said(text)).toBe('13800004417');
  }
});

test('landlines and service numbers get their usual form', () => {
  expect(said('010 61234567')).toBe('010-61234567');
  expect(said('0371-61234567')).toBe('0371-61234567');
  expect(said('(0371)6123456')).toBe('0371-6123456');
  expect(said('+86 371 61234567')).toBe('0371-61234567');
  expect(said('+86 10 61234567')).toBe('010-61234567');
  expect(said('400 123 4567')).toBe('4001234567');
});

test('numbers of elsewhere and slips are odd, each with its reason', () => {
  expect(said('')).toBe('empty');
  expect(said('+852 9123 4567')).toBe('outside-mainland');
  expect(said('886912345678')).toBe('outside-mainland');
  expect(said('001 212 555 0100')).toBe('outside-mainland');
  expect(said('61234567')).toBe('no-area-code');
  expect(said('4417')).toBe('too-short');
  expect(said('1380000441')).toBe('unknown-form');
  expect(said('12800004417')).toBe('unknown-form');
  expect(said('13800004417123')).toBe('too-long');
  expect(said('没有')).toBe('characters');
});

test('nothing typed makes it throw, and an ok number is ok again in its normal form', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[+0-9 ()-]{0,16}$/), (text) => {
      const found = checkPhoneNumber(text);
      if (found.kind === 'ok') expect(checkPhoneNumber(found.normal)).toEqual(found);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void checkPhoneNumber(text)));
});

test('the tail is the last four digits', () => {
  expect(phoneTail('138-0000-44 17')).toBe('4417');
  expect(phoneTail('441')).toBe('');
});
