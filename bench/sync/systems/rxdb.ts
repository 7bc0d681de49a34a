import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import {
  type documentOf,
  documentsOf,
  newLog,
  type OpenSystem,
  type SyncServer,
  type SyncSystem,
} from '../sync-system.ts';

type Row = ReturnType<typeof documentOf>;

const TEXT = { type: 'string' } as const;
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 20 },
    gate: TEXT,
    at: { type: 'number' },
    subject: { type: 'object' },
    direction: TEXT,
    identification: TEXT,
    reading: { type: 'object' },
    mask: { type: 'boolean' },
    verdict: TEXT,
    outcome: TEXT,
    reasons: { type: 'array' },
    shown: { type: 'array' },
  },
} as unknown as RxJsonSchema<Row>;

/** Its replication over HTTP, as its documentation shows it. `batch`: records to a request. */
export const openRxDb = async ({ origin }: SyncServer, batch?: number): Promise<SyncSystem> => {
  let entries: RxCollection<Row> | null = null;
  return {
    async queue(records) {
      await entries?.database.remove();
      const log = newLog();
      const database = await createRxDatabase({
        name: `bench-${log}`,
        storage: getRxStorageDexie(),
        multiInstance: false,
      });
      const added = await database.addCollections<{ entries: RxCollection<Row> }>({
        entries: { schema },
      });
      entries = added.entries;
      const { error } = await entries.bulkInsert(documentsOf(log, records));
      if (error.length > 0) throw new Error('not queued');
    },
    async sync() {
      if (!entries) throw new Error('nothing is queued');
      const replication = replicateRxCollection<Row, null>({
        collection: entries,
        replicationIdentifier: `to-${origin}`,
        live: false,
        retryTime: 100,
        waitForLeadership: false,
        push: {
          ...(batch !== undefined && { batchSize: batch }),
          async handler(rows) {
            const answer = await fetch(`${origin}/push`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(rows),
            });
            return answer.json();
          },
        },
      });
      replication.error$.subscribe((error) => console.error(error));
      await replication.awaitInitialReplication();
      await replication.cancel();
    },
  };
};

export const open: OpenSystem = (server) => openRxDb(server);
