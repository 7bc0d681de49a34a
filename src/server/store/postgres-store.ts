import { StartProblem } from '../start-problem.ts';
import type { Database } from './database.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { openPostgres } from './postgres-database.ts';
import { NoWritableHost, UnsafeServer } from './postgres-error.ts';
import { openStore, type Store } from './store.ts';

/** A store in PostgreSQL. @throws StartProblem in words for the terminal, without the password. */
export async function openPostgresStore(address: PostgresAddress): Promise<Store> {
  const database = openPostgres(address);
  try {
    await refuseForgetful(database);
    return await openStore(database);
  } catch (error) {
    await database.close();
    if (error instanceof StartProblem) throw error;
    throw new StartProblem(sentenceOf(address, error));
  }
}

/** A crash of the server's machine would take back what phones were told is safe. */
async function refuseForgetful(database: Database): Promise<void> {
  const [row] = await database.all(
    `SELECT COALESCE(current_setting('fsync', true), 'on') AS fsync`,
  );
  if (row?.fsync !== 'off') return;
  throw new StartProblem(
    'The PostgreSQL of DATABASE_URL runs with fsync off: what it acknowledges may be lost. Set fsync = on.',
  );
}

function sentenceOf(address: PostgresAddress, error: unknown): string {
  if (error instanceof UnsafeServer) {
    return `The PostgreSQL of DATABASE_URL is not safe to write to (${error.message}). Set synchronous_commit = on.`;
  }
  const cause = error instanceof NoWritableHost ? error.cause : error;
  const why = cause instanceof Error ? cause.message || cause.name : String(cause);
  return `The database ${address} cannot be opened (${why}).`;
}
