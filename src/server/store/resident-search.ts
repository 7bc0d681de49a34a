import { type Database, marks, type SqlValue } from './database.ts';
import { likeAnywhere, likeText } from './like.ts';
import { type Resident, residentFromRow } from './roster-row.ts';
import { textIn } from './row.ts';

export interface SoughtResident {
  readonly resident: Resident;
  /** The household's label. */
  readonly room: string;
}

export interface ResidentSearch {
  /** Those present in the compounds; by rooms from the whole to a part, then by names and phones. */
  find(
    streetId: string,
    compoundIds: readonly string[],
    question: ResidentQuestion,
    limit: number,
  ): Promise<SoughtResident[]>;
}

export interface ResidentQuestion {
  /** In capitals, as labels are written; null: no room. */
  readonly room: string | null;
  readonly name: string | null;
  /** Capital letters. */
  readonly initials: string | null;
  readonly phoneTail: string | null;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The surest first; each is asked only while there is room for more. */
function conditionsOf({ room, name, initials, phoneTail }: ResidentQuestion): Condition[] {
  const conditions: Condition[] = [];
  if (room !== null) {
    conditions.push({ sql: 'h.label = ?', values: [room] });
    conditions.push({ sql: "UPPER(h.label) LIKE ? ESCAPE '\\'", values: [`%-${likeText(room)}`] });
  }
  if (phoneTail !== null) conditions.push({ sql: 'r.phone_tail = ?', values: [phoneTail] });
  if (initials !== null) {
    const sql = "(' ' || r.initials) LIKE ? ESCAPE '\\'";
    conditions.push({ sql, values: [`% ${likeText(initials)}%`] });
  }
  if (name !== null) {
    conditions.push({ sql: "UPPER(r.name) LIKE ? ESCAPE '\\'", values: [likeAnywhere(name)] });
  }
  if (room !== null) {
    conditions.push({ sql: "UPPER(h.label) LIKE ? ESCAPE '\\'", values: [`${likeText(room)}%`] });
  }
  return conditions;
}

export function openResidentSearch(database: Database): ResidentSearch {
  return {
    async find(streetId, compoundIds, question, limit) {
      const found = new Map<number, SoughtResident>();
      if (compoundIds.length === 0) return [];
      for (const { sql, values } of conditionsOf(question)) {
        if (found.size >= limit) break;
        const rows = await database.all(
          `SELECT r.*, h.label FROM households h
           JOIN residents r ON r.street_id = h.street_id AND r.household_id = h.id
           WHERE h.street_id = ? AND r.gone = 0 AND r.compound_id IN (${marks(compoundIds.length)})
             AND ${sql}
           ORDER BY LENGTH(h.building), h.building, LENGTH(h.unit), h.unit, LENGTH(h.room), h.room,
             r.roster_number LIMIT ?`,
          [streetId, ...compoundIds, ...values, limit],
        );
        for (const row of rows) {
          const resident = residentFromRow(row);
          if (found.has(resident.rosterNumber) || found.size >= limit) continue;
          found.set(resident.rosterNumber, { resident, room: textIn(row, 'label') });
        }
      }
      return [...found.values()];
    },
  };
}
