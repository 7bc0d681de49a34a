import { type Database, marks, type Row, type SqlValue } from './database.ts';
import { likeAnywhere, likeText } from './like.ts';
import {
  type Household,
  householdFromRow,
  type PassRow,
  passFromRow,
  type Resident,
  residentFromRow,
} from './roster-row.ts';

export interface HeldPass {
  readonly pass: PassRow;
  readonly household: Household;
  /** Null of a household's. */
  readonly resident: Resident | null;
}

export interface PassFilter {
  readonly streetId: string;
  readonly compoundId: string;
  readonly kind: 'resident' | 'household';
  /** Part of a name, a room or a phone's tail; empty: all. */
  readonly text: string;
}

export interface Passes {
  /** Those not revoked, one of each holder, by building, unit and room; after the pass with this number. */
  page(filter: PassFilter, after: number | null, limit: number): Promise<HeldPass[]>;
  count(filter: PassFilter): Promise<number>;
  /** Null when nobody who is here now has it, or it is revoked. */
  held(streetId: string, passNumber: number): Promise<HeldPass | null>;
  /** At most PASS_PAGE_LIMIT of them. */
  extend(streetId: string, passNumbers: readonly number[], validUntil: number): Promise<void>;
}

const HOME =
  'h.id AS home_id, h.compound_id AS home_compound_id, h.building, h.unit, h.room, h.label, h.colour, h.gone AS home_gone';
const PASS =
  'p.pass_number, p.roster_number AS holder_number, p.household_id AS holder_household, p.valid_from, p.valid_until, p.revoked_at';

/** People before passes: a compound has few, a street has many. */
const FROM = {
  resident: 'FROM residents r CROSS JOIN households h CROSS JOIN passes p',
  household: 'FROM households h CROSS JOIN passes p',
};
const JOINED = {
  resident: `h.street_id = r.street_id AND h.id = r.household_id
    AND p.street_id = r.street_id AND p.roster_number = r.roster_number`,
  household: 'p.street_id = h.street_id AND p.household_id = h.id',
};
/** Of two passes of one holder the one that is valid longer is in use. */
const IN_USE = {
  resident: `r.gone = 0 AND COALESCE(p.revoked_at, 0) = 0 AND NOT EXISTS (SELECT 1 FROM passes q
    WHERE q.street_id = p.street_id AND q.roster_number = p.roster_number AND COALESCE(q.revoked_at, 0) = 0
      AND (q.valid_until, q.pass_number) > (p.valid_until, p.pass_number))`,
  household: `h.gone = 0 AND COALESCE(p.revoked_at, 0) = 0 AND NOT EXISTS (SELECT 1 FROM passes q
    WHERE q.street_id = p.street_id AND q.household_id = p.household_id AND COALESCE(q.revoked_at, 0) = 0
      AND (q.valid_until, q.pass_number) > (p.valid_until, p.pass_number))`,
};
/** 2 before 10: shorter numbers first. */
const ORDER =
  'LENGTH(h.building), h.building, LENGTH(h.unit), h.unit, LENGTH(h.room), h.room, h.id, p.pass_number';

const heldFromRow = (row: Row): HeldPass => ({
  pass: passFromRow({
    ...row,
    roster_number: row.holder_number ?? null,
    household_id: row.holder_household ?? null,
  }),
  household: householdFromRow({
    ...row,
    id: row.home_id ?? null,
    compound_id: row.home_compound_id ?? null,
    gone: row.home_gone ?? null,
  }),
  resident: 'name' in row ? residentFromRow(row) : null,
});

/** '2-1' is building 2, unit 1, never unit 2; '50' may begin any part; what is no number may stand anywhere. */
function roomPatterns(wanted: string): string[] {
  if (!/^[\d-]+$/.test(wanted)) return [likeAnywhere(wanted)];
  const text = likeText(wanted);
  return [`${text}%`, `%-${text}`, ...(wanted.includes('-') ? [] : [`%-${text}%`])];
}

