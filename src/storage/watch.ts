import { liveQuery } from 'dexie';
import { database } from './database.ts';

const RESUBSCRIBE_MS = 1000;

/** Tells a query's answer now and after every change, also through a reopened database. Returns how to stop. */
export function watch<T>(query: () => Promise<T>, listener: (answer: T) => void): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: () => void = () => undefined;
  const subscribe = (): void => {
    if (stopped) return;
    const subscription = liveQuery(query).subscribe({
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
  return () => {
    stopped = true;
    clearTimeout(timer);
    unsubscribe();
  };
}
