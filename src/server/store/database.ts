export type SqlValue = string | number | null | Uint8Array<ArrayBuffer>;
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * The narrow door to a database engine. Statements are portable: `?` for every value, INSERT … ON CONFLICT,
 * epoch milliseconds as integers, text ids, no sequences; unique keys lead with the column that a
 * distributed database would split by.
 */
export interface Database {
  all(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Resolves with the number of rows changed, once they are durable. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /** All or nothing; durable when it resolves. Transactions run one after another. */
  transaction<T>(work: (inside: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The most values that one statement carries; SQLite and PostgreSQL both take more. */
const MAX_VALUES = 16_000;

export const marks = (count: number): string => Array(count).fill('?').join(', ');

/** Multi-row INSERT in as few statements as fit. `conflict` is what follows the values, with ON CONFLICT. */
export async function insertRows(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  conflict: string,
): Promise<number> {
  const perStatement = Math.max(1, Math.floor(MAX_VALUES / columns.length));
  const tuple = `(${marks(columns.length)})`;
  let changed = 0;
  for (let from = 0; from < rows.length; from += perStatement) {
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
