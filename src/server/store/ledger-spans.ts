import { type Database, marks, type Row, type SqlValue } from './database.ts';
import type { LedgerTable } from './record-tables.ts';
import { numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

/** What one table has of one segment, or sheet of paper, at one gate: numbers from … to. */
export interface LedgerSpan {
  readonly gateId: string;
  readonly segmentId: string;
  /** Of `duties` alone, whose rows have them in their key. */
  readonly shift: { readonly id: string; readonly order: number } | null;
  readonly first: number;
  readonly last: number;
}

/** Of a segment what tells whether a span is its own. */
export interface SpannedSegment {
  readonly deviceId: string;
  readonly segmentId: string;
  /** The device's; null: there is no such device. */
  readonly streetId: string | null;
  readonly gateId: string;
  readonly shiftId: string;
  readonly order: number;
  readonly have: number;
  /** Up to where a purge took its bytes; null: it did not. */
  readonly purgedHave: number | null;
}

export interface LoggedStatementKey {
  readonly streetId: string;
  /** As it is in the row: a record's "segment/number", or nobody's. */
  readonly id: string;
}

/** Which segments the ledger's tables speak of, a page at a time. */
export interface LedgerSpans {
  spans(table: LedgerTable, after: LedgerSpan | null, limit: number): Promise<LedgerSpan[]>;
  /** What is there of it now; null: nothing. */
  spanNow(table: LedgerTable, span: LedgerSpan): Promise<LedgerSpan | null>;
  segmentsNamed(ids: readonly string[]): Promise<SpannedSegment[]>;
  isPaper(gateId: string, sheetId: string): Promise<boolean>;
  /** The first row up to a number that is about nothing that is here; null: none. */
  firstAboutNothing(
    table: 'amendments' | 'case_steps',
    span: LedgerSpan,
    upTo: number,
  ): Promise<number | null>;
  /** Statements that came from phones. */
  phoneStatements(after: LoggedStatementKey | null, limit: number): Promise<LoggedStatementKey[]>;
}

const KEY = ['gate_id', 'segment_id'];
const KEY_OF_DUTIES = ['gate_id', 'shift_id', 'segment_order', 'segment_id'];
const keyColumns = (table: LedgerTable) => (table === 'duties' ? KEY_OF_DUTIES : KEY);

const keyValues = ({ gateId, segmentId, shift }: LedgerSpan): SqlValue[] =>
  shift ? [gateId, shift.id, shift.order, segmentId] : [gateId, segmentId];

const spanFrom = (row: Row): LedgerSpan => ({
  gateId: textIn(row, 'gate_id'),
  segmentId: textIn(row, 'segment_id'),
  shift:
    'shift_id' in row
      ? { id: textIn(row, 'shift_id'), order: numberIn(row, 'segment_order') }
      : null,
  first: Number(row.first_number),
  last: Number(row.last_number),
});

export function openLedgerSpans(database: Database): LedgerSpans {
  const select = (table: LedgerTable): string =>
    `SELECT ${keyColumns(table).join(', ')}, MIN(number) AS first_number, MAX(number) AS last_number
     FROM ${table}`;
  return {
    async spans(table, after, limit) {
      const key = keyColumns(table).join(', ');
      const beyond = after ? `WHERE (${key}) > (${marks(keyColumns(table).length)})` : '';
      const rows = await database.all(
        `${select(table)} ${beyond} GROUP BY ${key} ORDER BY ${key} LIMIT ?`,
        [...(after ? keyValues(after) : []), limit],
      );
      return rows.map(spanFrom);
    },
    async spanNow(table, span) {
      const key = keyColumns(table);
      const [row] = await database.all(
        `${select(table)} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}
         GROUP BY ${key.join(', ')}`,
        keyValues(span),
      );
      return row ? spanFrom(row) : null;
    },
    async segmentsNamed(ids) {
      if (ids.length === 0) return [];
      // The inner part reads keys alone: a segment's device is not known where only its id is.
      const rows = await database.all(
        `SELECT s.device_id, s.segment_id, s.gate_id, s.shift_id, s.segment_order, s.have,
           p.have AS purged_have, d.street_id
         FROM (SELECT device_id, segment_id FROM segments WHERE segment_id IN (${marks(ids.length)})) k
         JOIN segments s ON s.device_id = k.device_id AND s.segment_id = k.segment_id
         LEFT JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id
         LEFT JOIN devices d ON d.device_id = s.device_id`,
        ids,
      );
      return rows.map((row) => ({
        deviceId: textIn(row, 'device_id'),
        segmentId: textIn(row, 'segment_id'),
        streetId: textOrNull(row, 'street_id'),
        gateId: textIn(row, 'gate_id'),
        shiftId: textIn(row, 'shift_id'),
        order: numberIn(row, 'segment_order'),
        have: numberIn(row, 'have'),
        purgedHave: numberOrNull(row, 'purged_have'),
      }));
    },
    async isPaper(gateId, sheetId) {
      const sql = 'SELECT 1 AS n FROM paper_sheets WHERE gate_id = ? AND sheet_id = ?';
      return (await database.all(sql, [gateId, sheetId])).length > 0;
    },
    async firstAboutNothing(table, { gateId, segmentId }, upTo) {
      const [row] = await database.all(
        `SELECT MIN(t.number) AS number FROM ${table} t
         WHERE t.gate_id = ? AND t.segment_id = ? AND t.number <= ?
           AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.gate_id = t.gate_id
             AND e.segment_id = t.target_segment_id AND e.number = t.target_number)`,
        [gateId, segmentId, upTo],
      );
      return row ? numberOrNull(row, 'number') : null;
    },
    async phoneStatements(after, limit) {
      const rows = await database.all(
        `SELECT street_id, id FROM statements WHERE is_desk = 0 AND (street_id, id) > (?, ?)
         ORDER BY street_id, id LIMIT ?`,
        [after?.streetId ?? '', after?.id ?? '', limit],
      );
      return rows.map((row) => ({ streetId: textIn(row, 'street_id'), id: textIn(row, 'id') }));
    },
  };
}
