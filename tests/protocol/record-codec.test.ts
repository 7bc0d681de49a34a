import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import { encodeRecord, parseRecord } from '../../src/protocol/record-codec.ts';
import { anyBytes, flipBit } from '../sealing/any-bytes.ts';
import { anyRecord, SEGMENT_ID, STARTED_AT } from './any-record.ts';

const write = (record: GateRecord) => encodeRecord(record, STARTED_AT, SEGMENT_ID);
const read = (bytes: Uint8Array) => parseRecord(bytes, STARTED_AT, SEGMENT_ID);
const START_SECOND = Math.floor(STARTED_AT / 1000) * 1000;

const entry = {
  kind: 'entry',
  at: START_SECOND + 9 * 3_600_000,
  follows: null,
  subject: { kind: 'resident', rosterNumber: 161_771 },
  direction: 'out',
  identification: 'scanned',
  reading: { temperatureTenths: 365, site: 'forehead' },
  mask: true,
  verdict: 'pass',
  outcome: 'passed',
  reasons: [],
  shown: [],
} as const satisfies GateRecord;

const FORM = { kind: 'visitor-form', code: new Uint8Array(3) } as const;

describe('a record', () => {
  it('comes back as it was written, whatever it is', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(read(write(record))).toEqual({ ok: true, record });
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its time to the second, before the segment began too', () => {
    const earlier = { ...entry, at: START_SECOND - 61_001 };
    expect(read(write(earlier))).toEqual({
      ok: true,
      record: { ...entry, at: START_SECOND - 62_000 },
    });
  });

  it('of a known resident who passes takes at most 16 bytes, and 15 on average', () => {
    const ordinary = fc.record({
      at: fc.integer({ min: 0, max: 12 * 3600 }).map((second) => START_SECOND + second * 1000),
      rosterNumber: fc.integer({ min: 1, max: 0xffff_ffff }),
      temperatureTenths: fc.integer({ min: 350, max: 372 }),
      direction: fc.constantFrom('out' as const, 'in' as const),
      identification: fc.constantFrom('scanned' as const, 'found' as const),
      site: fc.constantFrom('forehead' as const, 'axillary' as const, 'wrist' as const),
    });
    const sizes = fc.sample(ordinary, 1000).map((one) => {
      const { at, rosterNumber, temperatureTenths, direction, identification, site } = one;
      const subject = { kind: 'resident', rosterNumber } as const;
      const reading = { temperatureTenths, site };
      return write({ ...entry, at, subject, reading, direction, identification }).length;
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16);
    const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(average).toBeLessThanOrEqual(15);
    expect(write(entry).length).toBe(12);
  });

  it('without anything shown is byte for byte what it was before codes could be', () => {
    const shown = [
      { kind: 'health-code', colour: 'green', shownOn: '2022-03-30' },
      { kind: 'travel-card', isStarred: false, shownOn: '2022-03-29' },
    ] as const;
    const plain = [4, 9 * 3600, 161_771, 0, 0];
    const day = Date.UTC(2022, 2, 30) / 86_400_000;
    expect(write(entry)).toEqual(new Uint8Array(encode(plain)));
    expect(write({ ...entry, shown })).toEqual(
      new Uint8Array(
        encode([
          ...plain,
          [],
          null,
          [
            [0, 0, day],
            [1, 0, day - 1],
          ],
        ]),
      ),
    );
  });

  it('names a target in its own segment by number alone', () => {
    const own = { segmentId: SEGMENT_ID, number: 7 };
    const far = { segmentId: 'f'.repeat(32), number: 7 };
    const near = write({ kind: 'undo', at: entry.at, target: own });
    expect(write({ kind: 'undo', at: entry.at, target: far }).length).toBe(near.length + 18);
    expect(parseRecord(near, STARTED_AT, 'a'.repeat(32))).toMatchObject({
      record: { target: { segmentId: 'a'.repeat(32), number: 7 } },
    });
  });

  it('with a character cut in half is saved and readable', () => {
    const reading = read(write({ kind: 'handover-note', at: entry.at, text: '交班\ud83d' }));
    expect(reading).toMatchObject({ ok: true, record: { text: '交班\ufffd' } });
  });

  it('that the other end would refuse is never written', () => {
    const tooMuch: GateRecord[] = [
      { kind: 'handover-note', at: entry.at, text: 'x'.repeat(501) },
      { kind: 'duty-change', at: entry.at, onDuty: ['x'.repeat(41)] },
      { kind: 'duty-change', at: entry.at, onDuty: Array.from({ length: 21 }, () => 'x') },
      { kind: 'undo', at: entry.at, target: { segmentId: SEGMENT_ID, number: 0 } },
      { ...entry, subject: { kind: 'resident', rosterNumber: 2 ** 32 } },
      { ...entry, reading: { temperatureTenths: 1000, site: 'ear' } },
      { ...entry, at: Number.NaN },
      { ...entry, shown: [{ kind: 'health-code', colour: 'green', shownOn: 'today' }] },
      { ...entry, shown: [{ kind: 'visitor-form', code: new Uint8Array(1281) }] },
      { ...entry, shown: [FORM, FORM] },
      {
        ...entry,
        shown: [FORM, { kind: 'travel-card', isStarred: true, shownOn: '2022-03-30' }],
      },
    ];
    for (const record of tooMuch) expect(() => write(record)).toThrow(RangeError);
  });

  it('of a day with fewer figures than are counted now is read, the others as 0', () => {
    const report = (figures: readonly number[]) =>
      read(encode([18, 0, '2022-03-28', 0, figures, '王桂兰', '']));
    expect(report([7, 5])).toMatchObject({
      ok: true,
      record: { figures: { ...NO_FIGURES, out: 7, in: 5 } },
    });
    expect(report(Array(13).fill(1))).toMatchObject({ ok: false, why: 'malformed' });
  });
});

