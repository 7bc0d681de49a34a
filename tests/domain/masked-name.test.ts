import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskedNameText, surnameLength } from '../../src/domain/masked-name.ts';

test('a name keeps its surname and its last character', () => {
  expect(maskedNameText('周敬明')).toBe('周▇明');
  expect(maskedNameText('何静')).toBe('何▇');
  expect(maskedNameText('欧阳静')).toBe('欧阳▇');
  expect(maskedNameText('欧阳敬明')).toBe('欧阳▇明');
  expect(maskedNameText('司馬光明')).toBe('司馬▇明');
  expect(maskedNameText('欧阳')).toBe('欧▇');
  expect(maskedNameText('阿卜杜拉·买买提')).toBe('阿▇提');
  expect(maskedNameText('𠮷野家')).toBe('𠮷▇家');
  expect(maskedNameText(' 周光明 ')).toBe('周▇明');
  expect(maskedNameText('')).toBe('');
});

test('a name that is not Chinese keeps the first letter of each word', () => {
  expect(maskedNameText('Aziz')).toBe('A▇');
  expect(maskedNameText('Aziz  Karimov')).toBe('A▇ K▇');
});

test('a name of one character is covered whole', () => {
  expect(maskedNameText('周')).toBe('▇');
});

test('something is always covered, and a Chinese name shows its ends at most', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));
  fc.assert(
    fc.property(fc.array(han, { minLength: 1, maxLength: 12 }), (characters) => {
      const shown = Array.from(maskedNameText(characters.join('')));
      expect(shown).toContain('▇');
      expect(shown.length - 1).toBeLessThan(characters.length);
      expect(shown.length - 1).toBeLessThanOrEqual(3);
    }),
  );
});

test('two-character surnames count only when a given name follows', () => {
  expect(surnameLength('欧阳明')).toBe(2);
  expect(surnameLength('欧阳')).toBe(1);
  expect(surnameLength('王小明')).toBe(1);
});
