import { database } from './database.ts';
import { isConnectionLost } from './storage-failure.ts';
import { StorageSilent } from './storage-state.ts';

/** A lost connection is opened again, once; what is done twice must allow it. */
export async function withReopening<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    // Dexie may not have noticed yet that its connection is dead.
    database.close({ disableAutoOpen: false });
    await database.open().catch((reason) => {
      // Storage that is still being thrown away takes along a connection that is only being opened.
      if (!isConnectionLost(reason) || reason instanceof StorageSilent) throw reason;
      return database.open();
    });
    return await work();
  }
}
