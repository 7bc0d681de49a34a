import type { Row } from './database.ts';
import { bytesIn, bytesOrNull, flagIn, numberIn, numberOrNull, textIn, wordsIn } from './row.ts';

/** What the server holds of one segment. */
export interface SegmentCustody {
  readonly deviceId: string;
  readonly segmentId: string;
  readonly gateId: string;
  readonly shiftId: string;
  readonly order: number;
  readonly startedAt: number;
  /** Empty in a device's very first segment. */
  readonly previousId: string;
  /** The last number of the segment before, as the device signed it; null: there is none, or it was not kept yet. */
  readonly previousNumber: number | null;
  readonly header: Uint8Array<ArrayBuffer>;
  /** The highest number without a gap before it; 0 when only the header is here. */
  readonly have: number;
  readonly head: Uint8Array<ArrayBuffer>;
  /** The device's signature over `have` and `head`; null when they came before it was kept. */
  readonly tail: Uint8Array<ArrayBuffer> | null;
  /** When the last new record came. */
  readonly receivedAt: number;
  /** The phone's clock at the last push, less the server's. */
  readonly clockSkewMs: number;
  /** Numbers that could not be opened or understood; their bytes are kept. */
  readonly unreadable: readonly number[];
  /** From this number on the records are kept apart: the phone was revoked, or had no business at the gate. */
  readonly quarantinedFrom: number | null;
  /** Other bytes came under a number that was here already. */
  readonly forked: boolean;
  /** When the sealed bytes were destroyed by the street's rules; their hashes stay provable by `tail`. */
  readonly purgedAt: number | null;
}

export const SEGMENT_COLUMNS = [
  'device_id',
  'segment_id',
  'gate_id',
  'shift_id',
  'segment_order',
  'started_at',
  'previous_id',
  'previous_number',
  'header',
  'have',
  'head',
  'tail',
  'received_at',
  'clock_skew_ms',
  'unreadable',
  'quarantined_from',
  'forked',
  'purged_at',
] as const;

export const segmentToRow = (segment: SegmentCustody): Row => ({
  device_id: segment.deviceId,
  segment_id: segment.segmentId,
  gate_id: segment.gateId,
  shift_id: segment.shiftId,
  segment_order: segment.order,
  started_at: segment.startedAt,
  previous_id: segment.previousId,
  previous_number: segment.previousNumber,
  header: segment.header,
  have: segment.have,
  head: segment.head,
  tail: segment.tail,
  received_at: segment.receivedAt,
  clock_skew_ms: segment.clockSkewMs,
  unreadable: segment.unreadable.join(' '),
  quarantined_from: segment.quarantinedFrom,
  forked: Number(segment.forked),
  purged_at: segment.purgedAt,
});

export const segmentFromRow = (row: Row): SegmentCustody => ({
  deviceId: textIn(row, 'device_id'),
  segmentId: textIn(row, 'segment_id'),
  gateId: textIn(row, 'gate_id'),
  shiftId: textIn(row, 'shift_id'),
  order: numberIn(row, 'segment_order'),
  startedAt: numberIn(row, 'started_at'),
  previousId: textIn(row, 'previous_id'),
  previousNumber: numberOrNull(row, 'previous_number'),
  header: bytesIn(row, 'header'),
  have: numberIn(row, 'have'),
  head: bytesIn(row, 'head'),
  tail: bytesOrNull(row, 'tail'),
  receivedAt: numberIn(row, 'received_at'),
  clockSkewMs: numberIn(row, 'clock_skew_ms'),
  unreadable: wordsIn(row, 'unreadable').map(Number),
  quarantinedFrom: numberOrNull(row, 'quarantined_from'),
  forked: flagIn(row, 'forked'),
  purgedAt: numberOrNull(row, 'purged_at'),
});
