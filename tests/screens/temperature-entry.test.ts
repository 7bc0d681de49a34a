import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EMPTY_READING,
  HIGHEST_TENTHS,
  LOWEST_TENTHS,
  needsConfirmation,
  type TypedReading,
  typedTenths,
  typedText,
  withDigit,
} from '../../src/screens/gate/temperature-entry.ts';

const typeAll = (start: TypedReading, digits: string): TypedReading =>
  Array.from(digits).reduce(withDigit, start);

describe('typing a reading', () => {
  test('36 is preset: one key gives the reading and asks nothing', () => {
    for (let digit = 0; digit <= 9; digit += 1) {
      const typed = withDigit(EMPTY_READING, String(digit));
      expect(typedTenths(typed)).toBe(360 + digit);
      expect(needsConfirmation(typed)).toBe(false);
    }
  });

  test('every other prefix asks for a confirmation', () => {
    for (const prefix of [35, 37, 38, null]) {
      expect(needsConfirmation({ prefix, digits: '3' })).toBe(true);
    }
  });

  test('a second digit after a prefix takes the place of the first', () => {
    expect(typedTenths(typeAll({ prefix: 37, digits: '' }, '26'))).toBe(376);
  });

  test('digit by digit, every reading a thermometer can say is typed as it is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: LOWEST_TENTHS, max: HIGHEST_TENTHS }), (tenths) => {
        const typed = typeAll({ prefix: null, digits: '' }, String(tenths));
        expect(typedTenths(typed)).toBe(tenths);
        expect(typedText(typed)).toBe((tenths / 10).toFixed(1));
      }),
    );
  });

  test('what no thermometer says is no reading', () => {
    for (const digits of ['299', '451', '999', '000', '36', '3', '']) {
      expect(typedTenths({ prefix: null, digits })).toBeNull();
    }
  });

  test('a fourth digit begins anew', () => {
    const typed = typeAll({ prefix: null, digits: '' }, '3953');
    expect(typedText(typed)).toBe('3');
    expect(typedTenths(typed)).toBeNull();
  });

  test('the figure shows what is typed so far', () => {
    expect(typedText(EMPTY_READING)).toBe('36.');
    expect(typedText({ prefix: 37, digits: '4' })).toBe('37.4');
    expect(typedText({ prefix: null, digits: '' })).toBe('');
    expect(typedText({ prefix: null, digits: '39' })).toBe('39.');
  });
});
