import type { RecordId } from '../../domain/entry.ts';
import type { Row } from './database.ts';
import { numberIn, textIn } from './row.ts';

/** Somebody at a gate has read a notice. It may come before the notice is known here: after a restore. */
export interface NoticeRead {
  readonly gateId: string;
  readonly id: RecordId;
  readonly streetId: string;
  readonly noticeId: string;
  readonly deviceId: string;
  /** By the phone's clock. */
  readonly at: number;
  /** Empty: nobody on duty was named. */
  readonly by: string;
}

export const NOTICE_READ_COLUMNS = [
  'gate_id',
  'segment_id',
  'number',
  'street_id',
  'notice_id',
  'device_id',
  'at',
  'made_by',
] as const;

export const noticeReadToRow = (read: NoticeRead): Row => ({
  gate_id: read.gateId,
  segment_id: read.id.segmentId,
  number: read.id.number,
  street_id: read.streetId,
  notice_id: read.noticeId,
  device_id: read.deviceId,
  at: read.at,
  made_by: read.by,
});

export const noticeReadFromRow = (row: Row): NoticeRead => ({
  gateId: textIn(row, 'gate_id'),
  id: { segmentId: textIn(row, 'segment_id'), number: numberIn(row, 'number') },
  streetId: textIn(row, 'street_id'),
  noticeId: textIn(row, 'notice_id'),
  deviceId: textIn(row, 'device_id'),
  at: numberIn(row, 'at'),
  by: textIn(row, 'made_by'),
});
