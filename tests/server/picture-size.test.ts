import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPicture } from '../../src/server/street/picture-size.ts';
import { jpeg, png, webp } from './pictures.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

test('each kind tells its size by its own bytes', () => {
  const size = { width: 640, height: 480 };
  expect(readPicture(png(640, 480))).toMatchObject({ mediaType: 'image/png', ...size });
  expect(readPicture(jpeg(640, 480))).toMatchObject({ mediaType: 'image/jpeg', ...size });
  for (const kind of ['VP8 ', 'VP8L', 'VP8X'] as const) {
    expect(readPicture(webp(kind, 640, 480))).toMatchObject({ mediaType: 'image/webp', ...size });
  }
});

test.each([
  ['PNG', png],
  ['JPEG', jpeg],
  ['WebP', (width: number, height: number) => webp('VP8X', width, height)],
] as const)('a %s of no width, or wider than a street’s map may be, is none', (_kind, make) => {
  expect(readPicture(make(8000, 1))).not.toBeNull();
  expect(readPicture(make(8001, 1))).toBeNull();
  expect(readPicture(make(1, 8001))).toBeNull();
});

test('a side of nothing is no picture', () => {
  for (const make of [png, jpeg]) {
    expect(readPicture(make(0, 9))).toBeNull();
    expect(readPicture(make(9, 0))).toBeNull();
  }
  expect(readPicture(webp('VP8 ', 0, 9))).toBeNull();
});

test.each([
  ['PNG', png(9, 9)],
  ['JPEG', jpeg(9, 9)],
  ['WebP', webp('VP8L', 9, 9)],
])(
  'of a %s that was cut off nothing is taken, and nothing beyond its end is read',
  (_kind, whole) => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(readPicture(whole.subarray(0, length))).toBeNull();
    }
  },
);

test.each([
  ['PNG', png(9, 9)],
  ['JPEG', jpeg(9, 9)],
  ['WebP', webp('VP8L', 9, 9)],
])('what somebody hung on behind a %s is not part of it', (_kind, whole) => {
  const read = readPicture(joined(whole, text(`<html>${SVG}</html>`)));
  expect(read?.length).toBe(whole.length);
});

test.each<[string, Uint8Array]>([
  ['SVG', text(SVG)],
  ['SVG behind the mark of a PNG', joined(png(9, 9).subarray(0, 8), text(SVG))],
  ['SVG behind the mark of a JPEG', joined(jpeg(9, 9).subarray(0, 3), text(SVG))],
  ['a GIF', joined(text('GIF89a'), new Uint8Array(40))],
  ['a page', text('<!doctype html><title>x</title>'.padEnd(100))],
  ['a sound', joined(text('RIFF'), new Uint8Array([40, 0, 0, 0]), text('WAVE'.padEnd(40)))],
  ['a PNG without pixels', png(9, 9, { pixels: null })],
  ['a JPEG without pixels', joined(jpeg(9, 9).subarray(0, 23), new Uint8Array([0xff, 0xd9]))],
  ['a JPEG of two sizes', jpeg(9, 9, 2)],
  ['nothing', new Uint8Array()],
])('%s is none', (_what, bytes) => {
  expect(readPicture(bytes)).toBeNull();
});

test('whatever the bytes, it answers, and never beyond its bounds', () => {
  const start = fc.constantFrom(png(9, 9), jpeg(9, 9), webp('VP8 ', 9, 9), webp('VP8X', 9, 9));
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), fc.nat(80), (whole, noise, at) => {
      const bytes = joined(whole.subarray(0, at), noise, whole.subarray(at));
      const read = readPicture(bytes);
      if (!read) return;
      expect(Math.min(read.width, read.height)).toBeGreaterThan(0);
      expect(Math.max(read.width, read.height)).toBeLessThanOrEqual(8000);
      expect(read.length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test('a PNG of a real encoder is read to its end', () => {
  const rows = deflateSync(new Uint8Array(9 * 28));
  const whole = png(9, 9, { pixels: new Uint8Array(rows) });
  expect(readPicture(whole)).toEqual({
    mediaType: 'image/png',
    width: 9,
    height: 9,
    length: whole.length,
  });
});
