import { breathe } from '../breathe.ts';
import { type Database, insertRows, marks, type Row, takeNew } from './database.ts';
import { keepNumbers, nextNumbers } from './next-numbers.ts';
import {
  HOUSEHOLD_COLUMNS,
  type Household,
  householdToRow,
  PASS_COLUMNS,
  type PassRow,
  passToRow,
  RESIDENT_COLUMNS,
  type Resident,
  residentToRow,
} from './roster-row.ts';
import { numberIn } from './row.ts';

/** A compound's roster from one moment on. */
export interface RosterGeneration {
  readonly compoundId: string;
  readonly generation: number;
  readonly builtAt: number;
  /** The roster as phones open it. */
  readonly file: Uint8Array<ArrayBuffer>;
  /** Who was on it, so that it can be brought back. */
  readonly people: Uint8Array<ArrayBuffer>;
  /** The import that its people came by. */
  readonly importId: string | null;
}

/** All that is not named stays as it is; people who are gone are kept, marked as such. */
export interface RosterChange {
  readonly streetId: string;
  readonly generations: readonly RosterGeneration[];
  readonly households: readonly Household[];
  readonly residents: readonly Resident[];
  /** New ones. */
  readonly passes: readonly PassRow[];
}

/** Generations whose file is kept: phones that have one of them need only what changed since. */
const KEPT_FILES = 8;
/** Generations whose people are kept, so that an import can be taken back; of older ones only the number stays. */
const KEPT_PEOPLE = 5;
/** So many rows between two looks at what else the process has to do. */
const ROWS_AT_ONCE = 1_000;

/** As its index has it: the index is used only where these very words stand. */
const UNNAMED = "household_id IS NULL AND subject_kind <> 'visitor'";

/** Entries that came before their people were known get their names now. */
const NAME_EARLIER_ENTRIES = [
  `UPDATE entries SET changed_at = ?, roster_number = (SELECT p.roster_number FROM passes p
     WHERE p.street_id = entries.street_id AND p.pass_number = entries.pass_number)
   WHERE street_id = ? AND ${UNNAMED} AND roster_number IS NULL AND pass_number IS NOT NULL
     AND EXISTS (SELECT 1 FROM passes p WHERE p.street_id = entries.street_id
       AND p.pass_number = entries.pass_number AND p.roster_number IS NOT NULL)`,
  `UPDATE entries SET changed_at = ?, household_id = (SELECT p.household_id FROM passes p
     WHERE p.street_id = entries.street_id AND p.pass_number = entries.pass_number)
   WHERE street_id = ? AND ${UNNAMED} AND pass_number IS NOT NULL
     AND EXISTS (SELECT 1 FROM passes p WHERE p.street_id = entries.street_id
       AND p.pass_number = entries.pass_number AND p.household_id IS NOT NULL)`,
  `UPDATE entries SET changed_at = ?, household_id = (SELECT r.household_id FROM residents r
     WHERE r.street_id = entries.street_id AND r.roster_number = entries.roster_number)
   WHERE street_id = ? AND ${UNNAMED} AND roster_number IS NOT NULL
     AND EXISTS (SELECT 1 FROM residents r WHERE r.street_id = entries.street_id
       AND r.roster_number = entries.roster_number)`,
];

/** Rows are made as they are written: all of them at once would take as much memory as the people. */
async function insertMany<T>(
  inside: Database,
  table: string,
  columns: readonly string[],
  all: readonly T[],
  rowOf: (one: T) => Row,
  conflict: string,
  onRows: (rows: number) => void,
): Promise<void> {
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    const some = all.slice(from, from + ROWS_AT_ONCE).map(rowOf);
    await insertRows(inside, table, columns, some, conflict);
    onRows(some.length);
    await breathe();
  }
}

const takeOthers = (key: string, columns: readonly string[]): string =>
  `ON CONFLICT (street_id, ${key}) DO UPDATE SET ${takeNew(columns.filter((c) => c !== 'street_id' && c !== key))}`;

const above = (numbers: readonly number[]): number =>
  numbers.reduce((most, number) => Math.max(most, number), 0) + 1;

/** All or nothing, when `inside` is a transaction; `onRows` hears how many rows were written at a time. */
export async function writeRosters(
  inside: Database,
  streetId: string,
  changes: Iterable<RosterChange>,
  onRows: (rows: number) => void,
): Promise<void> {
  const next = { ...(await nextNumbers(inside, streetId)) };
  const began = performance.now();
  let at = 0;
  for (const change of changes) {
    if (change.streetId !== streetId) throw new Error('a change of another street');
    await writeOne(inside, change, onRows);
    const { generations, households, residents, passes } = change;
    at = generations.reduce((latest, { builtAt }) => Math.max(latest, builtAt), at);
    next.householdId = Math.max(next.householdId, above(households.map(({ id }) => id)));
    next.rosterNumber = Math.max(next.rosterNumber, above(residents.map((r) => r.rosterNumber)));
    next.passNumber = Math.max(next.passNumber, above(passes.map((pass) => pass.passNumber)));
  }
  await keepNumbers(inside, streetId, next);
  for (const sql of NAME_EARLIER_ENTRIES) {
    // A whole street takes its time: as late as can be, or gates would have asked beyond it before it is there.
    await inside.run(sql, [at + Math.ceil(performance.now() - began), streetId]);
    await breathe();
  }
}

