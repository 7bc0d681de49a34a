import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Now } from '../../src/sealing/sha256-now.ts';

test('the digest without a promise is SHA-256', () => {
  const same = (bytes: Uint8Array): void => {
    expect(Buffer.from(sha256Now(bytes))).toEqual(createHash('sha256').update(bytes).digest());
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), same), { numRuns: 300, seed: 11 });
  // Around the ends of blocks.
  for (let length = 0; length <= 192; length += 1) same(new Uint8Array(length).fill(length));
});
