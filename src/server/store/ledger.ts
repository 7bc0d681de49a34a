import type { Direction, Verdict } from '../../domain/entry.ts';
import { type Database, marks, type Row, type SqlValue } from './database.ts';
import { entryFromRow, type LedgerEntry, recordKey } from './entry-row.ts';
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

/** Identity of an entry. */
export type EntryKey = Pick<LedgerEntry, 'gateId' | 'id'>;

/** Entries of one gate that were made or changed at one moment, which is what one push does. */
export interface Arrival {
  readonly gatePath: string;
  readonly entries: number;
  /** The server's clock. */
  readonly at: number;
}

/** Who was on duty from the record at (segmentOrder, segmentId, number) on. */
export interface DutyLine {
  readonly shiftId: string;
  readonly segmentOrder: number;
  readonly number: number;
  readonly onDuty: readonly string[];
}

export interface LedgerPage {
  readonly lines: readonly LedgerLine[];
  readonly total: number;
  readonly late: number;
}

export interface Ledger {
  /** Newest first. */
  lines(filter: LedgerFilter, after: LedgerPlace | null, limit: number): Promise<LedgerLine[]>;
  /** `lines`, and how many the filter finds in all. */
  page(filter: LedgerFilter, after: LedgerPlace | null, limit: number): Promise<LedgerPage>;
  /** These entries, in this order; those that are no more are left out. */
  linesOf(keys: readonly EntryKey[]): Promise<LedgerLine[]>;
  count(filter: LedgerFilter): Promise<{ total: number; late: number }>;
  /** People who were only counted; null when the filter asks for something that nobody knows of them. */
  counted(filter: LedgerFilter): Promise<Readonly<Record<Direction, number>> | null>;
  /** What was made or changed later than `since`, by the server's clock. */
  arrivals(streetId: string, since: number): Promise<Arrival[]>;
  /** In log order. */
  duties(gateId: string, shiftIds: readonly string[]): Promise<DutyLine[]>;
}

