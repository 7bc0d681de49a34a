/**
 * Whether a shift is open or not fully received. Reads the phone's database without naming its version: a new worker
 * must not upgrade it under the page of the old one.
 */
export function isMidShift(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('kadian');
    // There is none yet, and asking must not make one.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const database = opening.result;
      const close = <T>(settle: (value: T) => void, value: T): void => {
        database.close();
        settle(value);
      };
      if (!database.objectStoreNames.contains('shifts')) return close(resolve, false);
      const reading = database.transaction('shifts').objectStore('shifts').getAll();
      reading.onsuccess = () => close(resolve, reading.result.some(isUnsettled));
      reading.onerror = () => close(reject, reading.error);
    };
  });
}

const isUnsettled = (shift: unknown): boolean =>
  typeof shift === 'object' && shift !== null && 'settledAt' in shift && shift.settledAt === null;
