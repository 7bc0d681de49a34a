import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkIdNumber, idCheckCharacter } from '../../src/domain/id-number.ts';

const NOW = Date.UTC(2026, 2, 28);
const why = (text: string) => {
  const found = checkIdNumber(text, NOW);
  return found.kind === 'odd' ? found.why : found.kind;
};

const DAY = 86_400_000;
const regions = ['110105', '440301', '710000', '810000', '820000', '830000', '652801'];
const validId = fc
  .tuple(
    fc.constantFrom(...regions),
    fc.integer({ min: Date.UTC(1900, 0, 1) / DAY, max: NOW / DAY }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, day, order]) => {
    const born = new Date(day * DAY).toISOString().slice(0, 10).replaceAll('-', '');
    const first = `${region}${born}${String(order).padStart(3, '0')}`;
    return first + idCheckCharacter(first);
  });

test('the example of GB 11643 is ok and its check character is X', () => {
  expect(checkIdNumber('11010519491231002X', NOW)).toEqual({
    kind: 'ok',
    normal: '11010519491231002X',
  });
  expect(idCheckCharacter('44052418800101001')).toBe('4');
});

test('every number that follows the standard is ok, also typed full-width, spaced or with a small x', () => {
  fc.assert(
    fc.property(validId, (id) => {
      const wide = id.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
      for (const text of [id, wide, id.toLowerCase(), `${id.slice(0, 6)} ${id.slice(6)}`]) {
        expect(checkIdNumber(text, NOW)).toEqual({ kind: 'ok', normal: id });
      }
    }),
  );
});

test('any change of a single digit is found odd', () => {
  fc.assert(
    fc.property(validId, fc.nat(17), fc.integer({ min: 1, max: 9 }), (id, place, step) => {
      const digit = id[place] === 'X' ? '3' : String((Number(id[place]) + step) % 10);
      expect(checkIdNumber(id.slice(0, place) + digit + id.slice(place + 1), NOW).kind).toBe('odd');
    }),
  );
});

test('any two unlike neighbours that change places are found odd', () => {
  fc.assert(
    fc.property(validId, fc.nat(16), (id, place) => {
      const [a, b] = [id.charAt(place), id.charAt(place + 1)];
      fc.pre(a !== b);
      expect(checkIdNumber(id.slice(0, place) + b + a + id.slice(place + 2), NOW).kind).toBe('odd');
    }),
  );
});

test('what is odd is said by its reason, and nothing typed makes it throw', () => {
  expect(why('')).toBe('empty');
  expect(why('　 ')).toBe('empty');
  expect(why('1101051949123100')).toBe('length');
  expect(why('110105491231002')).toBe('old-15-digits');
  expect(why('护照E12345678')).toBe('characters');
  expect(why('11010519491231X020')).toBe('characters');
  expect(why('99010519491231002X')).toBe('region');
  expect(why('81010019491231002X')).toBe('region');
  expect(why('11010520260231002X')).toBe('birth-date');
  expect(why('11010520270101002X')).toBe('birth-date');
  expect(why('110105194912310021')).toBe('check-digit');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void checkIdNumber(text, NOW)));
});
