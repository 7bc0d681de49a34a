import type { Amendment } from '../ledger/standing.ts';
import { amendmentFromRow } from './amendment-row.ts';
import { AMENDMENTS, amendedIn } from './amendments.ts';
import type { Database, Row } from './database.ts';
import { entryFromRow, type LedgerEntry, recordKey } from './entry-row.ts';
import { type KeptShifts, openKeptShifts } from './kept-shifts.ts';
import { type LedgerSpans, openLedgerSpans } from './ledger-spans.ts';
import { isWaiting, openCasesAmong } from './open-cases.ts';
import type { Duty } from './projection.ts';
import { RECORD_TABLE_NAMES, RECORD_TABLES, type RecordTable } from './record-tables.ts';
import { bytesIn, bytesOrNull, flagIn, numberIn, numberOrNull, textIn } from './row.ts';
import { type SegmentCustody, segmentFromRow } from './segment-row.ts';
import { type PlacedStatement, statementFrom } from './statements.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface SegmentKey {
  readonly deviceId: string;
  readonly segmentId: string;
}

export interface KeptSegment extends SegmentCustody {
  /** Up to where a purge took the bytes, and the chain's head there; null: it did not. */
  readonly purged: { readonly have: number; readonly head: Bytes } | null;
}

export interface KeptRecord {
  readonly number: number;
  readonly sealed: Bytes;
  readonly receivedAt: number;
}

export interface KeptFork {
  readonly number: number;
  readonly digest: string;
  readonly sealed: Bytes;
}

/** Records of one segment, from … to inclusive. */
export interface RecordRange extends SegmentKey {
  readonly gateId: string;
  readonly shiftId: string;
  readonly order: number;
  readonly from: number;
  readonly to: number;
}

/** An entry with what its row has beside it. */
export interface KeptEntry extends LedgerEntry {
  /** As it is in the row, and as it is by the entries that are here. */
  readonly isOpenCase: boolean;
  readonly shouldBeOpenCase: boolean;
  /** Of columns that only searching and counting read. */
  readonly subjectKind: string;
  readonly passNumber: number | null;
  readonly visitorSearch: string;
}

/** `at` null: from before its time was kept. */
export type KeptDuty = Omit<Duty, 'at'> & { readonly at: number | null };

/** What stands in the store as it stands there, a page at a time, for who checks it. */
export interface Verification extends LedgerSpans, KeptShifts {
  counts(): Promise<{ segments: number; records: number; entries: number }>;
  segments(after: SegmentKey | null, limit: number): Promise<KeptSegment[]>;
  segment(key: SegmentKey): Promise<KeptSegment | null>;
  records(key: SegmentKey, above: number, limit: number): Promise<KeptRecord[]>;
  forks(
    key: SegmentKey,
    after: Pick<KeptFork, 'number' | 'digest'> | null,
    limit: number,
  ): Promise<KeptFork[]>;
  /** Of the device that name the same segment before them. */
  countSharing(deviceId: string, previousId: string): Promise<number>;
  entries(range: RecordRange): Promise<KeptEntry[]>;
  /** Made by records of the range. */
  amendments(range: RecordRange): Promise<Amendment[]>;
  /** About entries of the range, and about what was said of them. */
  amendmentsOf(range: RecordRange): Promise<Amendment[]>;
  duties(range: RecordRange): Promise<KeptDuty[]>;
  /** Of days, by records of the range. */
  statements(streetId: string, range: RecordRange): Promise<PlacedStatement[]>;
  rows(range: RecordRange): Promise<RecordRows>;
  /** The next segment, in order, that has sealed bytes. */
  nextSealed(after: SegmentKey | null): Promise<SegmentKey | null>;
}

/** By table, columns as they are. */
export type RecordRows = Readonly<Record<RecordTable, readonly Row[]>>;

const kept = (row: Row): KeptSegment => {
  const have = numberOrNull(row, 'purged_have');
  const head = bytesOrNull(row, 'purged_head');
  return { ...segmentFromRow(row), purged: have === null || head === null ? null : { have, head } };
};

const KEPT = `SELECT s.*, p.have AS purged_have, p.head AS purged_head FROM segments s
  LEFT JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id`;

const keyFromRow = (row: Row): SegmentKey => ({
  deviceId: textIn(row, 'device_id'),
  segmentId: textIn(row, 'segment_id'),
});

