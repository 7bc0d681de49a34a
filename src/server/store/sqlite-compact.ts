import { DatabaseSync } from 'node:sqlite';

/**
 * Of deleted rows nothing may stay in the journal either: it is brought into the file and emptied. `rewrite` also makes the
 * file as small as what is in it. @returns false when others were at work in it all the while: then the journal stays.
 */
export function compactSqlite(file: string, rewrite: boolean): boolean {
  const raw = new DatabaseSync(file, { timeout: 30_000 });
  try {
    raw.exec('PRAGMA secure_delete = ON');
    if (rewrite) raw.exec('VACUUM');
    const emptied = raw.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    return Number(emptied?.busy) === 0;
  } finally {
    raw.close();
  }
}
