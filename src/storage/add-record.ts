import { Dexie } from 'dexie';
import { database, type RecordRow } from './database.ts';
import { answersInTime } from './storage-state.ts';

const appended = new EventTarget();

/**
 * The one write that a queue of people waits for: one strict transaction with one add, straight on the connection,
 * as Dexie's own bookkeeping would nearly double its time. Rejects with the browser's error, DatabaseClosedError, or
 * StorageSilent, and then the record may be there or not.
 */
export async function addRecord(row: RecordRow): Promise<void> {
  const connection = database.isOpen() ? database.backendDB() : null;
  if (!connection) throw new Dexie.DatabaseClosedError('the connection was closed');
  const transaction = connection.transaction('records', 'readwrite', { durability: 'strict' });
  const written = new Promise<void>((resolve, reject) => {
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
  await answersInTime(written, () => abort(transaction));
  appended.dispatchEvent(new Event('append'));
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is being committed.
  }
}

/** Live queries do not see these writes by themselves. Returns how to stop. */
export function onRecordAdded(listener: () => void): () => void {
  appended.addEventListener('append', listener);
  return () => appended.removeEventListener('append', listener);
}
