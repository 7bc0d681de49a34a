import { serverSay } from '../words/server-words.ts';
import { type KeyStore, openKeyStore } from './keys/key-store.ts';
import type { Settings } from './settings.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import type { Store } from './store/store.ts';

export interface Premises {
  readonly store: Store;
  readonly keys: KeyStore;
}

/** Keys and store of the settings; a new store gets its street. Also for commands beside a running server. */
export async function openPremises(
  settings: Pick<Settings, 'dataDir' | 'keysDir'>,
): Promise<Premises> {
  const store = await openSqliteStore(settings.dataDir);
  const keys = await openKeyStore(settings.keysDir);
  const places = await store.places.all();
  if (places.length === 0) {
    const name = serverSay('zh-CN')('street.unnamed');
    await store.places.add({ id: 'street', parentId: null, kind: 'street', name });
  }
  return { store, keys };
}
