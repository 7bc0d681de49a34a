import { createRxDatabase, type RxJsonSchema } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { entry, type System } from '../entry.ts';

type Row = { id: string } & ReturnType<typeof entry>;

const TEXT = { type: 'string' } as const;

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 20 },
    kind: TEXT,
    at: { type: 'number' },
    follows: { type: ['object', 'null'] },
    subject: { type: 'object' },
    direction: TEXT,
    identification: TEXT,
    reading: { type: 'object' },
    mask: { type: 'boolean' },
    verdict: TEXT,
    outcome: TEXT,
    reasons: { type: 'array' },
  },
} as unknown as RxJsonSchema<Row>;

export async function open(): Promise<System> {
  const database = await createRxDatabase({
    name: `bench-rx-${Date.now()}`,
    storage: getRxStorageDexie(),
    multiInstance: false,
  });
  const { entries } = await database.addCollections<{ entries: Row }>({ entries: { schema } });
  return { write: (number) => entries.insert({ id: String(number), ...entry(number) }) };
}
