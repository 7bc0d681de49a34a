import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { copyDatabase, readDatabaseFile, type StoreCounts } from '../store/sqlite-file.ts';
import { DATABASE_FILE } from '../store/sqlite-store.ts';
import { BackupProblem } from './backup-problem.ts';
import { makeNewFile } from './new-file.ts';

export interface BackupMade extends StoreCounts {
  readonly file: string;
  readonly bytes: number;
}

/**
 * The database as it is at this moment, also while the server runs: one file that was read again from end to end.
 * The keys are not in it. @throws BackupProblem; then there is no file.
 */
export async function backUp(
  dataDir: string,
  file: string,
  onProgress: (done: number, of: number) => void,
): Promise<BackupMade> {
  const database = join(dataDir, DATABASE_FILE);
  if (!(await stat(database).catch(() => null))) {
    throw new BackupProblem(`There is no database in ${dataDir}: is DATA_DIR right?`);
  }
  let counts: StoreCounts | null = null;
  await makeNewFile(file, async (draft) => {
    try {
      await copyDatabase(database, draft, onProgress);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new BackupProblem(`The database could not be copied (${why}); there is no backup.`);
    }
    const reading = readDatabaseFile(draft);
    if (!reading.ok) {
      throw new BackupProblem(
        `The copy is ${reading.why === 'damaged' ? 'damaged, and so is the database or the disk' : 'no database of this Kadian'}; there is no backup.`,
      );
    }
    counts = reading.counts;
  });
  if (!counts) throw new Error('a backup without counts');
  return { ...(counts as StoreCounts), file, bytes: (await stat(file)).size };
}
