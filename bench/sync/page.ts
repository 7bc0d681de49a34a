// One system to a page, so that no peer's packages meet another's.
import type { OpenSystem, SyncServer } from './sync-system.ts';

const SYSTEMS: Record<string, () => Promise<{ open: OpenSystem }>> = {
  kadian: () => import('./systems/kadian.ts'),
  pouchdb: () => import('./systems/pouchdb.ts'),
  'pouchdb-tuned': () => import('./systems/pouchdb-tuned.ts'),
  rxdb: () => import('./systems/rxdb.ts'),
  'rxdb-tuned': () => import('./systems/rxdb-tuned.ts'),
  'json-gzip': () => import('./systems/json-gzip.ts'),
};

declare global {
  var queueRecords: (server: SyncServer, records: number) => Promise<void>;
  /** Resolves with the ms until all that was queued was acknowledged. */
  var syncRecords: () => Promise<number>;
}

const load = SYSTEMS[location.hash.slice(1)];
if (!load) throw new Error(`no system ${location.hash}`);
const { open } = await load();
let opened: ReturnType<OpenSystem> | null = null;

globalThis.queueRecords = async (server, records) => {
  opened ??= open(server);
  await (await opened).queue(records);
};
globalThis.syncRecords = async () => {
  const system = await opened;
  if (!system) throw new Error('nothing is queued');
  const startedAt = performance.now();
  await system.sync().catch((error: unknown) => {
    // Of a peer's own error only the name of its class would reach the bench.
    throw new Error(`${location.hash.slice(1)}: ${error} ${JSON.stringify(error)}`);
  });
  return performance.now() - startedAt;
};
