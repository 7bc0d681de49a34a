import { expect, test } from 'vitest';
import { qrPath } from '../../src/screens/desk/parts/qr-path.ts';
import { cardText, newCardSecret } from '../../src/sealing/gate-card.ts';
import { qrModules } from '../clips/qr-modules.ts';

/** Draws the path the way SVG does, one character per module. */
function drawn({ size, path }: { size: number; path: string }): string[] {
  const field = Array.from({ length: size }, () => Array.from({ length: size }, () => '.'));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let column = 0; column < Number(width); column++) {
      const row = field[Number(y)];
      if (row) row[Number(x) + column] = '#';
    }
  }
  return field.map((row) => row.join(''));
}

test('the path draws every dark module and nothing else, inside four modules of quiet', () => {
  const text = cardText(newCardSecret());
  const modules = qrModules(text);
  const picture = drawn(qrPath(text));
  expect(picture).toHaveLength(modules.length + 8);
  expect(picture.slice(0, 4).join('')).not.toContain('#');
  modules.forEach((row, y) => {
    const line = row.map((dark) => (dark ? '#' : '.')).join('');
    expect(picture[y + 4]).toBe(`....${line}....`);
  });
});

test('a gate card fits a small code, which a cold camera reads quickly', () => {
  expect(qrPath(cardText(newCardSecret())).size - 8).toBeLessThanOrEqual(29);
});

test('what does not belong into an alphanumeric code is refused, not drawn wrongly', () => {
  expect(() => qrPath('kc1:abc')).toThrow();
});

test('a link is drawn as bytes, and nothing but ASCII is drawn at all', () => {
  const link = 'https://street.example/#join=ask.aBcD-_';
  const dark = drawn(qrPath(link, 'Byte')).join('').replaceAll('.', '').length;
  expect(dark).toBe(qrModules(link).flat().filter(Boolean).length);
  expect(() => qrPath('https://街道.example', 'Byte')).toThrow();
});
