import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { openPrivateFolder } from '../open-private-folder.ts';
import { StartProblem } from '../start-problem.ts';
import { openSqlite } from './sqlite-database.ts';
import { openStore, type Store } from './store.ts';

/** Its name in the data folder. */
export const DATABASE_FILE = 'kadian.sqlite';

/** The embedded store: one file in the data folder. @throws StartProblem in words for the terminal. */
export async function openSqliteStore(dataDir: string): Promise<Store> {
  try {
    await openPrivateFolder(dataDir);
  } catch {
    throw new StartProblem(
      `The data folder ${dataDir} cannot be written: choose another DATA_DIR or give the server the right to write there.`,
    );
  }
  const file = join(dataDir, DATABASE_FILE);
  try {
    // Made before SQLite would: its journals take their mode from it, and it holds names.
    await (await open(file, 'a', 0o600)).close();
    const database = openSqlite(file);
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => database.inTurn(work);
    return { ...(await openStore(database)), file: { path: file, inTurn } };
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StartProblem(`The database ${file} cannot be opened (${why}).`);
  }
}
