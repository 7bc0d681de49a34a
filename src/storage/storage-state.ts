/**
 * `other-window`: an older window of the app keeps the database, and gives it up when its shift is over.
 * `silent`: the browser neither opens the database nor refuses to.
 */
export type StorageState = 'answers' | 'other-window' | 'silent';

let state: StorageState = 'answers';
const listeners = new Set<(state: StorageState) => void>();

export function tellStorageState(now: StorageState): void {
  if (now === state) return;
  state = now;
  for (const listener of [...listeners]) listener(now);
}

export const storageState = (): StorageState => state;

/** Tells now and after every change. Returns how to stop. */
export function watchStorageState(listener: (state: StorageState) => void): () => void {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

/** Longer than a slow phone with a full disk has been seen to take for anything. */
export const SILENT_AFTER_MS = 15_000;

/** The storage neither did it nor refused; whether it will still do it is unknown. */
export class StorageSilent extends Error {
  override readonly name = 'StorageSilent';
}

/** Safari's IndexedDB is known to take a request and never to answer: nobody is left waiting for that. */
export function answersInTime<T>(work: PromiseLike<T>, giveUp?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // What waits for another window is not hung.
      if (state === 'other-window') return;
      tellStorageState('silent');
      giveUp?.();
      reject(new StorageSilent('the storage does not answer'));
    }, SILENT_AFTER_MS);
    work.then(
      (answer) => {
        clearTimeout(timer);
        if (state === 'silent') tellStorageState('answers');
        resolve(answer);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