export function openVerification(database: Database): Verification {
  const count = async (table: string): Promise<number> => {
    const [row] = await database.all(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row?.n);
  };
  const IN_RANGE = 'gate_id = ? AND segment_id = ? AND number >= ? AND number <= ?';
  return {
    ...openLedgerSpans(database),
    ...openKeptShifts(database),
    counts: async () => ({
      segments: await count('segments'),
      records: await count('sealed_records'),
      entries: await count('entries'),
    }),
    async segments(after, limit) {
      const rows = await database.all(
        `${KEPT} WHERE (s.device_id, s.segment_id) > (?, ?)
         ORDER BY s.device_id, s.segment_id LIMIT ?`,
        [after?.deviceId ?? '', after?.segmentId ?? '', limit],
      );
      return rows.map(kept);
    },
    async segment({ deviceId, segmentId }) {
      const sql = `${KEPT} WHERE s.device_id = ? AND s.segment_id = ?`;
      const [row] = await database.all(sql, [deviceId, segmentId]);
      return row ? kept(row) : null;
    },
    async records({ deviceId, segmentId }, above, limit) {
      const rows = await database.all(
        `SELECT number, sealed, received_at FROM sealed_records
         WHERE device_id = ? AND segment_id = ? AND number > ? ORDER BY number LIMIT ?`,
        [deviceId, segmentId, above, limit],
      );
      return rows.map((row) => ({
        number: numberIn(row, 'number'),
        sealed: bytesIn(row, 'sealed'),
        receivedAt: numberIn(row, 'received_at'),
      }));
    },
    async forks({ deviceId, segmentId }, after, limit) {
      const rows = await database.all(
        `SELECT number, digest, sealed FROM forked_records
         WHERE device_id = ? AND segment_id = ? AND (number, digest) > (?, ?)
         ORDER BY number, digest LIMIT ?`,
        [deviceId, segmentId, after?.number ?? -1, after?.digest ?? '', limit],
      );
      return rows.map((row) => ({
        number: numberIn(row, 'number'),
        digest: textIn(row, 'digest'),
        sealed: bytesIn(row, 'sealed'),
      }));
    },
    async countSharing(deviceId, previousId) {
      const sql = 'SELECT COUNT(*) AS n FROM segments WHERE device_id = ? AND previous_id = ?';
      const [row] = await database.all(sql, [deviceId, previousId]);
      return Number(row?.n);
    },
    async entries({ gateId, segmentId, from, to }) {
      const sql = `SELECT * FROM entries WHERE ${IN_RANGE} ORDER BY number`;
      const rows = await database.all(sql, [gateId, segmentId, from, to]);
      const entries = rows.map(entryFromRow);
      const waiting = entries.filter(isWaiting);
      const { open } = await openCasesAmong(database, gateId, waiting, new Map());
      return entries.map((entry, index) => {
        const row = rows[index] as Row;
        return {
          ...entry,
          isOpenCase: flagIn(row, 'open_case'),
          shouldBeOpenCase: open.has(recordKey(entry.id)),
          subjectKind: textIn(row, 'subject_kind'),
          passNumber: numberOrNull(row, 'pass_number'),
          visitorSearch: textIn(row, 'visitor_search'),
        };
      });
    },
    async amendments({ gateId, segmentId, from, to }) {
      const sql = `${AMENDMENTS} WHERE ${IN_RANGE} ORDER BY number`;
      return (await database.all(sql, [gateId, segmentId, from, to])).map(amendmentFromRow);
    },
    async amendmentsOf({ gateId, segmentId, from, to }) {
      const amended = await amendedIn(database, gateId, [{ segmentId, first: from, last: to }]);
      return [...amended.values()].flat();
    },
    async duties({ gateId, shiftId, order, segmentId, from, to }) {
      const rows = await database.all(
        `SELECT * FROM duties WHERE gate_id = ? AND shift_id = ? AND segment_order = ?
           AND segment_id = ? AND number >= ? AND number <= ? ORDER BY number`,
        [gateId, shiftId, order, segmentId, from, to],
      );
      return rows.map((row) => ({
        gateId,
        shiftId,
        segmentOrder: order,
        segmentId,
        number: numberIn(row, 'number'),
        at: numberOrNull(row, 'at'),
        onDuty: JSON.parse(textIn(row, 'on_duty')) as string[],
      }));
    },
    async statements(streetId, { segmentId, from, to }) {
      // '0' is the next letter after '/'.
      const rows = await database.all(
        'SELECT * FROM statements WHERE street_id = ? AND id > ? AND id < ?',
        [streetId, `${segmentId}/`, `${segmentId}0`],
      );
      return rows.map(statementFrom).filter(({ id }) => {
        const number = Number(id.slice(segmentId.length + 1));
        return from <= number && number <= to;
      });
    },
    async rows({ gateId, segmentId, from, to }) {
      const ofTable = async (table: RecordTable) => {
        const columns = RECORD_TABLES[table].join(', ');
        const sql = `SELECT ${columns} FROM ${table} WHERE ${IN_RANGE} ORDER BY number`;
        return [table, await database.all(sql, [gateId, segmentId, from, to])] as const;
      };
      const rows = await Promise.all(RECORD_TABLE_NAMES.map(ofTable));
      return Object.fromEntries(rows) as Record<RecordTable, Row[]>;
    },
    async nextSealed(after) {
      const [row] = await database.all(
        `SELECT device_id, segment_id FROM sealed_records
         WHERE (device_id, segment_id) > (?, ?) ORDER BY device_id, segment_id LIMIT 1`,
        [after?.deviceId ?? '', after?.segmentId ?? ''],
      );
      return row ? keyFromRow(row) : null;
    },
  };
}
