import { join } from 'node:path';
import { toHex } from '../encoding/bytes.ts';
import { serverSay } from '../words/server-words.ts';
import { exists } from './durable-file.ts';
import { type KeyStore, openKeyStore, ROOT_KEY_FILE } from './keys/key-store.ts';
import type { Settings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { openPostgresStore } from './store/postgres-store.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import type { Store } from './store/store.ts';

export interface Premises {
  readonly store: Store;
  readonly keys: KeyStore;
}

type Where = Pick<Settings, 'dataDir' | 'keysDir' | 'database'>;

/** The store of the settings, whatever its keys. @throws StartProblem */
export const openStoreOf = ({ database, dataDir }: Omit<Where, 'keysDir'>): Promise<Store> =>
  database ? openPostgresStore(database) : openSqliteStore(dataDir);

/** For sentences; never with a password. */
export const nameOfStore = ({ database, dataDir }: Omit<Where, 'keysDir'>): string =>
  database ? String(database) : dataDir;

/**
 * Keys and store of the settings; a new store gets its street and its keys. Also for commands beside a running server.
 * @throws StartProblem, also when the keys are not those that belong to the store: then nothing was made.
 */
export async function openPremises(where: Where): Promise<Premises> {
  const store = await openStoreOf(where);
  try {
    const keys = await openKeysOf(store, where);
    if ((await store.places.all()).length === 0) await addStreet(store);
    return { store, keys };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openKeysOf(store: Store, where: Where): Promise<KeyStore> {
  const { keysDir } = where;
  const whatToDo =
    'set KEYS_DIR to the folder that has them, or bring them back with `kadian restore-keys` (docs/recovery.md).';
  const isInUse = (await store.rootHash.get()) !== null || (await store.devices.count()) > 0;
  if (isInUse && !(await exists(join(keysDir, ROOT_KEY_FILE)))) {
    throw new StartProblem(`The keys of ${nameOfStore(where)} are not in ${keysDir}: ${whatToDo}`);
  }
  const keys = await openKeyStore(keysDir);
  const own = toHex(keys.rootHash);
  if ((await store.rootHash.keep(own)) !== own) {
    throw new StartProblem(
      `The keys in ${keysDir} are not those of ${nameOfStore(where)}: ${whatToDo}`,
    );
  }
  return keys;
}

const addStreet = (store: Store): Promise<void> =>
  store.transaction(async ({ places }) => {
    // Another process may have been quicker.
    if ((await places.all()).length > 0) return;
    const name = serverSay('zh-CN')('street.unnamed');
    await places.add({ id: 'street', parentId: null, kind: 'street', name, madeAt: Date.now() });
  });
