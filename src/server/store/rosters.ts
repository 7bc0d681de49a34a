import { breathe } from '../breathe.ts';
import { type Database, marks, type Row, type SqlValue } from './database.ts';
import { type NextNumbers, nextNumbers } from './next-numbers.ts';
import {
  type Household,
  householdFromRow,
  type PassRow,
  passFromRow,
  type Resident,
  residentFromRow,
} from './roster-row.ts';
import { bytesIn, flagIn, numberIn, textIn, textOrNull } from './row.ts';
import { type RosterChange, writeRosters } from './write-roster.ts';

export interface CompoundPeople {
  readonly households: Household[];
  readonly residents: Resident[];
}

export type HouseholdHome = Pick<Household, 'id' | 'building' | 'unit'>;

export interface LatestGeneration {
  readonly compoundId: string;
  readonly generation: number;
  readonly importId: string | null;
}

interface KeptGeneration {
  readonly generation: number;
  /** Whether its people are still to be had. */
  readonly hasPeople: boolean;
}

export interface RosterSize {
  readonly compoundId: string;
  readonly generation: number;
  readonly builtAt: number;
  readonly residents: number;
  readonly households: number;
}

export interface IdentifiedResident {
  readonly rosterNumber: number;
  readonly compoundId: string;
  readonly gone: boolean;
  /** Whether their compound lies under the path that was asked for. */
  readonly isWithin: boolean;
}

