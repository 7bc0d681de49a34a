import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeArray, encodeCbor } from '../../src/encoding/cbor.ts';
import { factsSchema, plainFacts } from '../../src/protocol/facts-codec.ts';
import { parseRecord } from '../../src/protocol/record-codec.ts';
import { parseShape } from '../../src/protocol/shapes.ts';

const EDGES = [-366, -365, -1, 0, 1, 0x2ff, 0x300, 0x3ff, 634, 635, 0xffff_ffff, 0x1_0000_0000];
const item = fc.oneof(
  fc.constantFrom(...EDGES, null, true, '', 0.5, Number.NaN, Number.POSITIVE_INFINITY, undefined),
  fc.integer({ min: -400, max: 1000 }),
  fc.maxSafeInteger(),
  fc.array(fc.string(), { maxLength: 8 }),
);

test('what is looked at by hand is what the schema takes of a known person, and nothing else', () => {
  let taken = 0;
  fc.assert(
    fc.property(item, item, item, (subject, flags, temperature) => {
      const byHand = plainFacts([subject, flags, temperature]);
      const bySchema = parseShape(factsSchema, [subject, flags, temperature, []]);
      const isKnownPerson = bySchema.ok && typeof subject === 'number';
      expect(byHand).toEqual(isKnownPerson ? bySchema.value : null);
      if (byHand) taken += 1;
    }),
    { numRuns: 5_000, seed: 17 },
  );
  expect(taken).toBeGreaterThan(50);
});

test('a plain entry and the same with an empty list of reasons are told apart, whatever is in them', () => {
  const startedAt = 1_650_000_000_000;
  const segmentId = '0'.repeat(32);
  fc.assert(
    fc.property(fc.constantFrom(4, 5), fc.integer(), item, item, item, (...items) => {
      const bytes = (all: readonly unknown[]) => {
        try {
          return encodeCbor(all);
        } catch {
          return null;
        }
      };
      const plain = bytes(items);
      if (!plain) return;
      expect(decodeArray(plain)).not.toBeNull();
      const reading = parseRecord(plain, startedAt, segmentId);
      const [, , ...facts] = items;
      if (reading.ok) expect(parseShape(factsSchema, [...facts, []]).ok).toBe(true);
      const longer = bytes([...items, []]);
      // The longer way of writing the same is no record at all.
      if (longer) expect(parseRecord(longer, startedAt, segmentId).ok).toBe(false);
    }),
    { numRuns: 2_000, seed: 5 },
  );
});
