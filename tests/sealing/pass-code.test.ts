import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CROCKFORD } from '../../src/encoding/crockford.ts';
import { PASS_NUMBER_LIMIT, passCode, readPassCode } from '../../src/sealing/pass-code.ts';

const numbers = fc.integer({ min: 0, max: PASS_NUMBER_LIMIT - 1 });

test('every number comes back, however its code is typed', () => {
  fc.assert(
    fc.property(numbers, (passNumber) => {
      const code = passCode(passNumber);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
      const looksLike = code.replaceAll('0', 'O').replaceAll('1', 'l').replace('-', ' ');
      const fullWidth = code.replace(/[!-~]/g, (one) =>
        String.fromCharCode(one.charCodeAt(0) + 0xfee0),
      );
      for (const typed of [code, code.toLowerCase(), looksLike, fullWidth, code.replace('-', '')]) {
        expect(readPassCode(typed)).toEqual({ kind: 'pass-code', passNumber });
      }
    }),
  );
});

test('one wrong symbol, or two neighbours the wrong way round, is a slip of the finger', () => {
  const index = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(numbers, index, fc.constantFrom(...CROCKFORD, 'U'), (passNumber, at, other) => {
      const symbols = Array.from(passCode(passNumber).replace('-', ''));
      const wrong = symbols.with(at, other).join('');
      const swapped = at === 5 ? [] : [...symbols];
      if (at < 5) swapped.splice(at, 2, symbols[at + 1] ?? '', symbols[at] ?? '');
      for (const typed of [wrong, swapped.join('')]) {
        if (typed === '' || typed === symbols.join('')) continue;
        expect(readPassCode(typed)).toEqual({ kind: 'mistyped' });
      }
      expect(readPassCode(symbols.slice(1).join(''))).toEqual({ kind: 'mistyped' });
    }),
  );
});

test.each(['', 'KP1:NCFOXN', '3-1-502-9-12', '王桂兰', '😀😀😀😀😀😀', '1234'])(
  '%j is no pass code',
  (text) => {
    expect(readPassCode(text)).toEqual({ kind: 'not-a-pass-code' });
  },
);

test('a number that cannot be typed has no code', () => {
  for (const passNumber of [-1, 0.5, PASS_NUMBER_LIMIT]) {
    expect(() => passCode(passNumber)).toThrow(RangeError);
  }
});
