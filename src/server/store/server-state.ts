import type { Database } from './database.ts';
import { textIn } from './row.ts';

/** What the database knows of itself, by name. */
type StateName =
  | 'incarnation'
  | 'restored-at'
  | 'root-hash'
  | 'retention-days'
  | 'purging'
  | 'purged-at';

const INSERT = 'INSERT INTO server_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO';

export async function stateOf(database: Database, name: StateName): Promise<string | null> {
  const [row] = await database.all('SELECT value FROM server_state WHERE name = ?', [name]);
  return row ? textIn(row, 'value') : null;
}

export async function setState(database: Database, name: StateName, value: string): Promise<void> {
  await database.run(`${INSERT} UPDATE SET value = excluded.value`, [name, value]);
}

/** Resolves with what stands: this value, or the one that was there before. */
export async function keepFirst(
  database: Database,
  name: StateName,
  value: string,
): Promise<string> {
  // Read first: a command beside the server need not wait to write.
  const known = await stateOf(database, name);
  if (known !== null) return known;
  await database.run(`${INSERT} NOTHING`, [name, value]);
  const kept = await stateOf(database, name);
  if (kept === null) throw new Error(`the state ${name} was not kept`);
  return kept;
}

/** Which keys the database belongs to, by the SHA-256 of their root, hex: without them nobody could use what is in it. */
export interface RootHash {
  /** Null: none yet. */
  get(): Promise<string | null>;
  /** Resolves with the one that stands: this, or the first that was kept. */
  keep(hash: string): Promise<string>;
  /** The old keys are lost, and these are the database's from now on. */
  replace(hash: string): Promise<void>;
}

export const openRootHash = (database: Database): RootHash => ({
  get: () => stateOf(database, 'root-hash'),
  keep: (hash) => keepFirst(database, 'root-hash', hash),
  replace: (hash) => setState(database, 'root-hash', hash),
});
