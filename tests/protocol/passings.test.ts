import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PURPOSES } from '../../src/domain/entry.ts';
import type { PassingChanges } from '../../src/domain/passings.ts';
import { encodeCbor } from '../../src/encoding/cbor.ts';
import {
  encodePassings,
  encodePassingsAnswer,
  parsePassings,
  parsePassingsAnswer,
  parsePassingsQuery,
} from '../../src/protocol/passings.ts';

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const anyId = fc.record({
  segmentId: fc.constantFrom('ab'.repeat(16), '0f'.repeat(16)),
  number: uint32,
});
const anyChanges: fc.Arbitrary<PassingChanges> = fc.record({
  passings: fc.array(
    fc.record({
      id: anyId,
      rosterNumber: fc.option(uint32),
      householdId: uint32,
      direction: fc.constantFrom('out', 'in'),
      at: fc.nat(2_000_000_000).map((second) => second * 1000),
      gateId: fc.constantFrom('g1', 'g2'),
      purpose: fc.option(fc.constantFrom(...PURPOSES)),
    }),
  ),
  removed: fc.array(anyId),
});

test('a page of passings comes out as it went in', () => {
  fc.assert(
    fc.property(anyChanges, (changes) => {
      expect(parsePassings(encodePassings(changes))).toEqual(changes);
    }),
  );
});

test('an answer comes out as it went in', () => {
  const answer = {
    cardEpoch: 3,
    isFresh: true,
    more: false,
    cursor: 'ab12.m1.c.1648620000000',
    serverTime: 1_648_620_000_000,
    page: new Uint8Array(40),
  };
  for (const page of [answer.page, null]) {
    const one = { ...answer, page };
    expect(parsePassingsAnswer(encodePassingsAnswer(one))).toEqual(one);
  }
});

test('anything else is null, never an error', () => {
  const page = encodePassings({
    passings: [
      {
        id: { segmentId: 'ab'.repeat(16), number: 1 },
        ...{ rosterNumber: 11, householdId: 1, direction: 'out', at: 1000, gateId: 'g1' },
        purpose: null,
      },
    ],
    removed: [{ segmentId: '0f'.repeat(16), number: 2 }],
  });
  fc.assert(
    fc.property(fc.nat(page.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
      const changed = page.slice();
      changed[place] = (changed[place] as number) ^ by;
      expect(() => [parsePassings(changed), parsePassingsAnswer(changed)]).not.toThrow();
    }),
  );
  const columns = [[7], [1], [1], [11], [0], [1], [0], [], [], []];
  for (const other of [[], [1], 'page', [1, ['g1'], [new Uint8Array(16)], ...columns]]) {
    expect(parsePassings(encodeCbor(other))).toBeNull();
    expect(parsePassingsAnswer(encodeCbor(other))).toBeNull();
  }
});

test('a cursor is what the server made, of signs that need no quoting', () => {
  expect(parsePassingsQuery({})).toEqual({ ok: true, value: {} });
  expect(parsePassingsQuery({ since: 'ab.m1.c.12' }).ok).toBe(true);
  for (const since of ['', 'a b', '周', 'x'.repeat(201), ['a', 'b']]) {
    expect(parsePassingsQuery({ since }).ok).toBe(false);
  }
});
