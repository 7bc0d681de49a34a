import { beforeAll, describe, expect, test } from 'vitest';
import { createConfirm } from '../../src/scanning/worker/confirm.ts';
import { averaged, enlarged, shrunk, thresholded } from '../../src/scanning/worker/filters.ts';
import { readFrameByCpp } from '../../src/scanning/worker/frame-ladder.ts';
import type { Luma } from '../../src/scanning/worker/luma.ts';
import { readPictureByCpp } from '../../src/scanning/worker/picture-ladder.ts';
import type { CppReader } from '../../src/scanning/worker/zxing-cpp.ts';
import { byteModules } from '../clips/qr-modules.ts';
import { modulesLuma, qrLuma } from '../clips/qr-picture.ts';
import { qrScene, type SceneLook } from '../clips/qr-scene.ts';
import { openCppReader } from './cpp-reader.ts';

/** As long as a pass: version 6 at level M. */
const passText =
  '6BFOXN*TS0BI$ZDN-O6W.08OYJPTMC.HGFUIJQP7QG/N79P2R1K8CTQ+GJ9F9K-L/W4DUO7LCV*'.repeat(2);

let reader: CppReader;

beforeAll(async () => {
  reader = await openCppReader();
});

function scene(text: string | null, look: SceneLook = {}, side = 480): Luma {
  return { width: side, height: side, data: qrScene(text, side, side, look) };
}

/** What a code held up for six frames says. */
function readHeld(luma: Luma): string | null {
  for (let turn = 0; turn < 6; turn++) {
    const read = readFrameByCpp(reader, luma, turn);
    if (read !== null) return read.text;
  }
  return null;
}

const unhurried = (luma: Luma) => readPictureByCpp(reader, luma, () => 0, 1)?.text ?? null;

/** As a picture taken in the dark: little between ink and paper, and noise between both. */
function dimmed(luma: Luma, part: number): Luma {
  let state = 1;
  const grain = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 4_294_967_296 - 0.5) * 6;
  };
  return { ...luma, data: luma.data.map((value) => 4 + value * part + grain()) };
}

describe('a code held up is read', () => {
  test.each([0, 17, 45, 90, 133, 180, 270, 311])(
    'in its first frame, turned by %d degrees',
    (tiltDegrees) => {
      const read = readFrameByCpp(reader, scene(passText, { tiltDegrees }), 0);
      expect(read?.text).toBe(passText);
    },
  );

  test('in a hurry, when it is easy to read', () => {
    expect(readFrameByCpp(reader, scene(passText), null)?.text).toBe(passText);
    expect(readFrameByCpp(reader, scene(passText, { inverted: true }), null)).toBeNull();
  });

  test.each<SceneLook>([
    { inverted: true },
    { scale: 0.3 },
    { noise: 10 },
    { noise: 15, scale: 0.6 },
    { noise: 12, inverted: true },
  ])('with %o', (look) => {
    expect(readHeld(scene(passText, { tiltDegrees: 8, ...look }))).toBe(passText);
  });

  test('and told where it stands', () => {
    const read = readFrameByCpp(reader, scene(passText, { scale: 0.6 }), 0);
    const near = (at: number) => Math.round(at / 10);
    const across = (0.6 * 480 * 41) / 49;
    const [low, high] = [near(240 - across / 2), near(240 + across / 2)];
    expect(read?.corners.map(({ x, y }) => [near(x), near(y)])).toEqual([
      [low, low],
      [high, low],
      [high, high],
      [low, high],
    ]);
  });
});

describe('a picture is read', () => {
  test('in the dark, where no single attempt at the picture as it is does', () => {
    const dark = dimmed(scene(passText, { noise: 30, tiltDegrees: 5, scale: 0.9 }, 600), 0.05);
    const asItIs = { invert: true, denoise: true, downscale: true, thorough: true } as const;
    expect(reader.read(dark, { binarizer: 'local', ...asItIs })).toBeNull();
    expect(unhurried(dark)).toBe(passText);
  });

  test('with modules of less than two pixels', () => {
    const small = shrunk(scene(passText, { tiltDegrees: 5, scale: 0.9 }, 600), 1 / 6);
    expect(unhurried(small)).toBe(passText);
  });

  test('of the longest code there is, of 4,296 characters', () => {
    const text = 'KADIAN 0123456789 $%*+-./:'.repeat(200).slice(0, 4_296);
    expect(unhurried(scene(text, { scale: 1 }, 1_000))).toBe(text);
  });

  test('of more pixels than one attempt takes, and told where', () => {
    const luma = scene(passText, { scale: 0.2 }, 2_400);
    const read = readPictureByCpp(reader, luma, () => 0, 1);
    expect(read?.text).toBe(passText);
    expect(
      read?.corners.every(({ x, y }) => Math.abs(x - 1_200) < 260 && Math.abs(y - 1_200) < 260),
    ).toBe(true);
  });
});

test('a picture is given up when its time is over', () => {
  let attempts = 0;
  const counting: CppReader = {
    ...reader,
    read(luma, attempt) {
      attempts++;
      return reader.read(luma, attempt);
    },
  };
  let nowMs = 0;
  expect(readPictureByCpp(counting, scene(null), () => nowMs++, 2)).toBeNull();
  expect(attempts).toBe(4);
});

