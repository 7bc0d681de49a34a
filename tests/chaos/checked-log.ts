import {
  headsOf,
  type OpenedHeader,
  openHeader,
  openRecord,
  openSegmentKey,
  segmentIdOf,
} from './own-sealing.ts';
import { bytesOf, numberOf, type ServerKeys, type ServerRows, textOf } from './rows.ts';

export interface CheckedRecord {
  readonly deviceId: string;
  readonly segmentId: string;
  readonly number: number;
  readonly sealed: Buffer;
  /** The protocol's items: kind, seconds after the segment's start, and what the kind brings. */
  readonly items: readonly unknown[];
  readonly isQuarantined: boolean;
}

export interface CheckedSegment {
  readonly segmentId: string;
  readonly deviceId: string;
  readonly shiftId: string;
  readonly gateId: string;
  readonly startedAt: number;
  readonly have: number;
  readonly heads: readonly Buffer[];
  readonly records: readonly CheckedRecord[];
}

export const recordName = (segmentId: string, number: number): string => `${segmentId}/${number}`;

/** Opens every segment at the server, and says what is wrong with it. */
export function checkSegments(
  rows: ServerRows,
  keys: ServerKeys,
  wrong: (what: string) => void,
): CheckedSegment[] {
  const publicKeys = new Map(
    rows.devices.map((row) => [textOf(row, 'device_id'), bytesOf(row, 'public_key')]),
  );
  const sealedOf = Map.groupBy(
    rows.records,
    (row) => `${textOf(row, 'device_id')} ${textOf(row, 'segment_id')}`,
  );
  const segments: CheckedSegment[] = [];
  for (const row of rows.segments) {
    const deviceId = textOf(row, 'device_id');
    const segmentId = textOf(row, 'segment_id');
    const sealed = sealedOf.get(`${deviceId} ${segmentId}`) ?? [];
    sealedOf.delete(`${deviceId} ${segmentId}`);
    const headerBytes = bytesOf(row, 'header');
    const header = openHeader(headerBytes, publicKeys.get(deviceId) ?? new Uint8Array(65));
    if (!header || header.deviceId !== deviceId || segmentIdOf(headerBytes) !== segmentId) {
      wrong(`segment ${segmentId}: its header is not its device's`);
      continue;
    }
    const have = numberOf(row, 'have');
    if (sealed.length !== have || sealed.some((one, at) => numberOf(one, 'number') !== at + 1)) {
      wrong(`segment ${segmentId}: ${sealed.length} rows instead of 1 to ${have}`);
    }
    const heads = headsOf(
      segmentId,
      sealed.map((one) => bytesOf(one, 'sealed')),
    );
    if (!heads.at(-1)?.equals(bytesOf(row, 'head'))) {
      wrong(`segment ${segmentId}: the chain of its rows ends in another head`);
    }
    if (textOf(row, 'unreadable') !== '') wrong(`segment ${segmentId}: unreadable records`);
    if (numberOf(row, 'forked') !== 0) wrong(`segment ${segmentId}: forked`);
    const quarantinedFrom =
      row.quarantined_from === null ? Number.POSITIVE_INFINITY : numberOf(row, 'quarantined_from');
    const records = openRecords(header, sealed, segmentId, quarantinedFrom, keys, wrong);
    const { gateId, startedAt } = header;
    const shiftId = header.shiftId ?? segmentId;
    segments.push({ segmentId, deviceId, shiftId, gateId, startedAt, have, heads, records });
  }
  for (const name of sealedOf.keys()) wrong(`records of ${name}, which is no segment`);
  return segments;
}

function openRecords(
  header: OpenedHeader,
  sealedRows: ServerRows['records'],
  segmentId: string,
  quarantinedFrom: number,
  keys: ServerKeys,
  wrong: (what: string) => void,
): CheckedRecord[] {
  const secret = keys.sealing.get(header.sealingKeyId);
  if (!secret) {
    wrong(`segment ${segmentId}: no sealing key ${header.sealingKeyId}`);
    return [];
  }
  const key = openSegmentKey(header, secret);
  return sealedRows.flatMap((row) => {
    const number = numberOf(row, 'number');
    const sealed = bytesOf(row, 'sealed');
    const { deviceId } = header;
    try {
      const items = openRecord(key, segmentId, number, sealed);
      const isQuarantined = number >= quarantinedFrom;
      return [{ deviceId, segmentId, number, sealed, items, isQuarantined }];
    } catch {
      wrong(`record ${recordName(segmentId, number)} cannot be opened`);
      return [];
    }
  });
}
