// One system to a page, so that no peer's packages meet another's.
import type { System } from './entry.ts';

const SYSTEMS: Record<string, () => Promise<{ open: () => Promise<System> }>> = {
  indexeddb: () => import('./systems/indexeddb.ts'),
  kadian: () => import('./systems/kadian.ts'),
  pouchdb: () => import('./systems/pouchdb.ts'),
  rxdb: () => import('./systems/rxdb.ts'),
};

const load = SYSTEMS[location.hash.slice(1)];
if (!load) throw new Error(`no system ${location.hash}`);
const system = await (await load()).open();
let number = 0;

declare global {
  /** Milliseconds of each of `count` writes, one after the other. */
  var timeWrites: (count: number) => Promise<number[]>;
}
globalThis.timeWrites = async (count) => {
  const timings: number[] = [];
  for (let i = 0; i < count; i++) {
    number += 1;
    const startedAt = performance.now();
    await system.write(number);
    timings.push(performance.now() - startedAt);
  }
  return timings;
};
