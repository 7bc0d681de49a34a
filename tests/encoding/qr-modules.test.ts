import { expect, test } from 'vitest';
import { qrModules } from '../../src/encoding/qr-modules.ts';
import { readPictureByJs } from '../../src/scanning/worker/js-ladder.ts';
import { modulesLuma } from '../clips/qr-picture.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** The same text every time, with every sign in it. */
const textOf = (length: number): string =>
  Array.from({ length }, (_, at) => ALPHABET[(at * at * 7 + at * 13 + length) % 45]).join('');

function readBack(
  text: string,
  use: 'printed' | 'passing' = 'printed',
): { version: number; text: string | undefined } {
  const modules = qrModules(text, use);
  const { data, side } = modulesLuma(modules, 3);
  const read = readPictureByJs({ data, width: side, height: side }, () => 0, 1);
  return { version: (modules.length - 17) / 4, text: read?.text };
}

test('a code of every version from 10 to 26 is read back, even when it is full to the last sign', () => {
  // The capacities of ISO/IEC 18004: level M up to version 18, L above.
  const full = [311, 366, 419, 483, 528, 600, 656, 734, 816].map((length) => length);
  const fullL = [1153, 1249, 1352, 1460, 1588, 1704, 1853, 1990];
  for (const [index, length] of [...full, ...fullL].entries()) {
    const text = textOf(length);
    expect(readBack(text)).toEqual({ version: 10 + index, text });
    const shorter = textOf(length - 1);
    expect(readBack(shorter).text).toBe(shorter);
  }
});

test('a code that passes on a screen holds more, at level L in every version', () => {
  const full = [395, 468, 535, 619, 667, 758, 854, 938, 1046, 1153, 1249, 1352, 1460, 1588, 1704];
  for (const [index, length] of [...full, 1853, 1990].entries()) {
    const text = textOf(length);
    expect(readBack(text, 'passing')).toEqual({ version: 10 + index, text });
  }
});

test('what no code can hold is refused', () => {
  expect(() => qrModules(textOf(1991))).toThrow(RangeError);
  for (const text of ['kv1', 'KV1:静', 'KV1:_']) expect(() => qrModules(text)).toThrow(RangeError);
});
