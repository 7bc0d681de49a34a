import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFrameByJs, readPictureByJs } from '../../src/scanning/worker/js-ladder.ts';
import {
  doubled,
  halved,
  inverted,
  type Luma,
  lumaFromPixels,
  lumaFromPlane,
} from '../../src/scanning/worker/luma.ts';
import { readLuma } from '../../src/scanning/worker/read-luma.ts';
import { qrLuma } from '../clips/qr-picture.ts';
import { qrScene, type SceneLook } from '../clips/qr-scene.ts';

/** As long as a pass: version 6 at level M. */
const passText =
  '6BFOXN*TS0BI$ZDN-O6W.08OYJPTMC.HGFUIJQP7QG/N79P2R1K8CTQ+GJ9F9K-L/W4DUO7LCV*'.repeat(2);

function scene(text: string | null, look: SceneLook = {}, side = 480): Luma {
  return { width: side, height: side, data: qrScene(text, side, side, look) };
}

/** What a code held up for four frames says. */
function readHeld(luma: Luma): string | null {
  for (let turn = 0; turn < 4; turn++) {
    const text = readFrameByJs(luma, turn)?.text;
    if (text !== undefined) return text;
  }
  return null;
}

const unhurried = (luma: Luma) => readPictureByJs(luma, () => 0, 1)?.text ?? null;

describe('a code held up is read', () => {
  test.each([0, 17, 45, 90, 133, 180, 270, 311])('turned by %d degrees', (tiltDegrees) => {
    expect(readHeld(scene(passText, { tiltDegrees }))).toBe(passText);
  });

  test.each([0.4, 0.6, 0.9])('as wide as %d of the frame', (scale) => {
    expect(readHeld(scene(passText, { scale, tiltDegrees: 4 }))).toBe(passText);
  });

  test('light on dark', () => {
    expect(readHeld(scene(passText, { inverted: true }))).toBe(passText);
  });

  test.each([3, 4.5, 7, 10])('in sensor noise of σ = %d', (noise) => {
    expect(readHeld(scene(passText, { noise, tiltDegrees: 8 }))).toBe(passText);
  });

  test.each([3, 7])('small, in sensor noise of σ = %d', (noise) => {
    expect(readHeld(scene(passText, { noise, scale: 0.45, tiltDegrees: 8 }))).toBe(passText);
  });

  test('with Chinese text', () => {
    expect(readHeld(scene('湖北省武汉市硚口区宝丰街道'))).toBe('湖北省武汉市硚口区宝丰街道');
  });
});

test('a frame of noise is beyond full size alone: averaging is what reads it', () => {
  const luma = scene(passText, { noise: 10, tiltDegrees: 8 });
  expect(readLuma(luma, 'hybrid')).toBeNull();
  expect(readLuma(halved(luma), 'hybrid')?.text).toBe(passText);
});

test('the longest code there is, of 4,296 characters, passes through whole', () => {
  const text = 'KADIAN 0123456789 $%*+-./:'.repeat(200).slice(0, 4_296);
  expect(unhurried(scene(text, { scale: 1 }, 1_000))).toBe(text);
});

test.each([22, 45, 90])('a picture turned by %d degrees, light on dark, is read', (tiltDegrees) => {
  expect(unhurried(scene(passText, { tiltDegrees, inverted: true }))).toBe(passText);
});

test('an empty scene says nothing', () => {
  expect(readHeld(scene(null, { noise: 4 }))).toBeNull();
  expect(unhurried(scene(null, { noise: 4 }, 200))).toBeNull();
});

test('a picture is given up when its time is over', () => {
  let nowMs = 0;
  const text = readPictureByJs(scene(null), () => nowMs++, 3);
  expect([text, nowMs]).toEqual([null, 5]);
});

test('no bytes whatever make the decoder throw', () => {
  const anyLuma = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height })
        .map((bytes) => ({ width, height, data: new Uint8ClampedArray(bytes) })),
    );
  fc.assert(
    fc.property(anyLuma, fc.nat(3), (luma, turn) => {
      readFrameByJs(luma, turn);
    }),
    { numRuns: 150 },
  );
});

test('a damaged code is read right or not at all', () => {
  const clean = scene(passText, { scale: 0.9 }, 240);
  const damage = fc.array(fc.tuple(fc.nat(239), fc.nat(239), fc.nat(255)), { maxLength: 40 });
  fc.assert(
    fc.property(damage, (spots) => {
      const data = new Uint8ClampedArray(clean.data);
      for (const [x, y, value] of spots) {
        for (let row = y; row < Math.min(240, y + 9); row++) {
          data.fill(value, row * 240 + x, row * 240 + Math.min(240, x + 9));
        }
      }
      expect([passText, null]).toContain(readHeld({ ...clean, data }));
    }),
    { numRuns: 60 },
  );
});

test('brightness is taken from planes with padding and from pixels, green counting most', () => {
  const plane = new Uint8Array([1, 2, 99, 3, 4, 99]);
  expect([...lumaFromPlane(plane, 2, 2, 3).data]).toEqual([1, 2, 3, 4]);
  expect([...lumaFromPlane(plane, 3, 2, 3).data]).toEqual([1, 2, 99, 3, 4, 99]);
  expect([...lumaFromPixels([200, 0, 0, 255, 0, 200, 0, 255, 0, 0, 200, 255], 3, 1).data]).toEqual([
    60, 117, 23,
  ]);
});

test('halving averages, doubling repeats, inverting twice changes nothing', () => {
  const luma = { width: 2, height: 2, data: new Uint8ClampedArray([0, 10, 20, 30]) };
  expect([...halved(luma).data]).toEqual([15]);
  expect(halved(doubled(luma))).toEqual(luma);
  expect(inverted(inverted(luma))).toEqual(luma);
});

/** 150 signs as a pass has them, always the same for a seed. */
function passLike(seed: number): string {
  const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
  const bytes = [0, 1, 2, 3, 4].flatMap((part) => [
    ...createHash('sha256').update(`${seed}/${part}`).digest(),
  ]);
  return `KP1:${bytes
    .slice(0, 146)
    .map((byte) => signs[byte % signs.length])
    .join('')}`;
}

test.each([1_000_982, 1_001_160, 1_001_432, 1_001_711, 1_001_712])(
  'a screenshot is read although its modules look like a fourth finder (%d)',
  (seed) => {
    const { data, side } = qrLuma(passLike(seed), 6);
    expect(unhurried({ width: side, height: side, data })).toBe(passLike(seed));
  },
);
