import { StartProblem } from '../start-problem.ts';
import type { Database } from './database.ts';
import { migration1 } from './migration-1.ts';
import { migration2 } from './migration-2.ts';
import { migration3 } from './migration-3.ts';
import { migration4 } from './migration-4.ts';
import { migration5 } from './migration-5.ts';
import { postgresSchema } from './postgres-dialect.ts';

/** Numbered from 1; what was once released is never edited, a change is a new number. */
export const MIGRATIONS: readonly (readonly string[])[] = [
  migration1,
  migration2,
  migration3,
  migration4,
  migration5,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

const NEWEST = 'SELECT MAX(version) AS version FROM schema_version';

/**
 * Brings the database to this version, all or nothing. Of several processes that start at the same time one does it: the
 * others wait for its first row, and then find the work done. @throws StartProblem when it is from a newer one.
 */
export async function migrate(database: Database): Promise<void> {
  const inWords = database.engine === 'postgres' ? await postgresSchema(database) : asItIs;
  // PostgreSQL's IF NOT EXISTS is no promise when several ask at once: a transaction that comes second is begun anew.
  await database.transaction((inside) =>
    inside.run(
      inWords('CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)'),
    ),
  );
  await database.transaction(async (inside) => {
    const [row] = await inside.all(NEWEST);
    const version = Number(row?.version ?? 0);
    if (version > SCHEMA_VERSION) {
      throw new StartProblem(
        `The database is from a newer Kadian (schema ${version}, this one knows ${SCHEMA_VERSION}): update Kadian, or choose another database.`,
      );
    }
    for (const [index, statements] of MIGRATIONS.entries()) {
      if (index < version) continue;
      // First, so that whoever does the same at the same time waits here.
      await inside.run('INSERT INTO schema_version (version) VALUES (?)', [index + 1]);
      for (const statement of statements) await inside.run(inWords(statement));
    }
  });
}

const asItIs = (statement: string): string => statement;