interface Where {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Residents `r` who are meant by a text, as the roster has them. */
function residentsWhere(streetId: string, { text, names }: LedgerText): Where {
  const wanted = text.trim().toUpperCase();
  const anywhere = likeAnywhere(wanted);
  const people = [
    `r.household_id IN (SELECT h.id FROM households h
      WHERE h.street_id = ? AND ${inCapitals('h.label', wanted)} LIKE ? ESCAPE '\\')`,
  ];
  const values: SqlValue[] = [streetId, streetId, anywhere];
  const add = (condition: string, value: SqlValue) => {
    people.push(condition);
    values.push(value);
  };
  // Letters stand for a name's characters, never among them.
  if (!/\p{Script=Han}/u.test(wanted)) {
    add("(' ' || r.initials) LIKE ? ESCAPE '\\'", `% ${likeText(wanted)}%`);
  }
  if (names) add(`${inCapitals('r.name', wanted)} LIKE ? ESCAPE '\\'`, anywhere);
  // The end of a room like 3-1-1302 is nobody's phone.
  if (names && /^\d{4,}$/.test(wanted)) add('r.phone_tail = ?', wanted.slice(-4));
  return { sql: `r.street_id = ? AND (${people.join(' OR ')})`, values };
}

/** What has no small letters is found in a text as it is. */
const inCapitals = (column: string, wanted: string): string =>
  wanted === wanted.toLowerCase() ? column : `UPPER(${column})`;

const entriesOfResidents = ({ sql, values }: Where): Where => ({
  sql: `e.roster_number IN (SELECT r.roster_number FROM residents r WHERE ${sql})`,
  values,
});

/** Entries of visitors who are meant. Each has an index of its own: of those who said much, who are next to nobody, it has no words. */
const visitorsWhere = ({ text, names }: LedgerText): Where[] =>
  (names ? ['<=', '>'] : []).map((isLong) => ({
    sql: `e.subject_kind = 'visitor' AND LENGTH(e.visitor_search) ${isLong} 600
     AND e.visitor_search LIKE ? ESCAPE '\\'`,
    values: [likeAnywhere(text.trim().toUpperCase())],
  }));

function searchWhere(streetId: string, search: LedgerText): Where {
  const residents = entriesOfResidents(residentsWhere(streetId, search));
  const meant = [residents, ...visitorsWhere(search)];
  return {
    sql: `(${meant.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    values: meant.flatMap(({ values }) => values),
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

/**
 * A person's entries are looked for through the index of households, one after another of those where they live and lived:
 * an index of people would be half of what a push writes.
 */
async function wheresOf(database: Database, filter: LedgerFilter): Promise<Where[]> {
  const { streetId, rosterNumber, householdId } = filter;
  if (rosterNumber === null || householdId !== null) return [whereOf(filter)];
  const rows = await database.all(
    `SELECT household_id FROM residents WHERE street_id = ? AND roster_number = ?
     UNION SELECT household_id FROM former_households WHERE street_id = ? AND roster_number = ?`,
    [streetId, rosterNumber, streetId, rosterNumber],
  );
  return rows.map((row) => whereOf({ ...filter, householdId: numberIn(row, 'household_id') }));
}

const newestFirst = ({ entry: a }: LedgerLine, { entry: b }: LedgerLine): number =>
  b.at - a.at ||
  (a.id.segmentId < b.id.segmentId ? 1 : a.id.segmentId > b.id.segmentId ? -1 : 0) ||
  b.id.number - a.id.number;

const lineFromRow = (row: Row): LedgerLine => ({
  entry: entryFromRow(row),
  gateName: textOrNull(row, 'gate_name') ?? '',
  name: textOrNull(row, 'resident_name') ?? '',
  room: textOrNull(row, 'room_label') ?? '',
  idNumber: textOrNull(row, 'resident_id_number') ?? '',
  phone: textOrNull(row, 'resident_phone') ?? '',
});

const LINE = `SELECT e.*, g.name AS gate_name, r.name AS resident_name,
    r.id_number AS resident_id_number,
    COALESCE(NULLIF(r.phone, ''), r.phone_tail) AS resident_phone, h.label AS room_label`;
const NAMES = `LEFT JOIN places g ON g.street_id = e.street_id AND g.id = e.gate_id
  LEFT JOIN residents r ON r.street_id = e.street_id AND r.roster_number = e.roster_number
  LEFT JOIN households h ON h.street_id = e.street_id AND h.id = e.household_id`;
const LINES = `${LINE} FROM entries e ${NAMES}`;

/** Numbers by the segment that they stand in: one look into the index for each. */
export function bySegment(keys: readonly EntryKey[]): Map<string, [EntryKey, ...EntryKey[]]> {
  const segments = new Map<string, [EntryKey, ...EntryKey[]]>();
  for (const key of keys) {
    const of = `${key.gateId} ${key.id.segmentId}`;
    const known = segments.get(of);
    if (known) known.push(key);
    else segments.set(of, [key]);
  }
  return segments;
}

const BEYOND = 'AND (e.at, e.segment_id, e.number) < (?, ?, ?)';
const NEWEST_FIRST = 'ORDER BY e.at DESC, e.segment_id DESC, e.number DESC LIMIT ?';
const placeValues = (after: LedgerPlace | null): SqlValue[] =>
  after ? [after.at, after.segmentId, after.number] : [];

/** Of so few people the households are looked up, of more the entries of the whole time gone through. */
const FEW_PEOPLE = 200;

/** Whose entries a text means: a few people's by the households where they live and lived, or those that a question finds. */
async function residentsMeant(
  database: Database,
  streetId: string,
  search: LedgerText,
): Promise<Where | null> {
  const residents = residentsWhere(streetId, search);
  const rows = await database.all(
    `SELECT r.roster_number, r.household_id FROM residents r WHERE ${residents.sql} LIMIT ?`,
    [...residents.values, FEW_PEOPLE + 1],
  );
  if (rows.length > FEW_PEOPLE) return entriesOfResidents(residents);
  if (rows.length === 0) return null;
  const numbers = rows.map((row) => numberIn(row, 'roster_number'));
  const former = await database.all(
    `SELECT household_id FROM former_households
     WHERE street_id = ? AND roster_number IN (${marks(numbers.length)})`,
    [streetId, ...numbers],
  );
  const homes = new Set([...rows, ...former].map((row) => numberIn(row, 'household_id')));
  return {
    sql: `e.household_id IN (${marks(homes.size)}) AND e.roster_number IN (${marks(numbers.length)})`,
    values: [...homes, ...numbers],
  };
}

/**
 * A text is sought once, each kind of entry where an index has what it takes. (`at + 0`: SQLite would seek it a second time,
 * in the order of the page.)
 */
async function foundPage(
  database: Database,
  { search, ...filter }: LedgerFilter & { readonly search: LedgerText },
  after: LedgerPlace | null,
  limit: number,
): Promise<LedgerPage> {
  const plain = whereOf({ ...filter, search: null });
  const visitors = visitorsWhere(search);
  const residents = await residentsMeant(database, filter.streetId, search);
  const meant = residents ? [residents, ...visitors] : visitors;
  if (meant.length === 0) return { lines: [], total: 0, late: 0 };
  const found = meant.map(
    ({ sql }) => `SELECT e.at, e.segment_id, e.number, e.late FROM entries e
      WHERE ${plain.sql} AND ${sql}`,
  );
  const rows = await database.all(
    `WITH found AS (${found.join(' UNION ALL ')}),
     newest AS (SELECT e.at, e.segment_id, e.number FROM found e
       WHERE 1 = 1 ${after ? BEYOND : ''} ${NEWEST_FIRST.replace('e.at', 'e.at + 0')}),
     counted AS (SELECT COUNT(*) AS found_total, COALESCE(SUM(late), 0) AS found_late FROM found)
     SELECT c.found_total, c.found_late, l.* FROM counted c LEFT JOIN
       (${LINE} FROM newest n CROSS JOIN entries e ${NAMES} WHERE e.street_id = ? AND e.at = n.at
         AND e.segment_id = n.segment_id AND e.number = n.number) l ON 1 = 1
     ORDER BY l.at DESC, l.segment_id DESC, l.number DESC`,
    [
      ...meant.flatMap(({ values }) => [...plain.values, ...values]),
      ...placeValues(after),
      limit,
      filter.streetId,
    ],
  );
  return {
    lines: rows.filter((row) => row.segment_id !== null).map(lineFromRow),
    total: Number(rows[0]?.found_total),
    late: Number(rows[0]?.found_late),
  };
}

export function openLedger(database: Database): Ledger {
  return {
    async page(filter, after, limit) {
      const { search, rosterNumber } = filter;
      if (search !== null && search.text.trim() !== '' && rosterNumber === null) {
        return foundPage(database, { ...filter, search }, after, limit);
      }
      return { lines: await this.lines(filter, after, limit), ...(await this.count(filter)) };
    },
    async lines(filter, after, limit) {
      const lines: LedgerLine[] = [];
      const wheres = await wheresOf(database, filter);
      for (const where of wheres) {
        const rows = await database.all(
          `${LINES}
           WHERE ${where.sql} ${after ? BEYOND : ''} ${NEWEST_FIRST}`,
          [...where.values, ...placeValues(after), limit],
        );
        lines.push(...rows.map(lineFromRow));
      }
      return wheres.length === 1 ? lines : lines.sort(newestFirst).slice(0, limit);
    },
    async linesOf(keys) {
      const found = new Map<string, LedgerLine>();
      for (const some of bySegment(keys).values()) {
        const [{ gateId, id }] = some;
        const rows = await database.all(
          `${LINES} WHERE e.gate_id = ? AND e.segment_id = ? AND e.number IN (${marks(some.length)})`,
          [gateId, id.segmentId, ...some.map((key) => key.id.number)],
        );
        for (const line of rows.map(lineFromRow)) {
          found.set(`${gateId} ${recordKey(line.entry.id)}`, line);
        }
      }
      return keys.flatMap(({ gateId, id }) => found.get(`${gateId} ${recordKey(id)}`) ?? []);
    },
    async count(filter) {
      const sum = { total: 0, late: 0 };
      for (const where of await wheresOf(database, filter)) {
        const [row] = await database.all(
          `SELECT COUNT(*) AS total, COALESCE(SUM(e.late), 0) AS late FROM entries e WHERE ${where.sql}`,
          where.values,
        );
        sum.total += Number(row?.total);
        sum.late += Number(row?.late);
      }
      return sum;
    },
    async counted({ gateIds, verdict, search, rosterNumber, householdId, ...filter }) {
      const isText = search !== null && search.text.trim() !== '';
      if (verdict !== null || isText || rosterNumber !== null || householdId !== null) return null;
      const plain = { verdict, search: null, rosterNumber, householdId };
      const where = whereOf({ ...filter, ...plain, gateIds });
      const rows = await database.all(
        `SELECT e.direction, SUM(e.people) AS people FROM head_counts e
         WHERE ${where.sql} AND e.undone = 0 GROUP BY e.direction`,
        where.values,
      );
      const of = (direction: Direction): number =>
        Number(rows.find((row) => row.direction === direction)?.people ?? 0);
      return { out: of('out'), in: of('in') };
    },
    async arrivals(streetId, since) {
      const rows = await database.all(
        `SELECT g.path, e.changed_at, COUNT(*) AS entries FROM entries e
         JOIN places g ON g.street_id = e.street_id AND g.id = e.gate_id
         WHERE e.street_id = ? AND e.changed_at > ? GROUP BY g.path, e.changed_at
         ORDER BY e.changed_at`,
        [streetId, since],
      );
      return rows.map((row) => ({
        gatePath: textIn(row, 'path'),
        entries: numberIn(row, 'entries'),
        at: numberIn(row, 'changed_at'),
      }));
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
