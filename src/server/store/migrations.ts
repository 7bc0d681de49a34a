import { StartProblem } from '../start-problem.ts';
import type { Database } from './database.ts';
import { migration1 } from './migration-1.ts';
import { migration2 } from './migration-2.ts';
import { migration3 } from './migration-3.ts';

/** Numbered from 1; what was once released is never edited, a change is a new number. */
const MIGRATIONS: readonly (readonly string[])[] = [migration1, migration2, migration3];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the database to this version, all or nothing. @throws StartProblem when it is from a newer one. */
export async function migrate(database: Database): Promise<void> {
  await database.run(
    'CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)',
  );
  await database.transaction(async (inside) => {
    const [row] = await inside.all('SELECT MAX(version) AS version FROM schema_version');
    const version = Number(row?.version ?? 0);
    if (version > SCHEMA_VERSION) {
      throw new StartProblem(
        `The database is from a newer Kadian (schema ${version}, this one knows ${SCHEMA_VERSION}): update Kadian, or choose another DATA_DIR.`,
      );
    }
    for (const [index, statements] of MIGRATIONS.entries()) {
      if (index < version) continue;
      for (const statement of statements) await inside.run(statement);
      await inside.run('INSERT INTO schema_version (version) VALUES (?)', [index + 1]);
    }
  });
}
