import { expect, test } from 'vitest';
import { nineKeyOf } from '../../src/domain/nine-key.ts';

const nineKeyDigits = (letters: string): string => Array.from(letters, nineKeyOf).join('');

test('letters stand on the keys that every phone prints them on', () => {
  expect(nineKeyDigits('ABCDEFGHIJKLMNOPQRSTUVWXYZ')).toBe('22233344455566677778889999');
  expect(nineKeyDigits('zgm')).toBe('946');
  expect(nineKeyDigits('ZGM')).toBe(nineKeyDigits('WHM'));
});

test('what is no letter stays', () => {
  expect(nineKeyDigits('3-A,字')).toBe('3-2,字');
  expect(nineKeyOf('')).toBe('');
});
