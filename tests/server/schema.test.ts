import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/server/store/database.ts';
import { type LedgerFilter, openLedger } from '../../src/server/store/ledger.ts';
import { MIGRATIONS, migrate } from '../../src/server/store/migrations.ts';
import { openSqlite } from '../../src/server/store/sqlite-database.ts';

/** By which column a distributed database splits each table; written by hand beside the migration's comments. */
const DISTRIBUTED_BY: Record<string, string> = {
  schema_version: 'version',
  server_state: 'name',
  devices: 'device_id',
  segments: 'device_id',
  sealed_records: 'device_id',
  forked_records: 'device_id',
  gates: 'gate_id',
  shifts: 'gate_id',
  duties: 'gate_id',
  entries: 'gate_id',
  amendments: 'gate_id',
  places: 'street_id',
  households: 'street_id',
  residents: 'street_id',
  passes: 'street_id',
  policies: 'street_id',
  accesses: 'street_id',
  roster_generations: 'compound_id',
  invitations: 'token_hash',
  spent_signatures: 'device_id',
  told_gates: 'device_id',
  purged_segments: 'device_id',
  gone_people: 'street_id',
  former_households: 'street_id',
  next_numbers: 'street_id',
  imports: 'street_id',
  import_parts: 'import_id',
  paper_sheets: 'gate_id',
  reviews: 'gate_id',
  head_counts: 'gate_id',
  case_steps: 'gate_id',
  contacts: 'street_id',
  marks: 'street_id',
  notices: 'street_id',
  notice_reads: 'gate_id',
  statements: 'street_id',
  handovers_accepted: 'gate_id',
  standards_answers: 'gate_id',
  quiz_answers: 'gate_id',
  volunteers: 'street_id',
  turns: 'street_id',
  street_settings: 'street_id',
  maps: 'street_id',
  gate_positions: 'street_id',
};

let folder: string;
let database: Database;
let raw: DatabaseSync;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-schema-'));
  const file = join(folder, 'schema.sqlite');
  database = openSqlite(file);
  await migrate(database);
  raw = new DatabaseSync(file);
});
afterAll(async () => {
  raw.close();
  await database.close();
  await rm(folder, { recursive: true });
});

test('every table is split by one column, and every unique key leads with it', () => {
  const tables = raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(DISTRIBUTED_BY).sort());
  for (const [table, column] of Object.entries(DISTRIBUTED_BY)) {
    const unique = raw
      .prepare(
        `SELECT l.name, i.name AS leads FROM pragma_index_list(?) l, pragma_index_info(l.name) i
         WHERE l."unique" = 1 AND i.seqno = 0`,
      )
      .all(table);
    const [primary] = raw.prepare('SELECT name FROM pragma_table_info(?) WHERE pk = 1').all(table);
    expect([table, primary?.name]).toEqual([table, column]);
    for (const { name, leads } of unique)
      expect([table, name, leads]).toEqual([table, name, column]);
  }
});

/** What one of Citus, CockroachDB and YugabyteDB lacks or does otherwise, or what only SQLite or only PostgreSQL has. */
const NOT_EVERYWHERE: readonly RegExp[] = [
  /\b(BIG|SMALL)?SERIAL\b|\bSEQUENCE\b|\bNEXTVAL\b|\bAUTOINCREMENT\b|\bGENERATED\b/i,
  /\bTRIGGER\b|\bCREATE (OR REPLACE )?(FUNCTION|PROCEDURE|RULE|EXTENSION)\b/i,
  /ADVISORY|\bLISTEN\b|\bNOTIFY\b|\bLOCK TABLE\b/i,
  /\bSKIP LOCKED\b|\bFOR (NO KEY )?(UPDATE|SHARE)\b|\bNOWAIT\b/i,
  /\bTEMP(ORARY)? TABLE\b|\bMATERIALIZED\b|\bRETURNING\b|\bWITH\s+RECURSIVE\b|\bLATERAL\b/i,
  /\bREFERENCES\b|\bFOREIGN KEY\b|\bDEFERRABLE\b|\bEXCLUDE\b|\bON CONSTRAINT\b|\bCHECK \(/i,
  /\bINSERT OR\b|\bREPLACE INTO\b|\bROWID\b(?<!WITHOUT ROWID)|\bGLOB\b|\bIFNULL\b|\bPRAGMA\b|\bSTRFTIME\b/i,
  /\bM(AX|IN)\([^()]*,|\bISNULL\b|\bNOTNULL\b|\|\|\s*CAST|::|->|\bILIKE\b|~\*|\bNOW\(\)|\bTRUNCATE\b/i,
  /\b(REAL|FLOAT|DOUBLE|NUMERIC|JSONB?|TIMESTAMP\w*|BOOLEAN|INTEGER|VARCHAR)\b/,
];

const STORE = new URL('../../src/server/store/', import.meta.url);
const LITERAL = /`[^`]*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;
const SQL =
  /\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WHERE|FROM|JOIN|CONFLICT|ORDER BY|LIMIT)\b/;

