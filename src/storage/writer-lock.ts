import { holdDatabase } from './connection.ts';

const LOCK_NAME = 'kadian-writer';
/** A page that is being reloaded gives its lock back a moment later. */
const WAIT_MS = 1000;

/** The right to write this browser's log. One tab has it at a time. */
export interface WriterLock {
  /** Aborted when another tab took over. */
  readonly lost: AbortSignal;
  release(): void;
}

/** Settles when the lock that this tab gave back last is free for others. */
let givenBack: Promise<unknown> = Promise.resolve();

/** Null: another tab has it, and `steal` was not asked for. */
export async function takeWriterLock({ steal }: { steal: boolean }): Promise<WriterLock | null> {
  await givenBack;
  const lost = new AbortController();
  let giveFree: () => void = () => undefined;
  return new Promise((resolve) => {
    const request = navigator.locks
      .request(LOCK_NAME, steal ? { steal } : { signal: AbortSignal.timeout(WAIT_MS) }, () => {
        giveFree = holdDatabase();
        return new Promise<void>((free) => {
          resolve({
            lost: lost.signal,
            release: () => {
              givenBack = request;
              giveFree();
              free();
            },
          });
        });
      })
      .catch(() => {
        // Not got in time (resolves to null), or stolen later (the promise is settled already).
        giveFree();
        lost.abort();
        resolve(null);
      });
  });
}
