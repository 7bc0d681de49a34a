import * as v from 'valibot';
import { type Bytes, idBytes, toHex } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { bytes, incarnation, parseShape, time, uint32 } from './shapes.ts';

/** A part of one segment's log, with all that is needed to check it. */
export interface PushRequest {
  readonly certificate: Bytes;
  readonly header: Bytes;
  readonly segmentId: string;
  /** Number of the first record in this batch, from 1. */
  readonly from: number;
  /** Sealed. May be empty: then it asks for the receipt of what stands before `from`. */
  readonly records: readonly Bytes[];
  /** 32 bytes: the chain's head after the last of these records. */
  readonly head: Bytes;
  /** 64 bytes: signTail over the last number and `head`. */
  readonly tail: Bytes;
  /** Epoch ms of the phone's clock. */
  readonly sentAt: number;
}

export interface PushLimits {
  readonly maxBytes: number;
  readonly maxRecords: number;
  readonly maxRecordBytes: number;
}

/** The longest record, a visitor with every field full of Chinese and the code with the fullest form, takes 5.7 KiB. */
export const PUSH_LIMITS: PushLimits = {
  maxBytes: 1024 * 1024,
  maxRecords: 2000,
  maxRecordBytes: 6 * 1024,
};

export type PushReading =
  | { readonly ok: true; readonly push: PushRequest }
  | { readonly ok: false; readonly why: 'too-large' | 'too-many' | 'malformed' };

const PUSH_VERSION = 1;
const pushSchema = v.strictTuple([
  v.literal(PUSH_VERSION),
  bytes(1, 2048),
  bytes(1, 2048),
  bytes(16),
  v.pipe(uint32, v.minValue(1)),
  v.array(bytes(17, Number.MAX_SAFE_INTEGER)),
  bytes(32),
  bytes(64),
  time,
]);

export const encodePush = (push: PushRequest): Bytes =>
  encodeCbor([
    PUSH_VERSION,
    push.certificate,
    push.header,
    idBytes(push.segmentId),
    push.from,
    push.records,
    push.head,
    push.tail,
    push.sentAt,
  ]);

/** Shapes and sizes only; signatures and the chain are for the server to check. */
export function parsePush(body: Uint8Array, limits: PushLimits = PUSH_LIMITS): PushReading {
  if (body.length > limits.maxBytes) return { ok: false, why: 'too-large' };
  const parsed = parseShape(pushSchema, decodeArray(body));
  if (!parsed.ok) return { ok: false, why: 'malformed' };
  const [, certificate, header, segment, from, records, head, tail, sentAt] = parsed.value;
  if (records.length > limits.maxRecords) return { ok: false, why: 'too-many' };
  if (records.some((record) => record.length > limits.maxRecordBytes)) {
    return { ok: false, why: 'too-large' };
  }
  if (from + records.length - 1 > 0xffff_ffff) return { ok: false, why: 'malformed' };
  const segmentId = toHex(segment);
  return {
    ok: true,
    push: { certificate, header, segmentId, from, records, head, tail, sentAt },
  };
}

interface ServerMoment {
  /** Epoch ms. */
  readonly serverTime: number;
  readonly incarnation: string;
}

export type PushAnswer = ServerMoment &
  (
    | { readonly kind: 'receipt'; readonly receipt: Bytes }
    /** The server has records 1 to `have`; `from` was beyond the next one. */
    | { readonly kind: 'gap'; readonly have: number }
    /** What was sent differs from what the server already has up to `have`. */
    | { readonly kind: 'fork'; readonly have: number }
  );

const ANSWER_KINDS = ['receipt', 'gap', 'fork'] as const;
const MAX_RECEIPT_BYTES = 16 * 1024;
const answerSchema = v.union([
  v.strictTuple([v.literal(0), bytes(1, MAX_RECEIPT_BYTES), time, incarnation]),
  v.strictTuple([v.picklist([1, 2]), uint32, time, incarnation]),
]);

export const encodePushAnswer = (answer: PushAnswer): Bytes =>
  encodeCbor([
    ANSWER_KINDS.indexOf(answer.kind),
    answer.kind === 'receipt' ? answer.receipt : answer.have,
    answer.serverTime,
    answer.incarnation,
  ]);

/** Null when malformed. The receipt is still to be verified. */
export function parsePushAnswer(body: Uint8Array): PushAnswer | null {
  const parsed = parseShape(answerSchema, decodeArray(body));
  if (!parsed.ok) return null;
  const [kind, what, serverTime, incarnation] = parsed.value;
  if (typeof what !== 'number') return { kind: 'receipt', receipt: what, serverTime, incarnation };
  return { kind: kind === 1 ? 'gap' : 'fork', have: what, serverTime, incarnation };
}

export { answerSchema as pushAnswerSchema, pushSchema as pushRequestSchema };
