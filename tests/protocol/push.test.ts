import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodePush,
  encodePushAnswer,
  PUSH_LIMITS,
  type PushAnswer,
  parsePush,
  parsePushAnswer,
} from '../../src/protocol/push.ts';
import { encodeRecord } from '../../src/protocol/record-codec.ts';
import { MAX_VISITOR_CODE_BYTES } from '../../src/sealing/visitor-code.ts';
import { anyBytes, anyId } from '../sealing/any-bytes.ts';
import { SEGMENT_ID, STARTED_AT } from './any-record.ts';

const anyPush = fc.record({
  certificate: anyBytes(1),
  header: anyBytes(1),
  segmentId: anyId(),
  from: fc.integer({ min: 1, max: 1_000_000 }),
  records: fc.array(anyBytes(17)),
  head: anyBytes(32, 32),
  tail: anyBytes(64, 64),
  sentAt: fc.maxSafeInteger().map(Math.abs),
});
const push = {
  certificate: new Uint8Array(1),
  header: new Uint8Array(1),
  segmentId: SEGMENT_ID,
  from: 1,
  records: [new Uint8Array(28)],
  head: new Uint8Array(32),
  tail: new Uint8Array(64),
  sentAt: 0,
};

describe('a push', () => {
  it('comes back as it was sent', () => {
    fc.assert(
      fc.property(anyPush, (push) => {
        expect(parsePush(encodePush(push))).toEqual({ ok: true, push });
      }),
    );
  });

  it('is bounded in bytes, records and bytes of a record', () => {
    const tooLarge = { ok: false, why: 'too-large' };
    expect(parsePush(new Uint8Array(PUSH_LIMITS.maxBytes + 1))).toEqual(tooLarge);
    const long = { ...push, records: [new Uint8Array(PUSH_LIMITS.maxRecordBytes + 1)] };
    expect(parsePush(encodePush(long))).toEqual(tooLarge);
    const of = (count: number) => ({
      ...push,
      records: Array.from({ length: count }, () => new Uint8Array(28)),
    });
    expect(parsePush(encodePush(of(PUSH_LIMITS.maxRecords)))).toMatchObject({ ok: true });
    expect(parsePush(encodePush(of(PUSH_LIMITS.maxRecords + 1)))).toEqual({
      ok: false,
      why: 'too-many',
    });
  });

  it('has room for the longest record there can be', () => {
    const full = '汉'.repeat(200);
    const visitor = {
      name: '汉'.repeat(40),
      idNumber: full,
      address: full,
      phone: full,
      purpose: full,
      householdVisited: full,
      plate: full,
      remark: full,
    };
    const record = encodeRecord(
      {
        kind: 'correction',
        at: STARTED_AT,
        target: { segmentId: 'f'.repeat(32), number: 0xffff_ffff },
        subject: { kind: 'visitor', visitor },
        direction: 'in',
        identification: 'form',
        reading: null,
        mask: false,
        verdict: 'stop',
        outcome: 'held',
        reasons: ['fever-again', 'mask-missing'],
        shown: [
          { kind: 'health-code', colour: 'red', shownOn: '2022-03-30' },
          { kind: 'travel-card', isStarred: true, shownOn: '2022-03-30' },
          { kind: 'visitor-form', code: new Uint8Array(MAX_VISITOR_CODE_BYTES) },
        ],
      },
      STARTED_AT,
      SEGMENT_ID,
    );
    expect(record.length + 16).toBeLessThanOrEqual(PUSH_LIMITS.maxRecordBytes);
  });

  it('is refused when a field is out of shape', () => {
    const malformed = { ok: false, why: 'malformed' };
    for (const change of [
      { from: 0 },
      { from: 2 ** 32 },
      { head: new Uint8Array(31) },
      { tail: new Uint8Array(65) },
      { records: [new Uint8Array(16)] },
      { header: new Uint8Array() },
      { sentAt: -1 },
      { from: 0xffff_ffff, records: [new Uint8Array(28), new Uint8Array(28)] },
    ]) {
      expect(parsePush(encodePush({ ...push, ...change }))).toEqual(malformed);
    }
    expect(parsePush(encodePush(push).subarray(0, -1))).toEqual(malformed);
    expect(parsePush(Uint8Array.of(...encodePush(push), 0))).toEqual(malformed);
    expect(parsePush(new Uint8Array(100_000).fill(0x81))).toEqual(malformed);
  });

  it('and its answer never make their readers throw', () => {
    fc.assert(
      fc.property(anyBytes(0, 300), (bytes) => {
        expect(parsePush(bytes).ok).toBe(false);
        expect(parsePushAnswer(bytes)).toBeNull();
      }),
    );
  });
});

describe('the answer to a push', () => {
  it('comes back as it was sent', () => {
    const moment = { serverTime: 1_650_000_000_000, incarnation: 'a1' };
    const answers: PushAnswer[] = [
      { kind: 'receipt', receipt: new Uint8Array(300), ...moment },
      { kind: 'gap', have: 0, ...moment },
      { kind: 'fork', have: 212, ...moment },
    ];
    for (const answer of answers) {
      const bytes = encodePushAnswer(answer);
      expect(parsePushAnswer(bytes)).toEqual(answer);
      expect(parsePushAnswer(bytes.subarray(0, -1))).toBeNull();
    }
  });
});