const encodings: readonly (readonly [string, Uint8Array])[] = [
  ['宝丰街道 2 号门', new TextEncoder().encode('宝丰街道 2 号门')],
  // 湖北省 in GB 2312, テスト in Shift JIS, café in Latin-1: as older makers of codes write.
  ['湖北省', new Uint8Array([0xba, 0xfe, 0xb1, 0xb1, 0xca, 0xa1])],
  ['テスト', new Uint8Array([0x83, 0x65, 0x83, 0x58, 0x83, 0x67])],
  ['café', new Uint8Array([0x63, 0x61, 0x66, 0xe9])],
];

test.each(encodings)('a code in whatever encoding says %s', (text, bytes) => {
  const { data, side } = modulesLuma(byteModules(bytes), 5);
  expect(unhurried({ width: side, height: side, data })).toBe(text);
});

/** Three finders and timing as they should be, around modules that chance has set. */
function fakeCode(seed: number): Luma {
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state > 0x7fffffff;
  };
  const size = 21 + 4 * (seed % 5);
  const isFinder = (row: number, column: number) => {
    const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
    return ring !== 2 && ring <= 3;
  };
  const cellOf = (row: number, column: number) => {
    const [down, across] = [size - 1 - row, size - 1 - column];
    if (row < 8 && column < 8) return isFinder(row, column);
    if (row < 8 && across < 8) return isFinder(row, across);
    if (down < 8 && column < 8) return isFinder(down, column);
    if (row === 6 || column === 6) return (row + column) % 2 === 0;
    return chance();
  };
  const modules = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => cellOf(row, column)),
  );
  const { data, side } = modulesLuma(modules, 4);
  return { width: side, height: side, data };
}

test('chance between three finder patterns is never taken for a code', () => {
  for (let seed = 1; seed <= 60; seed++) expect(unhurried(fakeCode(seed))).toBeNull();
});

test('no attempt reads anything of noise, stripes or a chessboard', () => {
  const noise = scene(null, { noise: 60 }, 300);
  const side = 300;
  const drawn = (value: (x: number, y: number) => boolean): Luma => ({
    width: side,
    height: side,
    data: Uint8ClampedArray.from({ length: side * side }, (_, i) =>
      value(i % side, Math.floor(i / side)) ? 255 : 0,
    ),
  });
  const board = drawn((x, y) => (Math.floor(x / 7) + Math.floor(y / 7)) % 2 === 0);
  const stripes = drawn((x, y) => Math.floor((x + 2 * y) / 5) % 2 === 0);
  expect([noise, board, stripes].map(unhurried)).toEqual([null, null, null]);
});

test('a frame read at the end of the error correction counts when another frame agrees', () => {
  const confirm = createConfirm();
  const { corners } = readFrameByCpp(reader, scene(passText), 0) ?? { corners: undefined };
  if (corners === undefined) throw new Error('nothing read');
  const unsure = (text: string) => confirm({ text, corners, isSure: false })?.text ?? null;
  expect([unsure('A'), unsure('B'), unsure('B')]).toEqual([null, null, 'B']);
  expect(confirm({ text: 'C', corners, isSure: true })?.text).toBe('C');
  expect(confirm(null)).toBeNull();
});

test('a picture that is read only at the end of the error correction is told when all attempts agree', () => {
  const { corners } = readFrameByCpp(reader, scene(passText), 0) ?? { corners: undefined };
  if (corners === undefined) throw new Error('nothing read');
  const saying = (texts: readonly string[]): CppReader => {
    let attempts = 0;
    return {
      ...reader,
      read: () => {
        const text = texts[attempts++];
        return text === undefined ? null : { text, corners, isSure: false };
      },
    };
  };
  const said = (...texts: string[]) =>
    readPictureByCpp(saying(texts), scene(null), () => 0, 1)?.text ?? null;
  expect([said('A'), said('A', 'B'), said('A', 'B', 'B')]).toEqual(['A', null, 'B']);
});

test('5,000 reads leave the memory of the module as it was', () => {
  const { data, side } = qrLuma('KD', 2);
  const luma = { width: side, height: side, data };
  // Every place that a read needs is taken by then.
  for (let turn = 0; turn < 12; turn++) readFrameByCpp(reader, luma, turn);
  const before = reader.memoryBytes();
  let reads = 0;
  for (let turn = 0; turn < 5_000; turn++) {
    if (readFrameByCpp(reader, luma, turn)?.text === 'KD') reads++;
  }
  expect(reads).toBe(5_000);
  // Four bytes a read would be more; a vector of results that is not deleted takes 300.
  expect(reader.memoryBytes() - before).toBeLessThan(20_000);
});

test('filters keep what they should', () => {
  const flat: Luma = { width: 6, height: 5, data: new Uint8ClampedArray(30).fill(77) };
  expect(averaged(flat, 2)).toEqual(flat);
  expect([...thresholded(flat, 2).data]).toEqual(Array(30).fill(255));
  expect(enlarged(flat, 2)).toEqual({
    width: 12,
    height: 10,
    data: new Uint8ClampedArray(120).fill(77),
  });
  expect(shrunk(enlarged(flat, 2), 0.5)).toEqual(flat);
  const spot = { width: 3, height: 3, data: new Uint8ClampedArray([9, 9, 9, 9, 0, 9, 9, 9, 9]) };
  expect([...averaged(spot, 1).data][4]).toBe(8);
  expect([...thresholded(spot, 1).data]).toEqual([255, 255, 255, 255, 0, 255, 255, 255, 255]);
});
