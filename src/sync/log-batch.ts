import type { Bytes } from '../encoding/bytes.ts';
import { nextHead } from '../sealing/chain.ts';
import { headAt } from '../storage/chain-head.ts';
import { recordsFrom, type SegmentRow } from '../storage/database.ts';
import type { BatchSize } from './batch-pace.ts';

/** A part of a segment's log, as the phone has it. */
export interface LogBatch {
  readonly from: number;
  readonly last: number;
  readonly records: readonly Bytes[];
  /** The chain's after the last of them. */
  readonly head: Bytes;
  readonly size: BatchSize;
}

/** Null: the phone has nothing there, or not all bytes up to there. */
export async function batchFrom(
  segment: SegmentRow,
  from: number,
  most: BatchSize,
): Promise<LogBatch | null> {
  const isNext = from - 1 === segment.acknowledged;
  const before = isNext ? segment.acknowledgedHead : await headAt(segment, from - 1);
  return before && batchAfter(segment, from - 1, before, most);
}

/** As much as goes into one request behind `number`, where the chain's head is `before`. */
export async function batchAfter(
  { segmentId }: Pick<SegmentRow, 'segmentId'>,
  number: number,
  before: Bytes,
  most: BatchSize,
): Promise<LogBatch | null> {
  const from = number + 1;
  const rows = await recordsFrom(segmentId, from).limit(most.records).toArray();
  const records: Bytes[] = [];
  let head = before;
  let bytes = 0;
  for (const row of rows) {
    const isTooMuch = records.length > 0 && bytes + row.sealed.length > most.bytes;
    if (row.number !== from + records.length || isTooMuch) break;
    bytes += row.sealed.length;
    records.push(row.sealed);
    head = nextHead(head, row.sealed);
  }
  const last = number + records.length;
  const size = { records: records.length, bytes };
  return records.length === 0 ? null : { from, last, records, head, size };
}
