import { Dexie } from 'dexie';
import { database, type RecordRow } from './database.ts';

const appended = new EventTarget();

/**
 * The one write that a queue of people waits for: one strict transaction with one add, straight on the connection,
 * as Dexie's own bookkeeping would nearly double its time. Rejects with the browser's error, or DatabaseClosedError.
 */
export async function addRecord(row: RecordRow): Promise<void> {
  const connection = database.isOpen() ? database.backendDB() : null;
  if (!connection) throw new Dexie.DatabaseClosedError('the connection was closed');
  await new Promise<void>((resolve, reject) => {
    const transaction = connection.transaction('records', 'readwrite', { durability: 'strict' });
    transaction.objectStore('records').add(row);
    // A commit that fails may fire only `abort`; without an error the connection was taken away.
    transaction.onabort = () =>
      reject(
        transaction.error ??
          new Dexie.DatabaseClosedError('the connection ended in the transaction'),
      );
    transaction.oncomplete = () => resolve();
    // Safari before 15 lacks it; it only saves a turn.
    transaction.commit?.();
  });
  appended.dispatchEvent(new Event('append'));
}

/** Live queries do not see these writes by themselves. Returns how to stop. */
export function onRecordAdded(listener: () => void): () => void {
  appended.addEventListener('append', listener);
  return () => appended.removeEventListener('append', listener);
}
