import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyBurst, type KeyPress, NO_KEYS, takeKey } from '../../src/devices/key-burst.ts';
import { isEcho } from '../../src/screens/gate/echo.ts';

const US = "`1234567890-=[]\\;',./";
const US_SHIFT = '~!@#$%^&*()_+{}|:"<>?';
const US_PLACES = [
  'Backquote',
  ...'1234567890'.split('').map((digit) => `Digit${digit}`),
  ...['Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote'],
  ...['Comma', 'Period', 'Slash'],
];

/** The key of a scanner with a US keyboard that types this character. */
function placeOf(character: string): Pick<KeyPress, 'code' | 'hasShift'> {
  if (character === ' ') return { code: 'Space', hasShift: false };
  if (/[a-z]/i.test(character)) {
    return { code: `Key${character.toUpperCase()}`, hasShift: /[A-Z]/.test(character) };
  }
  const plain = US.indexOf(character);
  const place = plain < 0 ? US_SHIFT.indexOf(character) : plain;
  return { code: US_PLACES[place] ?? '', hasShift: plain < 0 };
}

const press = (key: string, atMs: number, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  hasShift: false,
  hasCapsLock: false,
  hasCommand: false,
  isRepeat: false,
  atMs,
  ...more,
});

/** Every key of the text and Enter, `gapMs` apart; a capital comes with its shift. */
function typed(text: string, gapMs: number, change: (key: KeyPress) => KeyPress = (key) => key) {
  const keys = Array.from(text).flatMap((character): KeyPress[] => {
    const place = placeOf(character);
    const key = press(character, 0, place);
    return place.hasShift ? [press('Shift', 0, { code: 'ShiftLeft', hasShift: true }), key] : [key];
  });
  return [...keys, press('Enter', 0, { code: 'Enter' })].map((key, index) =>
    change({ ...key, atMs: 1_000 + index * gapMs }),
  );
}

function read(keys: readonly KeyPress[]): { texts: string[]; taken: boolean[] } {
  let burst: KeyBurst = NO_KEYS;
  const texts: string[] = [];
  const taken: boolean[] = [];
  for (const key of keys) {
    const next = takeKey(burst, key);
    burst = next.burst;
    taken.push(next.isTaken);
    if (next.text !== null) texts.push(next.text);
  }
  return { texts, taken };
}

const PASS = 'KP1:MWGSLKC 4.981CKNVG200500Q00E901%9.C3YWK8CK3887I3P/S8%BH5M%MO97A$KMW';

describe('a scanner that types', () => {
  test('gives its whole code, whatever stands in it', () => {
    const code = fc.string({ unit: 'grapheme-ascii', minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 50 }), (text, gapMs) => {
        expect(read(typed(text, gapMs)).texts).toEqual([text]);
      }),
    );
  });

  test('has its code whole with caps lock on, and with an input method that swallows the letters', () => {
    const caps = (key: KeyPress): KeyPress => {
      const { key: character } = key;
      const turned = /^[a-z]$/.test(character) ? character.toUpperCase() : character.toLowerCase();
      return { ...key, hasCapsLock: true, key: character.length === 1 ? turned : character };
    };
    const pinyin = (key: KeyPress): KeyPress =>
      key.key.length === 1 ? { ...key, key: 'Process' } : key;
    const wide = (key: KeyPress): KeyPress => (key.key === ':' ? { ...key, key: '：' } : key);
    for (const change of [caps, pinyin, wide]) {
      expect(read(typed(PASS, 4, change)).texts).toEqual([PASS]);
    }
  });

  test('presses no button with its blanks and its Enter', () => {
    const { taken } = read(typed('AB CD', 4));
    expect(taken.at(-1)).toBe(true);
    expect(taken.slice(3, -1).filter(Boolean).length).toBeGreaterThan(0);
    const blank = typed('AB CD', 4).findIndex((key) => key.key === ' ');
    expect(taken[blank]).toBe(true);
  });

  test('may type two codes right after each other', () => {
    const second = typed('EFGH', 4).map((key) => ({ ...key, atMs: key.atMs + 100 }));
    expect(read([...typed('ABCD', 4), ...second]).texts).toEqual(['ABCD', 'EFGH']);
  });
});

describe('a person at a keyboard', () => {
  test('is never taken for one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.integer({ min: 51, max: 500 }), (text, gap) => {
        const { texts, taken } = read(typed(text, gap));
        expect(texts).toEqual([]);
        expect(taken).not.toContain(true);
      }),
    );
  });

  test('who hits three keys at once and Enter is not either', () => {
    expect(read(typed('abc', 5)).texts).toEqual([]);
  });

  test('who holds a key down, uses a shortcut or an arrow ends what was typed', () => {
    const [a, b, c] = typed('abcd', 10);
    const end = press('Enter', 1_040, { code: 'Enter' });
    const breaks = [
      press('d', 1_030, { isRepeat: true }),
      press('v', 1_030, { hasCommand: true }),
      press('ArrowDown', 1_030, { code: 'ArrowDown' }),
    ];
    for (const broken of breaks) {
      expect(read([a, b, c, broken, end].filter((key) => key !== undefined)).texts).toEqual([]);
    }
  });
});

test('the same code by camera and keys is one code; the same by one of them twice is meant', () => {
  const before = { text: 'KP1:X', by: 'keys', atMs: 1_000 } as const;
  expect(isEcho({ ...before, by: 'camera', atMs: 11_000 }, before, 10_000)).toBe(true);
  expect(isEcho({ ...before, by: 'camera', atMs: 11_001 }, before, 10_000)).toBe(false);
  expect(isEcho({ ...before, atMs: 1_500 }, before, 10_000)).toBe(false);
  expect(isEcho({ ...before, by: 'camera', text: 'KP1:Y' }, before, 10_000)).toBe(false);
  expect(isEcho(before, null, 10_000)).toBe(false);
});