export interface Rosters {
  /**
   * The only way to change people: in one transaction with the files that phones learn it from.
   * `onRows` hears how many rows were written at a time.
   */
  write(change: RosterChange, onRows?: (rows: number) => void): Promise<void>;
  /** All or nothing, with no more than one of them in memory. */
  writeAll(
    streetId: string,
    changes: Iterable<RosterChange>,
    onRows?: (rows: number) => void,
  ): Promise<void>;
  /** 0 when the compound has none yet. */
  generation(compoundId: string): Promise<{ generation: number; bytes: number; builtAt: number }>;
  /** Of all the street's compounds that have one. */
  latest(streetId: string): Promise<LatestGeneration[]>;
  /** Of all the street's compounds that have one; those who are gone do not count. */
  sizes(streetId: string): Promise<RosterSize[]>;
  file(compoundId: string): Promise<{ generation: number; file: Uint8Array<ArrayBuffer> } | null>;
  /** Null when there was no such generation, or its file is no more. */
  fileOf(compoundId: string, generation: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Null when they were not kept, or are no more. */
  packedPeople(compoundId: string, generation: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The last one before this one; null: this is the first. */
  generationBefore(compoundId: string, generation: number): Promise<KeptGeneration | null>;
  /** Of the households that are there, and nothing of their people. */
  homes(streetId: string, compoundId: string): Promise<HouseholdHome[]>;
  /** Those who are gone, too, by their numbers. */
  people(streetId: string, compoundId: string): Promise<CompoundPeople>;
  /** In force at `now`; of the people that `people` gives. */
  passesIn(streetId: string, compoundId: string, now: number): Promise<PassRow[]>;
  passesOf(streetId: string, rosterNumbers: readonly number[], now: number): Promise<PassRow[]>;
  residents(streetId: string, rosterNumbers: readonly number[]): Promise<Resident[]>;
  households(streetId: string, ids: readonly number[]): Promise<Household[]>;
  /** Whose ID numbers these are, of those living under the path and of all who are gone. */
  identified(
    streetId: string,
    scopePath: string,
    idNumbers: readonly string[],
  ): Promise<Map<string, IdentifiedResident>>;
  nextNumbers(streetId: string): Promise<NextNumbers>;
  resident(streetId: string, rosterNumber: number): Promise<Resident | null>;
  household(streetId: string, id: number): Promise<Household | null>;
  members(streetId: string, householdId: number): Promise<Resident[]>;
  /** Revoked ones, too. */
  passes(streetId: string, passNumbers: readonly number[]): Promise<PassRow[]>;
  revokePass(streetId: string, passNumber: number, now: number): Promise<boolean>;
  revokedPasses(streetId: string): Promise<number[]>;
  /** Never falls: revoked passes stay revoked. */
  countRevoked(streetId: string): Promise<number>;
}

const KEYS_AT_ONCE = 1_024;

/** To a power of two, the last one again: as many statements as there are powers, not one for every number of keys. */
function filledUp<Key>(keys: readonly Key[]): Key[] {
  const length = 2 ** Math.ceil(Math.log2(keys.length));
  return Array.from({ length }, (_, at) => keys[Math.min(at, keys.length - 1)] as Key);
}

/** Not null, in the form that every engine looks up in an index. */
const REVOKED = 'street_id = ? AND revoked_at > 0';

const LATEST = 'FROM roster_generations WHERE compound_id = ? ORDER BY generation DESC LIMIT 1';

/** Not to be looked up by: most passes of a street are in force. */
const IN_FORCE = 'p.street_id = ? AND COALESCE(p.revoked_at, 0) = 0 AND p.valid_until > ?';

export function openRosters(database: Database): Rosters {
  /** In as many statements as it takes; every one has the values before the keys. */
  async function allOf(
    sql: (marked: string) => string,
    values: readonly SqlValue[],
    keys: readonly (number | string)[],
  ): Promise<Row[]> {
    const rows: Row[] = [];
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      const some = filledUp(keys.slice(from, from + KEYS_AT_ONCE));
      for (const row of await database.all(sql(marks(some.length)), [...values, ...some])) {
        rows.push(row);
      }
      await breathe();
    }
    return rows;
  }
  return {
    write: (change, onRows = () => {}) =>
      database.transaction((inside) => writeRosters(inside, change.streetId, [change], onRows)),
    writeAll: (streetId, changes, onRows = () => {}) =>
      database.transaction((inside) => writeRosters(inside, streetId, changes, onRows)),
    async generation(compoundId) {
      const sql = `SELECT generation, built_at, length(file) AS bytes ${LATEST}`;
      const [row] = await database.all(sql, [compoundId]);
      if (!row) return { generation: 0, bytes: 0, builtAt: 0 };
      return {
        generation: numberIn(row, 'generation'),
        bytes: numberIn(row, 'bytes'),
        builtAt: numberIn(row, 'built_at'),
      };
    },
    async sizes(streetId) {
      const rows = await database.all(
        `SELECT g.compound_id, g.generation, g.built_at, COALESCE(c.residents, 0) AS residents,
           COALESCE(c.households, 0) AS households
         FROM roster_generations g
         JOIN places p ON p.street_id = ? AND p.id = g.compound_id
         LEFT JOIN (SELECT compound_id, COUNT(*) AS residents,
             COUNT(DISTINCT household_id) AS households
           FROM residents WHERE street_id = ? AND gone = 0 GROUP BY compound_id) c
           ON c.compound_id = g.compound_id
         WHERE g.generation = (SELECT MAX(n.generation) FROM roster_generations n
           WHERE n.compound_id = g.compound_id)
         ORDER BY g.compound_id`,
        [streetId, streetId],
      );
      return rows.map((row) => ({
        compoundId: textIn(row, 'compound_id'),
        generation: numberIn(row, 'generation'),
        builtAt: numberIn(row, 'built_at'),
        residents: numberIn(row, 'residents'),
        households: numberIn(row, 'households'),
      }));
    },
    async latest(streetId) {
      const rows = await database.all(
        `SELECT g.compound_id, g.generation, g.import_id FROM roster_generations g
         JOIN places p ON p.street_id = ? AND p.id = g.compound_id
         WHERE g.generation = (SELECT MAX(n.generation) FROM roster_generations n
           WHERE n.compound_id = g.compound_id)
         ORDER BY g.compound_id`,
        [streetId],
      );
      return rows.map((row) => ({
        compoundId: textIn(row, 'compound_id'),
        generation: numberIn(row, 'generation'),
        importId: textOrNull(row, 'import_id'),
      }));
    },
    async file(compoundId) {
      const [row] = await database.all(`SELECT generation, file ${LATEST}`, [compoundId]);
      return row ? { generation: numberIn(row, 'generation'), file: bytesIn(row, 'file') } : null;
    },
    async fileOf(compoundId, generation) {
      const [row] = await database.all(
        'SELECT file FROM roster_generations WHERE compound_id = ? AND generation = ?',
        [compoundId, generation],
      );
      const file = row && bytesIn(row, 'file');
      return file && file.length > 0 ? file : null;
    },
    async packedPeople(compoundId, generation) {
      const [row] = await database.all(
        'SELECT people FROM roster_generations WHERE compound_id = ? AND generation = ?',
        [compoundId, generation],
      );
      return row && row.people !== null ? bytesIn(row, 'people') : null;
    },
    async generationBefore(compoundId, generation) {
      const [row] = await database.all(
        `SELECT generation, CASE WHEN people IS NULL THEN 0 ELSE 1 END AS has_people
         FROM roster_generations WHERE compound_id = ? AND generation < ?
         ORDER BY generation DESC LIMIT 1`,
        [compoundId, generation],
      );
      return row
        ? { generation: numberIn(row, 'generation'), hasPeople: flagIn(row, 'has_people') }
        : null;
    },
    async homes(streetId, compoundId) {
      const rows = await database.all(
        `SELECT id, building, unit FROM households
         WHERE street_id = ? AND compound_id = ? AND gone = 0 ORDER BY id`,
        [streetId, compoundId],
      );
      return rows.map((row) => ({
        id: numberIn(row, 'id'),
        building: textIn(row, 'building'),
        unit: textIn(row, 'unit'),
      }));
    },
    async people(streetId, compoundId) {
      const from = (table: string, key: string) =>
        database.all(
          `SELECT * FROM ${table} WHERE street_id = ? AND compound_id = ? ORDER BY ${key}`,
          [streetId, compoundId],
        );
      return {
        households: (await from('households', 'id')).map(householdFromRow),
        residents: (await from('residents', 'roster_number')).map(residentFromRow),
      };
    },
    async passesIn(streetId, compoundId, now) {
      const of = (table: string, key: string, column: string) =>
        database.all(
          // In this order: the compound's few people first, not all passes of the street.
          `SELECT p.* FROM ${table} t CROSS JOIN passes p
           WHERE t.street_id = ? AND t.compound_id = ? AND p.${column} = t.${key} AND ${IN_FORCE}`,
          [streetId, compoundId, streetId, now],
        );
      const residents = await of('residents', 'roster_number', 'roster_number');
      const households = await of('households', 'id', 'household_id');
      return [...residents, ...households].map(passFromRow);
    },
    async passesOf(streetId, rosterNumbers, now) {
      const sql = (numbers: string) =>
        `SELECT p.* FROM passes p WHERE ${IN_FORCE} AND p.roster_number IN (${numbers})`;
      return (await allOf(sql, [streetId, now], rosterNumbers)).map(passFromRow);
    },
    async residents(streetId, rosterNumbers) {
      const sql = (numbers: string) =>
        `SELECT * FROM residents WHERE street_id = ? AND roster_number IN (${numbers})`;
      return (await allOf(sql, [streetId], rosterNumbers)).map(residentFromRow);
    },
    async households(streetId, ids) {
      const sql = (numbers: string) =>
        `SELECT * FROM households WHERE street_id = ? AND id IN (${numbers})`;
      return (await allOf(sql, [streetId], ids)).map(householdFromRow);
    },
    async identified(streetId, scopePath, idNumbers) {
      const sql = (marked: string) =>
        `SELECT r.id_number, r.roster_number, r.compound_id, r.gone,
           CASE WHEN substr(p.path, 1, ?) = ? THEN 1 ELSE 0 END AS is_within FROM residents r
         JOIN places p ON p.street_id = r.street_id AND p.id = r.compound_id
         WHERE r.street_id = ? AND (r.gone = 1 OR substr(p.path, 1, ?) = ?)
           AND r.id_number IN (${marked})`;
      const within = [scopePath.length, scopePath];
      const values = [...within, streetId, ...within];
      const people = new Map<string, IdentifiedResident>();
      for (const row of await allOf(sql, values, idNumbers)) {
        const gone = flagIn(row, 'gone');
        const idNumber = textIn(row, 'id_number');
        const rosterNumber = numberIn(row, 'roster_number');
        const other = people.get(idNumber);
        // Who lives here goes before who once did, and a later number before an earlier one.
        if (other && (other.gone === gone ? other.rosterNumber > rosterNumber : gone)) continue;
        people.set(idNumber, {
          rosterNumber,
          compoundId: textIn(row, 'compound_id'),
          gone,
          isWithin: flagIn(row, 'is_within'),
        });
      }
      return people;
    },
    nextNumbers: (streetId) => nextNumbers(database, streetId),
    async resident(streetId, rosterNumber) {
      const sql = 'SELECT * FROM residents WHERE street_id = ? AND roster_number = ?';
      const [row] = await database.all(sql, [streetId, rosterNumber]);
      return row ? residentFromRow(row) : null;
    },
    async household(streetId, id) {
      const sql = 'SELECT * FROM households WHERE street_id = ? AND id = ?';
      const [row] = await database.all(sql, [streetId, id]);
      return row ? householdFromRow(row) : null;
    },
    async members(streetId, householdId) {
      const sql = `SELECT * FROM residents WHERE street_id = ? AND household_id = ? AND gone = 0
        ORDER BY roster_number`;
      return (await database.all(sql, [streetId, householdId])).map(residentFromRow);
    },
    async passes(streetId, passNumbers) {
      const sql = (numbers: string) =>
        `SELECT * FROM passes WHERE street_id = ? AND pass_number IN (${numbers})`;
      return (await allOf(sql, [streetId], passNumbers)).map(passFromRow);
    },
    async revokePass(streetId, passNumber, now) {
      const sql = `UPDATE passes SET revoked_at = COALESCE(revoked_at, ?)
        WHERE street_id = ? AND pass_number = ?`;
      return (await database.run(sql, [now, streetId, passNumber])) > 0;
    },
    async revokedPasses(streetId) {
      const sql = `SELECT pass_number FROM passes WHERE ${REVOKED} ORDER BY pass_number`;
      return (await database.all(sql, [streetId])).map((row) => numberIn(row, 'pass_number'));
    },
    async countRevoked(streetId) {
      const sql = `SELECT COUNT(*) AS revoked FROM passes WHERE ${REVOKED}`;
      const [row] = await database.all(sql, [streetId]);
      return Number(row?.revoked);
    },
  };
}
