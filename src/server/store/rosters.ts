import { type Database, insertRows, marks, type Row, takeNew } from './database.ts';
import {
  HOUSEHOLD_COLUMNS,
  type Household,
  householdFromRow,
  householdToRow,
  PASS_COLUMNS,
  type PassRow,
  passFromRow,
  passToRow,
  RESIDENT_COLUMNS,
  type Resident,
  residentFromRow,
  residentToRow,
} from './roster-row.ts';
import { bytesIn, numberIn } from './row.ts';

interface RosterPeople {
  readonly streetId: string;
  readonly compoundId: string;
  readonly generation: number;
  readonly builtAt: number;
  /** The roster as phones open it. */
  readonly file: Uint8Array<ArrayBuffer>;
  readonly households: readonly Household[];
  readonly residents: readonly Resident[];
  readonly passes: readonly PassRow[];
}

interface PassHolder {
  readonly resident: Resident;
  readonly household: Household;
  readonly pass: PassRow;
}

export interface Rosters {
  /**
   * The whole of a compound in one transaction; who is not in it any more is kept as gone.
   * @throws when a roster or pass number was given to somebody else before; then nothing has changed.
   */
  replace(people: RosterPeople): Promise<void>;
  /** 0 when the compound has none yet. */
  generation(compoundId: string): Promise<{ generation: number; bytes: number; builtAt: number }>;
  file(compoundId: string): Promise<{ generation: number; file: Uint8Array<ArrayBuffer> } | null>;
  resident(streetId: string, rosterNumber: number): Promise<Resident | null>;
  household(streetId: string, id: number): Promise<Household | null>;
  members(streetId: string, householdId: number): Promise<Resident[]>;
  /** In order of roster numbers, those after `after`. */
  passHolders(
    streetId: string,
    compoundId: string,
    after: number,
    limit: number,
  ): Promise<PassHolder[]>;
  revokePass(streetId: string, passNumber: number, now: number): Promise<boolean>;
  revokedPasses(streetId: string): Promise<number[]>;
  /** Never falls: revoked passes stay revoked. */
  countRevoked(streetId: string): Promise<number>;
}

/** Entries that came before their people were known get their names now. */
const NAME_EARLIER_ENTRIES = [
  `UPDATE entries SET roster_number = (SELECT p.roster_number FROM passes p
     WHERE p.street_id = entries.street_id AND p.pass_number = entries.pass_number)
   WHERE street_id = ? AND roster_number IS NULL AND pass_number IS NOT NULL`,
  `UPDATE entries SET household_id = (SELECT r.household_id FROM residents r
     WHERE r.street_id = entries.street_id AND r.roster_number = entries.roster_number)
   WHERE street_id = ? AND household_id IS NULL AND roster_number IS NOT NULL`,
];

/**
 * A number that was once given stays with its person, or the history and the passes of one would become another's.
 * Who is on the compound's present roster may be spelt otherwise; who moved out comes back under the same name only.
 */
async function refuseNumbersOfOthers(inside: Database, people: RosterPeople): Promise<void> {
  const { streetId, compoundId } = people;
  const elsewhere = await inside.all(
    `SELECT roster_number, name FROM residents
     WHERE street_id = ? AND (gone = 1 OR compound_id <> ?)`,
    [streetId, compoundId],
  );
  const nameOf = new Map(elsewhere.map((row) => [numberIn(row, 'roster_number'), row.name]));
  for (const { rosterNumber, name } of people.residents) {
    if ((nameOf.get(rosterNumber) ?? name) !== name) {
      throw new Error(`roster number ${rosterNumber} was given to somebody else`);
    }
  }
  const passes = await inside.all(
    'SELECT pass_number, roster_number FROM passes WHERE street_id = ?',
    [streetId],
  );
  const holderOf = new Map(
    passes.map((row) => [numberIn(row, 'pass_number'), numberIn(row, 'roster_number')]),
  );
  for (const { passNumber, rosterNumber } of people.passes) {
    if ((holderOf.get(passNumber) ?? rosterNumber) !== rosterNumber) {
      throw new Error(`pass number ${passNumber} was given to somebody else`);
    }
  }
}

async function replace(inside: Database, people: RosterPeople): Promise<void> {
  const { streetId, compoundId } = people;
  await refuseNumbersOfOthers(inside, people);
  for (const table of ['households', 'residents']) {
    await inside.run(`UPDATE ${table} SET gone = 1 WHERE street_id = ? AND compound_id = ?`, [
      streetId,
      compoundId,
    ]);
  }
  const upsert = (table: string, key: string, columns: readonly string[], rows: readonly Row[]) =>
    insertRows(
      inside,
      table,
      columns,
      rows,
      `ON CONFLICT (street_id, ${key}) DO UPDATE SET ${takeNew(columns.filter((c) => c !== 'street_id' && c !== key))}`,
    );
  const households = people.households.map((one) => householdToRow(streetId, one));
  await upsert('households', 'id', HOUSEHOLD_COLUMNS, households);
  const residents = people.residents.map((one) => residentToRow(streetId, one));
  await upsert('residents', 'roster_number', RESIDENT_COLUMNS, residents);
  await insertRows(
    inside,
    'passes',
    PASS_COLUMNS,
    people.passes.map((one) => passToRow(streetId, one)),
    'ON CONFLICT (street_id, pass_number) DO NOTHING',
  );
  await inside.run(
    `INSERT INTO roster_generations (compound_id, generation, built_at, file) VALUES (${marks(4)})`,
    [compoundId, people.generation, people.builtAt, people.file],
  );
  for (const sql of NAME_EARLIER_ENTRIES) await inside.run(sql, [streetId]);
}

/** Not null, in the form that every engine looks up in an index. */
const REVOKED = 'street_id = ? AND revoked_at > 0';

const LATEST = 'FROM roster_generations WHERE compound_id = ? ORDER BY generation DESC LIMIT 1';

export function openRosters(database: Database): Rosters {
  return {
    replace: (people) => database.transaction((inside) => replace(inside, people)),
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
    async file(compoundId) {
      const [row] = await database.all(`SELECT generation, file ${LATEST}`, [compoundId]);
      return row ? { generation: numberIn(row, 'generation'), file: bytesIn(row, 'file') } : null;
    },
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
    async passHolders(streetId, compoundId, after, limit) {
      const rows = await database.all(
        `SELECT r.*, h.id, h.building, h.unit, h.room, h.label, h.colour,
           p.pass_number, p.valid_from, p.valid_until, p.revoked_at
         FROM residents r
         JOIN households h ON h.street_id = r.street_id AND h.id = r.household_id
         JOIN passes p ON p.street_id = r.street_id AND p.roster_number = r.roster_number
         WHERE r.street_id = ? AND r.compound_id = ? AND r.gone = 0 AND p.revoked_at IS NULL
           AND r.roster_number > ?
         ORDER BY r.roster_number LIMIT ?`,
        [streetId, compoundId, after, limit],
      );
      return rows.map((row) => ({
        resident: residentFromRow(row),
        household: householdFromRow(row),
        pass: passFromRow(row),
      }));
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
