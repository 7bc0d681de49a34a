import type { PolicyNoticed } from '../../domain/notice.ts';
import { type Database, insertRows, marks, type Row } from './database.ts';
import { type NoticeRead, noticeReadFromRow } from './notice-read-row.ts';
import { numberIn, numberOrNull, textIn } from './row.ts';

/** Words of the street or of a part of it, for all gates of a place; with `policy` a change of the rules. */
export interface KeptNotice {
  readonly streetId: string;
  readonly id: string;
  readonly placeId: string;
  readonly title: string;
  readonly text: string;
  readonly madeAt: number;
  /** Name of the desk's device. */
  readonly madeBy: string;
  /** Null: until it is withdrawn. */
  readonly expiresAt: number | null;
  readonly withdrawnAt: number | null;
  readonly policy: PolicyNoticed | null;
}

/** Where a notice was read, and on which phone. */
export type NoticeReadAt = Pick<NoticeRead, 'noticeId' | 'gateId' | 'deviceId'>;

export interface Notices {
  /** For any of these places, newest first, also those that are over. */
  at(streetId: string, placeIds: readonly string[], limit: number): Promise<KeptNotice[]>;
  /** The same, without those that are over. */
  inForceAt(
    streetId: string,
    placeIds: readonly string[],
    now: number,
    limit: number,
  ): Promise<KeptNotice[]>;
  find(streetId: string, id: string): Promise<KeptNotice | null>;
  /** One that is there already stays as it is. */
  add(notice: KeptNotice): Promise<void>;
  /** One that was withdrawn stays so since the first time. */
  withdraw(streetId: string, id: string, now: number): Promise<void>;
  /** Once for each gate and phone. */
  readAt(streetId: string, noticeIds: readonly string[]): Promise<NoticeReadAt[]>;
  /** Earliest first. */
  reads(streetId: string, noticeId: string): Promise<NoticeRead[]>;
  /** Who read them at this gate, by the notice's id; each name once, in order. */
  readersAt(gateId: string, noticeIds: readonly string[]): Promise<Map<string, string[]>>;
}

export const NOTICE_COLUMNS = [
  'street_id',
  'id',
  'place_id',
  'title',
  'text',
  'made_at',
  'made_by',
  'expires_at',
  'withdrawn_at',
  'policy_version',
  'effective_from',
] as const;

export const noticeToRow = (notice: KeptNotice): Row => ({
  street_id: notice.streetId,
  id: notice.id,
  place_id: notice.placeId,
  title: notice.title,
  text: notice.text,
  made_at: notice.madeAt,
  made_by: notice.madeBy,
  expires_at: notice.expiresAt,
  withdrawn_at: notice.withdrawnAt,
  policy_version: notice.policy?.version ?? null,
  effective_from: notice.policy?.effectiveFrom ?? null,
});

export function noticeFromRow(row: Row): KeptNotice {
  const version = numberOrNull(row, 'policy_version');
  return {
    streetId: textIn(row, 'street_id'),
    id: textIn(row, 'id'),
    placeId: textIn(row, 'place_id'),
    title: textIn(row, 'title'),
    text: textIn(row, 'text'),
    madeAt: numberIn(row, 'made_at'),
    madeBy: textIn(row, 'made_by'),
    expiresAt: numberOrNull(row, 'expires_at'),
    withdrawnAt: numberOrNull(row, 'withdrawn_at'),
    policy: version === null ? null : { version, effectiveFrom: numberIn(row, 'effective_from') },
  };
}

const NEWEST = 'ORDER BY made_at DESC, id LIMIT ?';

export function openNotices(database: Database): Notices {
  return {
    async at(streetId, placeIds, limit) {
      if (placeIds.length === 0) return [];
      const rows = await database.all(
        `SELECT * FROM notices WHERE street_id = ? AND place_id IN (${marks(placeIds.length)}) ${NEWEST}`,
        [streetId, ...placeIds, limit],
      );
      return rows.map(noticeFromRow);
    },
    async inForceAt(streetId, placeIds, now, limit) {
      if (placeIds.length === 0) return [];
      const rows = await database.all(
        `SELECT * FROM notices WHERE street_id = ? AND place_id IN (${marks(placeIds.length)})
           AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > ?) ${NEWEST}`,
        [streetId, ...placeIds, now, limit],
      );
      return rows.map(noticeFromRow);
    },
    async find(streetId, id) {
      const sql = 'SELECT * FROM notices WHERE street_id = ? AND id = ?';
      const [row] = await database.all(sql, [streetId, id]);
      return row ? noticeFromRow(row) : null;
    },
    async add(notice) {
      const conflict = 'ON CONFLICT (street_id, id) DO NOTHING';
      await insertRows(database, 'notices', NOTICE_COLUMNS, [noticeToRow(notice)], conflict);
    },
    async withdraw(streetId, id, now) {
      await database.run(
        'UPDATE notices SET withdrawn_at = ? WHERE street_id = ? AND id = ? AND withdrawn_at IS NULL',
        [now, streetId, id],
      );
    },
    async readAt(streetId, noticeIds) {
      if (noticeIds.length === 0) return [];
      const rows = await database.all(
        `SELECT DISTINCT notice_id, gate_id, device_id FROM notice_reads
         WHERE street_id = ? AND notice_id IN (${marks(noticeIds.length)})`,
        [streetId, ...noticeIds],
      );
      return rows.map((row) => ({
        noticeId: textIn(row, 'notice_id'),
        gateId: textIn(row, 'gate_id'),
        deviceId: textIn(row, 'device_id'),
      }));
    },
    async reads(streetId, noticeId) {
      const rows = await database.all(
        `SELECT * FROM notice_reads WHERE street_id = ? AND notice_id = ?
         ORDER BY at, segment_id, number`,
        [streetId, noticeId],
      );
      return rows.map(noticeReadFromRow);
    },
    async readersAt(gateId, noticeIds) {
      const readers = new Map<string, string[]>();
      if (noticeIds.length === 0) return readers;
      const rows = await database.all(
        `SELECT DISTINCT notice_id, made_by FROM notice_reads
         WHERE gate_id = ? AND notice_id IN (${marks(noticeIds.length)}) ORDER BY notice_id, made_by`,
        [gateId, ...noticeIds],
      );
      for (const row of rows) {
        const noticeId = textIn(row, 'notice_id');
        readers.set(noticeId, [...(readers.get(noticeId) ?? []), textIn(row, 'made_by')]);
      }
      return readers;
    },
  };
}
