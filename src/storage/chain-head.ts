import type { Bytes } from '../encoding/bytes.ts';
import { firstHead, nextHead } from '../sealing/chain.ts';
import { recordsFrom, type SegmentRow } from './database.ts';

/** The chain's head after record `number`, from our own bytes. Null: the phone no longer has them all. */
export async function headAt(
  segment: Pick<SegmentRow, 'segmentId' | 'acknowledged' | 'acknowledgedHead'>,
  number: number,
): Promise<Bytes | null> {
  const fromStart = number < segment.acknowledged;
  const start = fromStart ? 0 : segment.acknowledged;
  const rows = await recordsFrom(segment.segmentId, start + 1)
    .until((row) => row.number > number)
    .toArray();
  if (rows.length !== number - start) return null;
  let head = fromStart ? await firstHead(segment.segmentId) : segment.acknowledgedHead;
  for (const { sealed } of rows) head = nextHead(head, sealed);
  return head;
}