/** Every text in the store's code that is, or is a part of, a statement; each engine's own file speaks its own language. */
function statements(): { readonly file: string; readonly sql: string }[] {
  return readdirSync(STORE)
    .filter((file) => /\.ts$/.test(file) && !/^(sqlite|postgres)-/.test(file))
    .flatMap((file) => {
      const code = readFileSync(new URL(file, STORE), 'utf8').replaceAll(
        /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
        '',
      );
      const texts = (code.match(LITERAL) ?? []).filter((text) => SQL.test(text));
      return texts.map((sql) => ({ file, sql }));
    });
}

test('no statement needs what a distributed database or one of the two stores lacks', () => {
  const all = statements();
  expect(all.length).toBeGreaterThan(150);
  const wrong = all.flatMap(({ file, sql }) =>
    NOT_EVERYWHERE.filter((lacking) => lacking.test(sql)).map(
      (lacking) => `${file}: ${lacking.exec(sql)?.[0]} in ${sql}`,
    ),
  );
  expect(wrong).toEqual([]);
});

test('what a table is split by is never changed, and rows that are there already are found by it', () => {
  const wrong: string[] = [];
  for (const { file, sql } of statements()) {
    const [, table = '', set = ''] = /\bUPDATE (\w+) SET ([\s\S]*?)(?:\bWHERE\b|$)/.exec(sql) ?? [];
    const column = DISTRIBUTED_BY[table];
    if (column && new RegExp(`\\b${column} =`).test(set.replaceAll(/\([\s\S]*\)/g, ''))) {
      wrong.push(`${file}: ${sql}`);
    }
    const [, key] = /ON CONFLICT \((\w+)/.exec(sql) ?? [];
    if (key && !Object.values(DISTRIBUTED_BY).includes(key)) wrong.push(`${file}: ${sql}`);
  }
  expect(wrong).toEqual([]);
});

const inserted = (statement: string): string => /^INSERT INTO (\w+)/.exec(statement)?.[1] ?? '-';

test('a migration only adds: servers of the version before go on beside it', () => {
  // The second was made before several servers shared a database.
  const later = MIGRATIONS.slice(2).flat();
  const isOfNewTable = (statement: string): boolean =>
    later.some((made) => made.startsWith(`CREATE TABLE ${inserted(statement)} `));
  const fillsNewColumn = (statement: string): boolean => {
    const [, table, column] =
      /^UPDATE (\w+) SET (\w+) = [^,]*? (?:FROM|WHERE) /.exec(statement) ?? [];
    return later.some((made) => made.startsWith(`ALTER TABLE ${table} ADD COLUMN ${column} `));
  };
  const wrong = later.filter(
    (statement) =>
      !/^CREATE (TABLE|INDEX) |^DROP INDEX |^ALTER TABLE \w+ ADD COLUMN /.test(statement) &&
      !isOfNewTable(statement) &&
      !fillsNewColumn(statement),
  );
  expect(wrong).toEqual([]);
  const unfilled = later.filter(
    (statement) =>
      /ADD COLUMN/.test(statement) && /NOT NULL/.test(statement) && !/DEFAULT/.test(statement),
  );
  expect(unfilled).toEqual([]);
});

test('what the version before wrote goes on: changes know their shift, fever cases that are open stay open', async () => {
  const file = join(folder, 'before.sqlite');
  const before = new DatabaseSync(file);
  before.exec('CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY)');
  before.exec('INSERT INTO schema_version (version) VALUES (1), (2)');
  for (const statement of MIGRATIONS.slice(0, 2).flat()) before.exec(statement);
  const add = (table: string, row: Record<string, string | number>): void => {
    const columns = before.prepare(`PRAGMA table_info(${table})`).all();
    const values = columns.map(({ name, type }) => {
      const zero = type === 'BIGINT' ? 0 : type === 'BLOB' ? new Uint8Array() : '';
      return row[String(name)] ?? zero;
    });
    before.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join()})`).run(...values);
  };
  const [gate, segment, shift, sheet] = ['g', 'later', 'first', 'sheet'];
  add('segments', { device_id: 'd', segment_id: segment, gate_id: gate, shift_id: shift });
  add('amendments', { gate_id: gate, segment_id: segment, number: 9, change: '{}' });
  add('amendments', { gate_id: gate, segment_id: sheet, number: 1, change: '{}' });
  const entry = { gate_id: gate, segment_id: segment, state: 'standing', reasons: 'fever-first' };
  add('entries', { ...entry, number: 1, outcome: 'parked' });
  add('entries', { ...entry, number: 2, outcome: 'passed' });
  add('entries', { ...entry, number: 3, outcome: 'parked', state: 'continued' });
  before.close();
  const brought = openSqlite(file);
  await migrate(brought);
  const amendments = await brought.all('SELECT number, shift_id FROM amendments ORDER BY number');
  expect(amendments.map((row) => row.shift_id)).toEqual([sheet, shift]);
  const open = await brought.all('SELECT number FROM entries WHERE open_case = 1');
  expect(open.map((row) => row.number)).toEqual([1]);
  await brought.close();
});

/** Finds nothing, and says how it would have been looked for. */
const explainingTo = (plan: string[]): Database => ({
  engine: 'sqlite',
  run: database.run,
  transaction: database.transaction,
  close: database.close,
  all: async (sql, values = []) => {
    const rows = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    plan.push(...rows.map(({ detail }) => String(detail)));
    return sql.includes('former_households') ? [{ household_id: 1 }] : [];
  },
});

const ANY: LedgerFilter = {
  streetId: 's',
  gateIds: null,
  from: null,
  to: null,
  verdict: null,
  direction: null,
  search: null,
  rosterNumber: null,
  householdId: null,
};
const SPAN = { from: 1_000, to: 2_000 };

test.each<[string, string, Partial<LedgerFilter>]>([
  ['all of a street', 'entries_by_street', {}],
  ['a street’s day', 'entries_by_street', SPAN],
  ['one gate', 'entries_by_gate', { gateIds: ['g1'] }],
  ['one gate’s day', 'entries_by_gate', { gateIds: ['g1'], ...SPAN }],
  ['some gates’ day', 'entries_by_street', { gateIds: ['g1', 'g2'], ...SPAN }],
  ['a household', 'entries_by_household', { householdId: 1 }],
  ['a resident', 'entries_by_household', { rosterNumber: 11 }],
  ['a resident at some gates', 'entries_by_household', { rosterNumber: 11, gateIds: ['g1', 'g2'] }],
])('a page of %s comes in order from %s, without sorting', async (_what, index, filter) => {
  const place = { at: 1_500, segmentId: 'a', number: 1 };
  for (const after of [null, place]) {
    const plan: string[] = [];
    const explaining = explainingTo(plan);
    await openLedger(explaining).lines({ ...ANY, ...filter }, after, 50);
    const first = plan.find((step) => step.startsWith('SEARCH e '));
    expect(first).toContain(`USING INDEX ${index} (street_id=?`);
    if (after) expect(first).toMatch(/at[<>,]/);
    // Only those of one moment.
    const sorting = plan.filter((step) => /TEMP B-TREE|^SCAN/.test(step) && !/LAST 2/.test(step));
    expect(sorting).toEqual([]);
  }
});
