import { openIfThere } from './open-if-there.ts';

const STORES = ['shifts', 'segments', 'records'] as const;

interface Shift {
  readonly closedAt: number | null;
}
interface Segment {
  readonly segmentId: string;
  readonly acknowledged: number;
  readonly trouble?: unknown;
}

/**
 * Whether a shift is open or records wait to be sent; a segment with a trouble that no sending mends does not count, or
 * it would keep every new version away for ever. Reads the phone's database without naming its version: a new worker
 * must not upgrade it under the page of the old one. `isLogAtRest` of src/storage says the same for the page.
 */
export async function isMidShift(): Promise<boolean> {
  const database = await openIfThere();
  if (!database) return false;
  try {
    if (!STORES.every((name) => database.objectStoreNames.contains(name))) return false;
    const transaction = database.transaction(STORES);
    const shifts = await answerOf<Shift[]>(transaction.objectStore('shifts').getAll());
    if (shifts.some((shift) => shift.closedAt === null)) return true;
    const segments = await answerOf<Segment[]>(transaction.objectStore('segments').getAll());
    for (const { segmentId, acknowledged, trouble } of segments) {
      if (trouble) continue;
      const all = IDBKeyRange.bound([segmentId, 0], [segmentId, Number.POSITIVE_INFINITY]);
      const count = await answerOf<number>(transaction.objectStore('records').count(all));
      if (count > acknowledged) return true;
    }
    return false;
  } finally {
    database.close();
  }
}

const answerOf = <T>(request: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
