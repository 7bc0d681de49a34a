import type { HouseholdColour } from '../../domain/reason.ts';
import { breathe } from '../breathe.ts';
import type { Database, Row, SqlValue } from './database.ts';
import { streetOf } from './places.ts';
import {
  type Household,
  householdFromRow,
  type PassRow,
  passFromRow,
  type Resident,
  residentFromRow,
} from './roster-row.ts';
import { numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

export interface ResidentLine {
  readonly resident: Resident;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  readonly colour: HouseholdColour;
  readonly compoundName: string;
  /** The latest in force; null: none. */
  readonly passNumber: number | null;
}

export interface HouseholdLine {
  readonly household: Household;
  readonly compoundName: string;
  readonly people: number;
  readonly passNumber: number | null;
}

export interface PassLine {
  readonly pass: PassRow;
  /** Of a household's: empty. */
  readonly name: string;
  readonly label: string;
  readonly compoundName: string;
}

/** People and their passes within a path, compound by compound, in pages: however many there are. */
export interface PeopleLedgers {
  /** Rows that the ledger of these has. */
  count(ledger: 'residents' | 'households' | 'passes', scopePath: string): Promise<number>;
  /** Those who live there, household by household. */
  residents(scopePath: string): AsyncIterable<ResidentLine[]>;
  households(scopePath: string): AsyncIterable<HouseholdLine[]>;
  /** Revoked ones, and those of people who are gone, too. */
  passes(scopePath: string): AsyncIterable<PassLine[]>;
}

const PAGE = 1_000;

const WITHIN = 'c.street_id = ? AND substr(c.path, 1, ?) = ?';
const withinValues = (path: string): SqlValue[] => [streetOf(path), path.length, path];

const passOf = (column: string, table: string, key: string): string =>
  `(SELECT MAX(p.pass_number) FROM passes p WHERE p.street_id = ${table}.street_id
     AND p.${column} = ${table}.${key} AND p.revoked_at IS NULL) AS pass_number`;

const RESIDENTS = `FROM residents r
  JOIN households h ON h.street_id = r.street_id AND h.id = r.household_id
  JOIN places c ON c.street_id = r.street_id AND c.id = r.compound_id
  WHERE ${WITHIN} AND r.gone = 0`;
const HOUSEHOLDS = `FROM households h
  JOIN places c ON c.street_id = h.street_id AND c.id = h.compound_id
  WHERE ${WITHIN} AND h.gone = 0`;
const PASSES = `FROM passes p
  LEFT JOIN residents r ON r.street_id = p.street_id AND r.roster_number = p.roster_number
  JOIN households h ON h.street_id = p.street_id
    AND h.id = COALESCE(p.household_id, r.household_id)
  JOIN places c ON c.street_id = p.street_id AND c.id = h.compound_id
  WHERE ${WITHIN}`;

const FROM = { residents: RESIDENTS, households: HOUSEHOLDS, passes: PASSES };

export function openPeopleLedgers(database: Database): PeopleLedgers {
  async function* compoundsOf(scopePath: string): AsyncGenerator<Row> {
    const rows = await database.all(
      `SELECT c.id, c.name FROM places c WHERE ${WITHIN} ORDER BY c.path`,
      withinValues(scopePath),
    );
    yield* rows;
  }
  return {
    async count(ledger, scopePath) {
      const sql = `SELECT COUNT(*) AS total ${FROM[ledger]}`;
      const [row] = await database.all(sql, withinValues(scopePath));
      return Number(row?.total);
    },
    async *residents(scopePath) {
      for await (const compound of compoundsOf(scopePath)) {
        let after: SqlValue[] = [-1, -1];
        for (;;) {
          const rows = await database.all(
            `SELECT r.*, h.building, h.unit, h.room, h.colour, ${passOf('roster_number', 'r', 'roster_number')}
             FROM residents r
             JOIN households h ON h.street_id = r.street_id AND h.id = r.household_id
             WHERE r.street_id = ? AND r.compound_id = ? AND r.gone = 0
               AND (r.household_id, r.roster_number) > (?, ?)
             ORDER BY r.household_id, r.roster_number LIMIT ?`,
            [streetOf(scopePath), textIn(compound, 'id'), ...after, PAGE],
          );
          const last = rows.at(-1);
          if (!last) break;
          yield rows.map((row) => ({
            resident: residentFromRow(row),
            building: textIn(row, 'building'),
            unit: textIn(row, 'unit'),
            room: textIn(row, 'room'),
            colour: householdFromRow({ ...row, id: 0, label: '' }).colour,
            compoundName: textIn(compound, 'name'),
            passNumber: numberOrNull(row, 'pass_number'),
          }));
          if (rows.length < PAGE) break;
          after = [numberIn(last, 'household_id'), numberIn(last, 'roster_number')];
          await breathe();
        }
      }
    },
    async *households(scopePath) {
      for await (const compound of compoundsOf(scopePath)) {
        let after = -1;
        for (;;) {
          const rows = await database.all(
            `SELECT h.*, ${passOf('household_id', 'h', 'id')},
               (SELECT COUNT(*) FROM residents r WHERE r.street_id = h.street_id
                  AND r.household_id = h.id AND r.gone = 0) AS people
             FROM households h WHERE h.street_id = ? AND h.compound_id = ? AND h.gone = 0
               AND h.id > ? ORDER BY h.id LIMIT ?`,
            [streetOf(scopePath), textIn(compound, 'id'), after, PAGE],
          );
          const last = rows.at(-1);
          if (!last) break;
          yield rows.map((row) => ({
            household: householdFromRow(row),
            compoundName: textIn(compound, 'name'),
            people: numberIn(row, 'people'),
            passNumber: numberOrNull(row, 'pass_number'),
          }));
          if (rows.length < PAGE) break;
          after = numberIn(last, 'id');
          await breathe();
        }
      }
    },
    async *passes(scopePath) {
      let after = -1;
      for (;;) {
        const rows = await database.all(
          `SELECT p.*, r.name AS resident_name, h.label, c.name AS compound_name ${PASSES}
             AND p.pass_number > ? ORDER BY p.pass_number LIMIT ?`,
          [...withinValues(scopePath), after, PAGE],
        );
        const last = rows.at(-1);
        if (!last) return;
        yield rows.map((row) => ({
          pass: passFromRow(row),
          name: textOrNull(row, 'resident_name') ?? '',
          label: textIn(row, 'label'),
          compoundName: textIn(row, 'compound_name'),
        }));
        if (rows.length < PAGE) return;
        after = numberIn(last, 'pass_number');
        await breathe();
      }
    },
  };
}
