import type { RecordId } from '../../domain/entry.ts';
import type { GateRecord } from '../../domain/gate-record.ts';
import type { Bytes } from '../../encoding/bytes.ts';
import { PUSH_LIMITS, type PushRequest } from '../../protocol/push.ts';
import { encodeRecord } from '../../protocol/record-codec.ts';
import { firstHead, nextHead } from '../../sealing/chain.ts';
import type { CryptoKey } from '../../sealing/keys.ts';
import { beginSegment, type PreviousSegment, sealRecord } from '../../sealing/segment.ts';
import { signTail } from '../../sealing/tail-signature.ts';
import type { ShiftScript } from './shift-script.ts';

/** What a phone knows from its enrolment and its last pull. */
export interface PhoneStanding {
  readonly deviceId: string;
  readonly deviceKey: CryptoKey;
  readonly certificate: Bytes;
  readonly sealingKeyId: string;
  /** 65 bytes. */
  readonly sealingPublicRaw: Bytes;
  readonly cardEpoch: number;
  readonly rosterGeneration: number;
  readonly policyVersion: number;
}

/** Records a scripted shift as a phone would: sealed segments, one chained to the other. */
export class SyntheticPhone {
  readonly #standing: PhoneStanding;
  #previous: PreviousSegment | null = null;

  constructor(standing: PhoneStanding) {
    this.#standing = standing;
  }

  /** To be sent in this order. */
  async pushesOf(script: ShiftScript): Promise<PushRequest[]> {
    const { deviceId, deviceKey, certificate, ...standing } = this.#standing;
    const { sealingKeyId, sealingPublicRaw, rosterGeneration, policyVersion } = standing;
    const pushes: PushRequest[] = [];
    const segmentIds: string[] = [];
    for (const [order, { startedAt, withCard, records }] of script.segments.entries()) {
      const { headerBytes, segmentId, segmentKey } = await beginSegment(
        {
          deviceId,
          gateId: script.gateId,
          shiftId: segmentIds[0] ?? null,
          order,
          startedAt,
          rosterGeneration,
          policyVersion,
          cardEpoch: withCard ? standing.cardEpoch : null,
          previous: this.#previous,
          sealingKeyId,
        },
        { sealingPublicRaw, deviceKey },
      );
      segmentIds.push(segmentId);
      const sealed = await Promise.all(
        records.map((record, index) => {
          const plain = encodeRecord(withSealedIds(record, segmentIds), startedAt, segmentId);
          return sealRecord(segmentKey, segmentId, index + 1, plain);
        }),
      );
      let head = await firstHead(segmentId);
      let from = 1;
      for (const { size, sentAt } of batchesOf(records, script)) {
        const part = sealed.slice(from - 1, from - 1 + size);
        for (const one of part) head = nextHead(head, one);
        const tail = await signTail(deviceKey, segmentId, from + size - 1, head);
        const header = headerBytes;
        pushes.push({ certificate, header, segmentId, from, records: part, head, tail, sentAt });
        from += size;
      }
      this.#previous = { segmentId, number: sealed.length, head };
    }
    return pushes;
  }
}

const BATCH_MS = 55 * 60_000;
const NETWORK_DELAY_MS = 20_000;

/** A phone with a network sends every so often; one without sends all of its shift at the end. */
function batchesOf(
  records: readonly GateRecord[],
  script: ShiftScript,
): { size: number; sentAt: number }[] {
  const batches: { size: number; sentAt: number }[] = [];
  let begunAt = Number.NEGATIVE_INFINITY;
  for (const { at } of records) {
    const last = batches.at(-1);
    const full = last === undefined || last.size === PUSH_LIMITS.maxRecords;
    const sentAt = script.offline ? script.sentAt : Math.min(at + NETWORK_DELAY_MS, script.sentAt);
    if (full || (!script.offline && at - begunAt > BATCH_MS)) {
      batches.push({ size: 1, sentAt });
      begunAt = at;
    } else {
      batches[batches.length - 1] = { size: last.size + 1, sentAt };
    }
  }
  return batches;
}

/** Scripts name segments by their place in the shift. */
function withSealedIds(record: GateRecord, segmentIds: readonly string[]): GateRecord {
  const sealedId = (id: RecordId): RecordId => {
    const segmentId = segmentIds[Number(id.segmentId)];
    if (segmentId === undefined) throw new Error('a record refers to a later segment');
    return { segmentId, number: id.number };
  };
  switch (record.kind) {
    case 'entry':
      return record.follows ? { ...record, follows: sealedId(record.follows) } : record;
    case 'decision':
    case 'case-step':
    case 'undo':
    case 'correction':
      return { ...record, target: sealedId(record.target) };
    case 'shift-start':
    case 'duty-change':
    case 'policy-change':
    case 'refusal':
    case 'handover-note':
    case 'head-count':
    case 'notice-read':
    case 'daily-report':
    case 'handover-accepted':
    case 'standards-answered':
    case 'quiz-answered':
    case 'shift-close':
      return record;
    default:
      throw new Error(`unknown record kind ${(record satisfies never as GateRecord).kind}`);
  }
}
