import type { Direction, Verdict } from '../../domain/entry.ts';
import { type Database, marks, type Row, type SqlValue } from './database.ts';
import { entryFromRow, type LedgerEntry } from './entry-row.ts';
import { likeAnywhere, likeText } from './like.ts';
import { numberIn, textIn, textOrNull } from './row.ts';

/** Where a page ended; the next one begins with the entry before it. */
export interface LedgerPlace {
  readonly at: number;
  readonly segmentId: string;
  readonly number: number;
}

interface LedgerText {
  readonly text: string;
  /** Names, phones and plates are searched too; otherwise rooms and initials only. */
  readonly names: boolean;
}

export interface LedgerFilter {
  readonly streetId: string;
  /** Null: all of the street. */
  readonly gateIds: readonly string[] | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly verdict: Verdict | null;
  readonly direction: Direction | null;
  readonly search: LedgerText | null;
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
}

/** An entry with what the roster knows of its person; empty texts where it knows nothing. */
export interface LedgerLine {
  readonly entry: LedgerEntry;
  readonly gateName: string;
  readonly name: string;
  readonly room: string;
  readonly idNumber: string;
  /** Its end, where the roster has no more. */
  readonly phone: string;
}

/** Who was on duty from the record at (segmentOrder, segmentId, number) on. */
export interface DutyLine {
  readonly shiftId: string;
  readonly segmentOrder: number;
  readonly number: number;
  readonly onDuty: readonly string[];
}

export interface Ledger {
  /** Newest first. */
  lines(filter: LedgerFilter, after: LedgerPlace | null, limit: number): Promise<LedgerLine[]>;
  count(filter: LedgerFilter): Promise<{ total: number; late: number }>;
  /** In log order. */
  duties(gateId: string, shiftIds: readonly string[]): Promise<DutyLine[]>;
}

interface Where {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function searchWhere(streetId: string, { text, names }: LedgerText): Where {
  const wanted = text.trim().toUpperCase();
  const anywhere = likeAnywhere(wanted);
  const people = ["h.label LIKE ? ESCAPE '\\'", "(' ' || r.initials) LIKE ? ESCAPE '\\'"];
  const values: SqlValue[] = [streetId, anywhere, `% ${likeText(wanted)}%`];
  if (names) {
    people.push("UPPER(r.name) LIKE ? ESCAPE '\\'");
    values.push(anywhere);
    // The end of a room like 3-1-1302 is nobody's phone.
    if (/^\d{4,}$/.test(wanted)) {
      people.push('r.phone_tail = ?');
      values.push(wanted.slice(-4));
    }
  }
  const residents = `e.roster_number IN (SELECT r.roster_number FROM residents r
    JOIN households h ON h.street_id = r.street_id AND h.id = r.household_id
    WHERE r.street_id = ? AND (${people.join(' OR ')}))`;
  if (!names) return { sql: residents, values };
  return {
    sql: `(${residents} OR e.visitor_search LIKE ? ESCAPE '\\')`,
    values: [...values, anywhere],
  };
}

function whereOf(filter: LedgerFilter): Where {
  const sql: string[] = ['e.street_id = ?'];
  const values: SqlValue[] = [filter.streetId];
  const add = (condition: string, value: SqlValue) => {
    if (value === null) return;
    sql.push(condition);
    values.push(value);
  };
  if (filter.gateIds) {
    sql.push(
      filter.gateIds.length === 0 ? '1 = 0' : `e.gate_id IN (${marks(filter.gateIds.length)})`,
    );
    values.push(...filter.gateIds);
  }
  add('e.at >= ?', filter.from);
  add('e.at < ?', filter.to);
  add('e.verdict = ?', filter.verdict);
  add('e.direction = ?', filter.direction);
  add('e.roster_number = ?', filter.rosterNumber);
  add('e.household_id = ?', filter.householdId);
  if (filter.search && filter.search.text.trim() !== '') {
    const search = searchWhere(filter.streetId, filter.search);
    sql.push(search.sql);
    values.push(...search.values);
  }
  return { sql: sql.join(' AND '), values };
}

const lineFromRow = (row: Row): LedgerLine => ({
  entry: entryFromRow(row),
  gateName: textOrNull(row, 'gate_name') ?? '',
  name: textOrNull(row, 'resident_name') ?? '',
  room: textOrNull(row, 'room_label') ?? '',
  idNumber: textOrNull(row, 'resident_id_number') ?? '',
  phone: textOrNull(row, 'resident_phone') ?? '',
});

export function openLedger(database: Database): Ledger {
  return {
    async lines(filter, after, limit) {
      const where = whereOf(filter);
      const beyond = after ? 'AND (e.at, e.segment_id, e.number) < (?, ?, ?)' : '';
      const place: SqlValue[] = after ? [after.at, after.segmentId, after.number] : [];
      const rows = await database.all(
        `SELECT e.*, g.name AS gate_name, r.name AS resident_name,
           r.id_number AS resident_id_number,
           COALESCE(NULLIF(r.phone, ''), r.phone_tail) AS resident_phone, h.label AS room_label
         FROM entries e
         LEFT JOIN places g ON g.street_id = e.street_id AND g.id = e.gate_id
         LEFT JOIN residents r ON r.street_id = e.street_id AND r.roster_number = e.roster_number
         LEFT JOIN households h ON h.street_id = e.street_id AND h.id = e.household_id
         WHERE ${where.sql} ${beyond}
         ORDER BY e.at DESC, e.segment_id DESC, e.number DESC LIMIT ?`,
        [...where.values, ...place, limit],
      );
      return rows.map(lineFromRow);
    },
    async count(filter) {
      const where = whereOf(filter);
      const [row] = await database.all(
        `SELECT COUNT(*) AS total, COALESCE(SUM(e.late), 0) AS late FROM entries e WHERE ${where.sql}`,
        where.values,
      );
      return { total: Number(row?.total), late: Number(row?.late) };
    },
    async duties(gateId, shiftIds) {
      if (shiftIds.length === 0) return [];
      const rows = await database.all(
        `SELECT * FROM duties WHERE gate_id = ? AND shift_id IN (${marks(shiftIds.length)})
         ORDER BY shift_id, segment_order, segment_id, number`,
        [gateId, ...shiftIds],
      );
      return rows.map((row) => ({
        shiftId: textIn(row, 'shift_id'),
        segmentOrder: numberIn(row, 'segment_order'),
        number: numberIn(row, 'number'),
        onDuty: JSON.parse(textIn(row, 'on_duty')) as string[],
      }));
    },
  };
}