function whereOf({ streetId, compoundId, kind, text }: PassFilter) {
  const table = kind === 'resident' ? 'r' : 'h';
  let sql = `${table}.street_id = ? AND ${table}.compound_id = ? AND ${JOINED[kind]} AND ${IN_USE[kind]}`;
  const values: SqlValue[] = [streetId, compoundId];
  const wanted = text.trim().toUpperCase();
  if (wanted !== '') {
    const rooms = roomPatterns(wanted);
    const inRooms = rooms.map(() => "UPPER(h.label) LIKE ? ESCAPE '\\'").join(' OR ');
    const person = "(UPPER(r.name) LIKE ? ESCAPE '\\' OR r.phone_tail = ?)";
    const someone =
      kind === 'resident'
        ? person
        : `EXISTS (SELECT 1 FROM residents r WHERE r.street_id = h.street_id
             AND r.household_id = h.id AND r.gone = 0 AND ${person})`;
    sql += ` AND (${inRooms} OR ${someone})`;
    values.push(...rooms, likeAnywhere(wanted), wanted);
  }
  return { sql, values };
}

const columnsOf = (kind: PassFilter['kind']): string =>
  kind === 'resident' ? `r.*, ${HOME}, ${PASS}` : `${HOME}, ${PASS}`;

const lengthOf = (text: string): number => Array.from(text).length;

export function openPasses(database: Database): Passes {
  /** Where a pass stands in the order, or stood if it was revoked since. */
  async function placeOf(streetId: string, passNumber: number): Promise<SqlValue[] | null> {
    const [row] = await database.all(
      `SELECT h.* FROM passes p
       LEFT JOIN residents r ON r.street_id = p.street_id AND r.roster_number = p.roster_number
       JOIN households h ON h.street_id = p.street_id
         AND h.id = COALESCE(p.household_id, r.household_id)
       WHERE p.street_id = ? AND p.pass_number = ?`,
      [streetId, passNumber],
    );
    if (!row) return null;
    const { building, unit, room, id } = householdFromRow(row);
    const words = [building, unit, room].flatMap((text) => [lengthOf(text), text]);
    return [...words, id, passNumber];
  }
  return {
    async page(filter, after, limit) {
      const where = whereOf(filter);
      const { kind, streetId } = filter;
      const last = after === null ? null : await placeOf(streetId, after);
      if (after !== null && !last) return [];
      const beyond = last ? `AND (${ORDER}) > (${marks(last.length)})` : '';
      const rows = await database.all(
        `SELECT ${columnsOf(kind)} ${FROM[kind]} WHERE ${where.sql} ${beyond} ORDER BY ${ORDER} LIMIT ?`,
        [...where.values, ...(last ?? []), limit],
      );
      return rows.map(heldFromRow);
    },
    async count(filter) {
      const where = whereOf(filter);
      const sql = `SELECT COUNT(*) AS passes ${FROM[filter.kind]} WHERE ${where.sql}`;
      const [row] = await database.all(sql, where.values);
      return Number(row?.passes);
    },
    async held(streetId, passNumber) {
      const [row] = await database.all(
        'SELECT * FROM passes WHERE street_id = ? AND pass_number = ?',
        [streetId, passNumber],
      );
      if (!row) return null;
      const { rosterNumber } = passFromRow(row);
      const kind = rosterNumber === null ? 'household' : 'resident';
      const holder = rosterNumber === null ? 'h.id = ?' : 'r.roster_number = ?';
      const table = rosterNumber === null ? 'h' : 'r';
      const [held] = await database.all(
        `SELECT ${columnsOf(kind)} ${FROM[kind]} WHERE ${table}.street_id = ? AND ${holder}
           AND ${JOINED[kind]} AND ${IN_USE[kind]} AND p.pass_number = ?`,
        [streetId, rosterNumber ?? passFromRow(row).householdId, passNumber],
      );
      return held ? heldFromRow(held) : null;
    },
    async extend(streetId, passNumbers, validUntil) {
      await database.run(
        `UPDATE passes SET valid_until = CASE WHEN valid_until > ? THEN valid_until ELSE ? END
         WHERE street_id = ? AND pass_number IN (${marks(passNumbers.length)})`,
        [validUntil, validUntil, streetId, ...passNumbers],
      );
    },
  };
}
