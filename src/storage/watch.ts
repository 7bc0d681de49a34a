import { liveQuery } from 'dexie';
import { onRecordAdded } from './add-record.ts';
import { database } from './database.ts';

const RESUBSCRIBE_MS = 1000;

class QueryFailed extends Error {
  override readonly name = 'QueryFailed';
}

/** Dexie keeps a closed database and an abort to itself, and whoever watches would never be told anything again. */
const aloud =
  <T>(query: () => Promise<T>) =>
  async (): Promise<T> => {
    try {
      return await query();
    } catch (error) {
      throw new QueryFailed('what is watched could not be asked', { cause: error });
    }
  };

/** Tells a query's answer now and after every change, also through a reopened database. Returns how to stop. */
export const watch = <T>(query: () => Promise<T>, listener: (answer: T) => void): (() => void) =>
  keepTelling(query, listener, () => () => undefined);

/** The same for queries that count records. */
export const watchLog = <T>(query: () => Promise<T>, listener: (answer: T) => void): (() => void) =>
  keepTelling(query, listener, onRecordAdded);

function keepTelling<T>(
  query: () => Promise<T>,
  listener: (answer: T) => void,
  onMore: (again: () => void) => () => void,
): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: () => void = () => undefined;
  const subscribe = (): void => {
    clearTimeout(timer);
    timer = undefined;
    unsubscribe();
    if (stopped) return;
    const subscription = liveQuery(aloud(query)).subscribe({
      next: (answer) => {
        if (!stopped) listener(answer);
      },
      error: () => {
        if (stopped) return;
        timer = setTimeout(() => void database.open().then(subscribe, subscribe), RESUBSCRIBE_MS);
      },
    });
    unsubscribe = () => subscription.unsubscribe();
  };
  subscribe();
  const ignore = onMore(() => {
    timer ??= setTimeout(subscribe);
  });
  return () => {
    stopped = true;
    ignore();
    clearTimeout(timer);
    unsubscribe();
  };
}