describe('bytes that are no record', () => {
  const malformed = { ok: false, why: 'malformed' };

  it('of a kind from a newer phone are told from malformed ones', () => {
    expect(read(encode([22, 0, 'new']))).toEqual({ ok: false, why: 'unknown-kind' });
    expect(read(encode([4000]))).toEqual({ ok: false, why: 'unknown-kind' });
    for (const value of [[], [0, 0], [-1, 0], ['4', 0], [null], 4, {}, 'x']) {
      expect(read(encode(value)), JSON.stringify(value)).toEqual(malformed);
    }
  });

  it('are refused for what encodeRecord does not write', () => {
    const wrong: Record<string, unknown[]> = {
      'time missing': [4],
      'time fraction': [4, 0.5, 1, 0, 0],
      'time before 1970': [4, -2_000_000_000, 1, 0, 0],
      'empty reasons written out': [4, 0, 1, 0, 0, []],
      'reason twice the list': [4, 0, 1, 0, 0, [99]],
      'unknown verdict': [4, 0, 1, 0x300, 0],
      'flags over their bits': [4, 0, 1, 0x400, 0],
      'site without reading': [4, 0, 1, 0x10, null],
      'too hot': [4, 0, 1, 0, 700],
      'visitor under a resident kind': [4, 0, Array.from({ length: 8 }, () => ''), 0, 0],
      'number under a visitor kind': [6, 0, 1, 0, 0],
      'visitor of seven fields': [6, 0, Array.from({ length: 7 }, () => ''), 0, 0],
      'follows nothing': [4, 0, 1, 0, 0, [], null],
      'follows number zero': [4, 0, 1, 0, 0, [], 0],
      'own segment written out': [8, 0, [new Uint8Array(16).fill(0xaa), 1]],
      'one item more': [8, 0, 1, 1],
      'direction of three': [12, 0, 2, 0, null],
      'outcome beyond the list': [7, 0, 1, 4, ''],
    };
    for (const [name, items] of Object.entries(wrong)) {
      const reading = parseRecord(encode(items), STARTED_AT, 'aa'.repeat(16));
      expect(reading, name).toEqual(malformed);
    }
  });

  it('are refused with a byte more or less', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const bytes = write(record);
        expect(read(bytes.subarray(0, -1))).toEqual(malformed);
        expect(read(Uint8Array.of(...bytes, 0))).toEqual(malformed);
      }),
      { numRuns: 50 },
    );
  });

  it('never throw, and what is read is what would be written', () => {
    const flipped = fc
      .tuple(anyRecord, fc.nat())
      .map(([record, bit]) => flipBit(write(record), bit % (write(record).length * 8)));
    fc.assert(
      fc.property(fc.oneof(anyBytes(), flipped), (bytes) => {
        const reading = read(bytes);
        if (reading.ok) expect(write(reading.record)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});
