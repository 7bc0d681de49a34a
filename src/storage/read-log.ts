import type { IdentifiedRecord } from '../domain/shift-state.ts';
import { parseRecord } from '../protocol/record-codec.ts';
import { openRecord, unwrapSegmentKey } from '../sealing/segment.ts';
import { database, recordsFrom, type SegmentRow } from './database.ts';

export interface ReadLog {
  readonly log: readonly IdentifiedRecord[];
  /** Records that are there and cannot be read: no card when they were written, another card, damaged. */
  readonly unreadable: number;
}

/** A shift's records in their order, as far as the card (or a key still in memory) opens them. */
export async function readShiftLog(
  shiftId: string,
  wrapKey: CryptoKey | null,
  keys: ReadonlyMap<string, CryptoKey>,
): Promise<ReadLog> {
  const segments = await database.segments.where('shiftId').equals(shiftId).sortBy('sequence');
  const log: IdentifiedRecord[] = [];
  let unreadable = 0;
  for (const segment of segments) {
    const rows = await recordsFrom(segment.segmentId, 1).toArray();
    const key = keys.get(segment.segmentId) ?? (await unwrap(segment, wrapKey));
    const read = key ? await Promise.all(rows.map((row) => readRow(key, segment, row))) : [];
    const readable = read.filter((one) => one !== null);
    log.push(...readable);
    unreadable += rows.length - readable.length;
  }
  return { log, unreadable };
}

async function unwrap(segment: SegmentRow, wrapKey: CryptoKey | null): Promise<CryptoKey | null> {
  if (!segment.wrappedKey || !wrapKey) return null;
  return unwrapSegmentKey(segment.wrappedKey, wrapKey, segment.segmentId);
}

async function readRow(
  key: CryptoKey,
  segment: SegmentRow,
  row: { number: number; sealed: Uint8Array<ArrayBuffer> },
): Promise<IdentifiedRecord | null> {
  const { segmentId } = segment;
  const plain = await openRecord(key, segmentId, row.number, row.sealed);
  const reading = plain && parseRecord(plain, segment.startedAt, segmentId);
  if (!reading?.ok) return null;
  return { id: { segmentId, number: row.number }, record: reading.record };
}
