import { entry, type System } from '../entry.ts';

/** The floor: unsealed JSON, one strict transaction with one add. */
export async function open(): Promise<System> {
  const opening = indexedDB.open('bench-raw', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('entries');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return {
    write: (number) =>
      new Promise<void>((resolve, reject) => {
        const transaction = database.transaction('entries', 'readwrite', { durability: 'strict' });
        transaction.objectStore('entries').add(entry(number), number);
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      }),
  };
}
