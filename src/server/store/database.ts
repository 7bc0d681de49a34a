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
  transaction<T>(
    work: (inside: Database) => Promise<T>,
    /** For short work: where commits are dear, several that wait may share one. */
    options?: { readonly mayShare: boolean },
  ): Promise<T>;
  close(): Promise<void>;
}

/** The most values that one statement carries. SQLite and PostgreSQL take more, but keep them with the statement. */
const MAX_VALUES = 4_000;

export const marks = (count: number): string => Array(count).fill('?').join(', ');

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
  const tuple = `(${marks(columns.length)})`;
  let changed = 0;
  let perStatement = 2 ** Math.floor(Math.log2(MAX_VALUES / columns.length));
  for (let from = 0; from < rows.length; from += perStatement) {
    while (perStatement > rows.length - from) perStatement /= 2;
    const part = rows.slice(from, from + perStatement);
    const values = part.flatMap((row) => columns.map((column) => row[column] ?? null));
    const tuples = Array(part.length).fill(tuple).join(', ');
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples} ${conflict}`;
    changed += await database.run(sql, values);
  }
  return changed;
}

/** The SET part that takes every named column from the row that was to be inserted. */
export const takeNew = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = excluded.${column}`).join(', ');
