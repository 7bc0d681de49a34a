import * as v from 'valibot';
import { type Bytes, idBytes, toHex } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { PUSH_LIMITS } from './push.ts';
import { bytes, parseShape, time, uint32 } from './shapes.ts';

/** As much as a push takes at once: only the device that wrote it can sign another tail. */
export interface CarriedBatch {
  /** Sealed. Never empty. */
  readonly records: readonly Bytes[];
  /** 32 bytes: the chain's head after the last of them, and signTail over it. */
  readonly head: Bytes;
  readonly tail: Bytes;
}

export interface CarriedSegment {
  readonly header: Bytes;
  readonly segmentId: string;
  /** Number of the first record, from 1. */
  readonly from: number;
  /** 32 bytes: the head before it. */
  readonly before: Bytes;
  readonly batches: readonly CarriedBatch[];
}

/** A phone's sealed log, or the end of it, on its way by another phone. All of it may be seen by anybody. */
export interface CarriedLog {
  /** Epoch ms of its own clock. */
  readonly madeAt: number;
  readonly certificate: Bytes;
  readonly segments: readonly CarriedSegment[];
}

export const CARRIED_LIMITS = {
  maxBytes: 4 * 1024 * 1024,
  maxSegments: 500,
  maxRecords: 100_000,
  batchRecords: 200,
  /** Proxies refuse long bodies, and a carrier cannot make a batch shorter. */
  batchBytes: 128 * 1024,
} as const;

const VERSION = 1;
const batchSchema = v.strictTuple([
  v.pipe(
    v.array(bytes(17, PUSH_LIMITS.maxRecordBytes)),
    v.minLength(1),
    v.maxLength(PUSH_LIMITS.maxRecords),
  ),
  bytes(32),
  bytes(64),
]);
const segmentSchema = v.strictTuple([
  bytes(1, 2048),
  bytes(16),
  v.pipe(uint32, v.minValue(1)),
  bytes(32),
  v.pipe(v.array(batchSchema), v.minLength(1), v.maxLength(CARRIED_LIMITS.maxRecords)),
]);
const logSchema = v.strictTuple([
  v.literal(VERSION),
  time,
  bytes(1, 2048),
  v.pipe(v.array(segmentSchema), v.minLength(1), v.maxLength(CARRIED_LIMITS.maxSegments)),
]);

export const encodeCarriedLog = ({ madeAt, certificate, segments }: CarriedLog): Bytes =>
  encodeCbor([
    VERSION,
    madeAt,
    certificate,
    segments.map(({ header, segmentId, from, before, batches }) => [
      header,
      idBytes(segmentId),
      from,
      before,
      batches.map(({ records, head, tail }) => [records, head, tail]),
    ]),
  ]);

/** Shapes and sizes only; signatures and chains are still to be checked. Null when malformed. */
export function parseCarriedLog(encoded: Uint8Array): CarriedLog | null {
  if (encoded.length > CARRIED_LIMITS.maxBytes) return null;
  const parsed = parseShape(logSchema, decodeArray(encoded));
  if (!parsed.ok) return null;
  const [, madeAt, certificate, segments] = parsed.value;
  const log: CarriedLog = {
    madeAt,
    certificate,
    segments: segments.map(([header, segment, from, before, batches]) => ({
      header,
      segmentId: toHex(segment),
      from,
      before,
      batches: batches.map(([records, head, tail]) => ({ records, head, tail })),
    })),
  };
  const isTooLong = log.segments.some((one) => one.from + recordsIn(one) - 1 > 0xffff_ffff);
  return isTooLong || countCarried(log) > CARRIED_LIMITS.maxRecords ? null : log;
}

const recordsIn = ({ batches }: CarriedSegment): number =>
  batches.reduce((sum, { records }) => sum + records.length, 0);

export const countCarried = ({ segments }: CarriedLog): number =>
  segments.reduce((sum, segment) => sum + recordsIn(segment), 0);
