import fc from 'fast-check';
import type { Bytes } from '../../src/encoding/bytes.ts';

export const anyBytes = (minLength = 0, maxLength = 64): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => new Uint8Array(bytes));

export const anyId = (): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });

export const randomBytes = (length: number): Bytes =>
  crypto.getRandomValues(new Uint8Array(length));

/** A copy with one bit changed. */
export function flipBit(bytes: Bytes, bit: number): Bytes {
  const changed = new Uint8Array(bytes);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

/** Every copy with one bit changed; the test's name says which bytes. */
export function* everyFlip(bytes: Bytes): Generator<Bytes> {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) yield flipBit(bytes, bit);
}
