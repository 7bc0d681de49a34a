import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/encoding/bytes.ts';
import {
  MAX_FOUNTAIN_BLOCKS,
  MAX_FOUNTAIN_BYTES,
  parseFrame,
} from '../../src/encoding/fountain-frame.ts';
import { FountainReceiver } from '../../src/encoding/fountain-receiver.ts';
import { FountainSender } from '../../src/encoding/fountain-sender.ts';
import { seededRandom } from '../../src/server/demo/seeded-random.ts';

const KIND = 1;
/** Random sums: each frame more than there are blocks halves the odds that the whole is not there. One in a million million. */
const MORE_FRAMES = 40;

function bytesOf(length: number, seed: number): Bytes {
  const random = seededRandom(seed).next;
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

const frameOf = (sender: FountainSender, number: number) => {
  const frame = parseFrame(sender.frame(number));
  if (!frame) throw new Error('a frame of ours is refused');
  return frame;
};

/** How many frames were seen until the whole was there, and the whole. */
function watch(sender: FountainSender, numbers: Iterable<number>): { seen: number; whole: Bytes } {
  const receiver = new FountainReceiver(sender.stream);
  let seen = 0;
  for (const number of numbers) {
    seen += 1;
    const taken = receiver.take(frameOf(sender, number));
    if (taken.kind === 'whole') return { seen, whole: taken.bytes };
    expect(taken.kind).toBe('more');
    expect(receiver.rank).toBeLessThanOrEqual(sender.blockCount);
  }
  throw new Error('never whole');
}

function* seenOf(from: number, lossPart: number, seed: number): Generator<number> {
  const random = seededRandom(seed).next;
  for (let number = from; ; number += 1) if (random() >= lossPart) yield number;
}

const wholes = fc.record({
  length: fc.integer({ min: 1, max: 6000 }),
  maxBlockBytes: fc.integer({ min: 20, max: 500 }),
  seed: fc.nat(),
});

describe('a fountain of frames', () => {
  it('gives the whole from hardly more frames than it has blocks, whichever were missed, wherever one began', () => {
    fc.assert(
      fc.property(
        wholes,
        fc.nat({ max: 5000 }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        ({ length, maxBlockBytes, seed }, from, loss) => {
          const whole = bytesOf(length, seed);
          const sender = new FountainSender(whole, KIND, maxBlockBytes);
          const got = watch(sender, seenOf(from, loss, seed));
          expect(got.whole).toEqual(whole);
          expect(got.seen).toBeLessThanOrEqual(sender.blockCount + MORE_FRAMES);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('needs at most a tenth more frames than blocks once there are a hundred', () => {
    const whole = bytesOf(40_000, 7);
    const sender = new FountainSender(whole, KIND, 400);
    for (let seed = 0; seed < 20; seed += 1) {
      const { seen } = watch(sender, seenOf(0, 0.6, seed));
      expect(seen).toBeLessThanOrEqual(110);
    }
  });

  it('takes frames in any order, and a frame seen again for no news', () => {
    const whole = bytesOf(900, 3);
    const sender = new FountainSender(whole, KIND, 100);
    const receiver = new FountainReceiver(sender.stream);
    for (const number of [8, 3, 3, 0, 5, 1]) receiver.take(frameOf(sender, number));
    expect(receiver.rank).toBe(5);
    expect(receiver.take(frameOf(sender, 3))).toEqual({ kind: 'more', news: false });
    const rest = [7, 6, 4, 2].map((number) => receiver.take(frameOf(sender, number)));
    expect(rest.at(-1)).toEqual({ kind: 'whole', bytes: whole });
  });

  it('makes the same frame of the same bytes every time', () => {
    const make = () => new FountainSender(bytesOf(3000, 1), KIND, 300).frame(77);
    expect(make()).toEqual(make());
  });

  it('carries two thousand blocks of which more than half were missed', () => {
    const whole = bytesOf(MAX_FOUNTAIN_BLOCKS * 40, 5);
    const sender = new FountainSender(whole, KIND, 40);
    const got = watch(sender, seenOf(0, 0.6, 5));
    expect(got.whole).toEqual(whole);
    expect(got.seen).toBeLessThanOrEqual(MAX_FOUNTAIN_BLOCKS + MORE_FRAMES);
  });

  it('sends nothing that is empty, too long or in too many pieces', () => {
    for (const [length, block] of [
      [0, 100],
      [MAX_FOUNTAIN_BYTES + 1, 2000],
      [MAX_FOUNTAIN_BLOCKS * 10 + 1, 10],
    ] as const) {
      expect(() => new FountainSender(new Uint8Array(length), KIND, block)).toThrow(RangeError);
    }
  });
});

describe('a frame', () => {
  it('is refused when any part of it was damaged', () => {
    const frame = new FountainSender(bytesOf(500, 9), KIND, 100).frame(3);
    fc.assert(
      fc.property(
        fc.nat({ max: frame.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const damaged = frame.slice();
          damaged[at] = (damaged[at] ?? 0) ^ change;
          expect(parseFrame(damaged)).toBeNull();
        },
      ),
    );
    expect(parseFrame(frame.slice(0, -1))).toBeNull();
    expect(parseFrame(new Uint8Array(17))).toBeNull();
  });

  it('of another stream is left alone, so that nothing is mixed', () => {
    const sender = new FountainSender(bytesOf(500, 1), KIND, 100);
    const receiver = new FountainReceiver(sender.stream);
    receiver.take(frameOf(sender, 0));
    const others = [
      new FountainSender(bytesOf(500, 2), KIND, 100),
      new FountainSender(bytesOf(500, 1), KIND + 1, 100),
      new FountainSender(bytesOf(500, 1), KIND, 50),
    ];
    for (const other of others) {
      expect(receiver.take(frameOf(other, 1))).toEqual({ kind: 'other' });
    }
    expect(receiver.rank).toBe(1);
  });

  it('that was made up, under a true checksum, never passes for the whole', () => {
    const sender = new FountainSender(bytesOf(300, 1), KIND, 100);
    const receiver = new FountainReceiver(sender.stream);
    receiver.take(frameOf(sender, 0));
    receiver.take(frameOf(sender, 1));
    const made = { ...frameOf(sender, 2), block: bytesOf(100, 8) };
    expect(receiver.take(made)).toEqual({ kind: 'wrong' });
    for (const number of [0, 1]) receiver.take(frameOf(sender, number));
    expect(receiver.take(frameOf(sender, 2)).kind).toBe('whole');
  });
});
