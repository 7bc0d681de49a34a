export type SqlValue = string | number | null | Uint8Array<ArrayBuffer>;
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * The narrow door to a database engine. Statements are portable: `?` for every value, INSERT … ON CONFLICT,
 * epoch milliseconds as integers, text ids, no sequences; unique keys lead with the column that a
 * distributed database would split by.
 */
export interface Database {
  /** PostgreSQL serves several server processes, SQLite one, with commands beside it. */
  readonly engine: 'sqlite' | 'postgres';
  all(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Resolves with the number of rows changed, once they are durable. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /**
   * All or nothing; durable when it resolves. As if transactions ran one after another: `work` may run several times
   * until it fits in, so it does nothing but ask `inside`, and makes anew whatever it counts or collects.
   */
  transaction<T>(work: (inside: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The most values that one statement carries. SQLite and PostgreSQL take more, but keep them with the statement. */
const MAX_VALUES = 4_000;

export const marks = (count: number): string => Array(count).fill('?').join(', ');

/** For `IN (…)`: the last again and again up to a power of two, so that a handful of statements are prepared. */
export function padded<T extends SqlValue>(values: readonly T[]): T[] {
  const last = values.at(-1);
  if (last === undefined) return [];
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return Array.from({ length }, (_, index) => values[index] ?? last);
}

/** The same text for the same INSERT: it is long, and finding its statement by a new one would cost as much as a row. */
const inserts = new Map<string, string>();
const MAX_INSERTS = 500;

function insertOf(table: string, columns: readonly string[], rows: number, conflict: string) {
  const into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES`;
  const key = `${rows} ${into} ${conflict}`;
  const known = inserts.get(key);
  if (known !== undefined) return known;
  const tuples = Array(rows).fill(`(${marks(columns.length)})`);
  const sql = `${into} ${tuples.join(', ')} ${conflict}`;
  if (inserts.size < MAX_INSERTS) inserts.set(key, sql);
  return sql;
}

/**
 * Multi-row INSERT in as few statements as fit, their rows a power of two: a handful are prepared, whatever the number
 * of rows. `conflict` is what follows the values, with ON CONFLICT.
 */
export async function insertRows(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  conflict: string,
): Promise<number> {
  let changed = 0;
  let perStatement = 2 ** Math.floor(Math.log2(MAX_VALUES / columns.length));
  for (let from = 0; from < rows.length; from += perStatement) {
    while (perStatement > rows.length - from) perStatement /= 2;
    const values: SqlValue[] = [];
    for (let at = from; at < from + perStatement; at += 1) {
      for (const column of columns) values.push(rows[at]?.[column] ?? null);
    }
    changed += await database.run(insertOf(table, columns, perStatement, conflict), values);
  }
  return changed;
}

/** The SET part that takes every named column from the row that was to be inserted. */
export const takeNew = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = excluded.${column}`).join(', ');
