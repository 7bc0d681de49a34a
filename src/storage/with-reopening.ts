import { database } from './database.ts';
import { isConnectionLost } from './storage-failure.ts';

/** A lost connection is opened again, once; what is done twice must allow it. */
export async function withReopening<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    // Dexie may not have noticed yet that its connection is dead.
    database.close({ disableAutoOpen: false });
    await database.open();
    return await work();
  }
}
