import type { Bytes } from '../encoding/bytes.ts';
import {
  CARRIED_LIMITS,
  type CarriedBatch,
  type CarriedSegment,
  encodeCarriedLog,
} from '../protocol/carried-log.ts';
import { firstHead, nextHead } from '../sealing/chain.ts';
import { signTail } from '../sealing/tail-signature.ts';
import { database, type RecordRow, recordsFrom, type SegmentRow } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { pendingOf } from '../storage/pending.ts';
import { withReopening } from '../storage/with-reopening.ts';

export interface ExportedLog {
  readonly bytes: Bytes;
  /** Records in it. */
  readonly records: number;
  /** Records that no receipt covers and that had no place in it. */
  readonly left: number;
}

/** Headers, certificate and the CBOR around them. */
const SPARE_BYTES = 64 * 1024;

/**
 * What another phone takes to the server: every record that no receipt covers, and with `isWhole` also those before it
 * in the same segments, as the server may have been set back. Needs no card. Null: there is nothing to hand over.
 */
export const exportLog = (
  identity: DeviceIdentity,
  now: () => number,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
): Promise<ExportedLog | null> =>
  withReopening(async () => {
    const segments: CarriedSegment[] = [];
    const { maxBytes, maxSegments } = CARRIED_LIMITS;
    let room = maxBytes - SPARE_BYTES;
    let [records, left] = [0, 0];
    for (const segment of await database.segments.orderBy('sequence').toArray()) {
      const pending = await pendingOf(segment);
      if (pending === 0) continue;
      const part =
        segments.length < maxSegments ? await partOf(segment, identity, isWhole, room) : null;
      if (!part || part.batches.length === 0) {
        left += pending;
        continue;
      }
      segments.push(part);
      const count = part.batches.reduce((sum, batch) => sum + batch.records.length, 0);
      room -= bytesOf(part);
      records += count;
      left += Math.max(0, segment.acknowledged + pending - (part.from + count - 1));
    }
    if (segments.length === 0) return null;
    const { certificate } = identity;
    return { bytes: encodeCarriedLog({ madeAt: now(), certificate, segments }), records, left };
  });

async function partOf(
  segment: SegmentRow,
  { privateKey }: DeviceIdentity,
  isWhole: boolean,
  room: number,
): Promise<CarriedSegment> {
  const { segmentId } = segment;
  const start = isWhole ? 0 : segment.acknowledged;
  const before = isWhole ? await firstHead(segmentId) : segment.acknowledgedHead;
  const batches: CarriedBatch[] = [];
  let [head, number, rest] = [before, start, room - segment.headerBytes.length];
  for (const rows of inBatches(withoutGap(await recordsFrom(segmentId, start + 1).toArray()))) {
    rest -= rows.reduce((sum, { sealed }) => sum + sealed.length + 3, 200);
    if (rest < 0) break;
    for (const { sealed } of rows) head = nextHead(head, sealed);
    number += rows.length;
    const tail = await signTail(privateKey, segmentId, number, head);
    batches.push({ records: rows.map(({ sealed }) => sealed), head, tail });
  }
  return { header: segment.headerBytes, segmentId, from: start + 1, before, batches };

  /** What the browser lost in the middle nobody can send; what stands before it is saved. */
  function withoutGap(rows: readonly RecordRow[]): readonly RecordRow[] {
    const end = rows.findIndex((row, at) => row.number !== start + 1 + at);
    return end < 0 ? rows : rows.slice(0, end);
  }
}

function* inBatches(rows: readonly RecordRow[]): Generator<readonly RecordRow[]> {
  let batch: RecordRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const isFull =
      batch.length === CARRIED_LIMITS.batchRecords ||
      bytes + row.sealed.length > CARRIED_LIMITS.batchBytes;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    bytes += row.sealed.length;
  }
  if (batch.length > 0) yield batch;
}

const bytesOf = ({ header, batches }: CarriedSegment): number =>
  batches.reduce(
    (sum, { records }) => records.reduce((all, one) => all + one.length + 3, sum + 200),
    header.length,
  );