async function writeOne(
  inside: Database,
  change: RosterChange,
  onRows: (rows: number) => void,
): Promise<void> {
  const { streetId, households, residents, passes } = change;
  const ofHousehold = (one: Household) => householdToRow(streetId, one);
  const ofResident = (one: Resident) => residentToRow(streetId, one);
  const ofPass = (one: PassRow) => passToRow(streetId, one);
  const takeHousehold = takeOthers('id', HOUSEHOLD_COLUMNS);
  const takeResident = takeOthers('roster_number', RESIDENT_COLUMNS);
  const keepFirst = 'ON CONFLICT (street_id, pass_number) DO NOTHING';
  const insert = <T>(
    table: string,
    columns: readonly string[],
    all: readonly T[],
    rowOf: (one: T) => Row,
    conflict: string,
  ) => insertMany(inside, table, columns, all, rowOf, conflict, onRows);
  await tellNewNeighbours(inside, change);
  await keepFormerHouseholds(inside, change);
  await insert('households', HOUSEHOLD_COLUMNS, households, ofHousehold, takeHousehold);
  await insert('residents', RESIDENT_COLUMNS, residents, ofResident, takeResident);
  await insert('passes', PASS_COLUMNS, passes, ofPass, keepFirst);
  for (const one of change.generations) {
    await inside.run(
      `INSERT INTO roster_generations (compound_id, generation, built_at, file, people, import_id)
       VALUES (${marks(6)})`,
      [one.compoundId, one.generation, one.builtAt, one.file, one.people, one.importId],
    );
    await forgetOld(inside, one);
    await breathe();
  }
}

/** Of those who move: their entries until now are found by the household where they lived. */
async function keepFormerHouseholds(
  inside: Database,
  { streetId, residents }: RosterChange,
): Promise<void> {
  for (let from = 0; from < residents.length; from += ROWS_AT_ONCE) {
    const some = residents.slice(from, from + ROWS_AT_ONCE);
    const householdOf = new Map(some.map((one) => [one.rosterNumber, one.householdId]));
    const rows = await inside.all(
      `SELECT street_id, roster_number, household_id FROM residents
       WHERE street_id = ? AND roster_number IN (${marks(some.length)})`,
      [streetId, ...householdOf.keys()],
    );
    await insertRows(
      inside,
      'former_households',
      ['street_id', 'roster_number', 'household_id'],
      rows.filter(
        (row) => householdOf.get(numberIn(row, 'roster_number')) !== numberIn(row, 'household_id'),
      ),
      'ON CONFLICT (street_id, roster_number, household_id) DO NOTHING',
    );
    await breathe();
  }
}

/** The gates of a compound that households move to have yet to hear of their passings: these count as changed. */
async function tellNewNeighbours(inside: Database, change: RosterChange): Promise<void> {
  const { streetId, generations, households } = change;
  const at = generations.reduce((latest, { builtAt }) => Math.max(latest, builtAt), 0);
  const compoundOf = new Map(households.map(({ id, compoundId }) => [id, compoundId]));
  const ids = [...compoundOf.keys()];
  for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
    const some = ids.slice(from, from + ROWS_AT_ONCE);
    const rows = await inside.all(
      `SELECT id, compound_id FROM households WHERE street_id = ? AND id IN (${marks(some.length)})`,
      [streetId, ...some],
    );
    const moving = rows.filter((row) => compoundOf.get(numberIn(row, 'id')) !== row.compound_id);
    for (const row of moving) {
      await inside.run(
        'UPDATE entries SET changed_at = ? WHERE street_id = ? AND household_id = ? AND changed_at < ?',
        [at, streetId, numberIn(row, 'id'), at],
      );
    }
    await breathe();
  }
}

/** What phones no longer go on from, and whoever no import can be taken back to. */
async function forgetOld(
  inside: Database,
  { compoundId, importId }: Pick<RosterGeneration, 'compoundId' | 'importId'>,
): Promise<void> {
  const [oldestFile, oldestPeople] = [
    await oldestOf(inside, compoundId, KEPT_FILES),
    await oldestOf(inside, compoundId, KEPT_PEOPLE),
  ];
  if (oldestFile !== null) {
    await inside.run(
      `UPDATE roster_generations SET file = ?
       WHERE compound_id = ? AND generation < ? AND length(file) > 0`,
      [new Uint8Array(), compoundId, oldestFile],
    );
  }
  if (oldestPeople === null) return;
  const [before] = await inside.all(
    `SELECT MAX(generation) AS generation FROM roster_generations
     WHERE compound_id = ? AND generation < (SELECT MIN(generation) FROM roster_generations
       WHERE compound_id = ? AND import_id = ?)`,
    [compoundId, compoundId, importId],
  );
  await inside.run(
    `UPDATE roster_generations SET people = NULL
     WHERE compound_id = ? AND generation < ? AND generation <> ? AND people IS NOT NULL`,
    [compoundId, oldestPeople, Number(before?.generation ?? -1)],
  );
}

/** The first of the last so many. Counted, not reckoned: after a restore the numbers go on far above those before. */
async function oldestOf(
  inside: Database,
  compoundId: string,
  kept: number,
): Promise<number | null> {
  const [row] = await inside.all(
    `SELECT generation FROM roster_generations WHERE compound_id = ?
     ORDER BY generation DESC LIMIT 1 OFFSET ?`,
    [compoundId, kept - 1],
  );
  return row ? numberIn(row, 'generation') : null;
}
