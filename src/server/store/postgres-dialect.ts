import type { Database } from './database.ts';

/** `?` as `$1`, `$2` …; a question mark in a quoted text or name stays. */
export function numberedMarks(sql: string): string {
  let count = 0;
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => {
    if (part !== '?') return part;
    count += 1;
    return `$${count}`;
  });
}

const SORTS_BY_LETTERS = `SELECT CASE WHEN 'a' < 'B' THEN 1 ELSE 0 END AS by_letters`;

/**
 * How a statement of the migrations is said to PostgreSQL. Texts are compared by their bytes, as SQLite does: pages go on
 * after the last row of the page before, and labels sort alike on both, whatever the language of the database.
 */
export async function postgresSchema(database: Database): Promise<(statement: string) => string> {
  const [row] = await database.all(SORTS_BY_LETTERS);
  const text = row?.by_letters === 1 ? 'TEXT COLLATE "C"' : 'TEXT';
  return (statement) =>
    statement
      .replaceAll(/\bBLOB\b/g, 'BYTEA')
      .replaceAll(/\bTEXT\b/g, text)
      .replace(/\)\s*WITHOUT ROWID\s*$/, ')');
}
