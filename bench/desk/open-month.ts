import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import type { Premises } from '../../src/server/premises.ts';
import type { Database } from '../../src/server/store/database.ts';
import { MIGRATIONS } from '../../src/server/store/migrations.ts';
import { readPostgresAddress } from '../../src/server/store/postgres-address.ts';
import { openPostgres } from '../../src/server/store/postgres-database.ts';
import { openSqlite } from '../../src/server/store/sqlite-database.ts';
import { openStore } from '../../src/server/store/store.ts';
import { fillStore } from './fill-store.ts';
import type { MonthPlan } from './month-plan.ts';

export interface OpenMonth extends Premises {
  readonly database: Database;
  /** Epoch ms: goes on from the plan's moment. */
  readonly clock: () => number;
  readonly close: () => Promise<void>;
}

const DONE = 'whole';

/** The same as long as neither this generator, nor its size, nor the schema is another one. */
function folderOf({ size }: MonthPlan): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const made = createHash('sha256').update(JSON.stringify([size, MIGRATIONS]));
  for (const name of ['day-events', 'fill-store', 'make-street', 'month-log', 'month-plan']) {
    made.update(readFileSync(join(here, `${name}.ts`)));
  }
  return join(tmpdir(), `kadian-bench-desk-${made.digest('hex').slice(0, 16)}`);
}

/** `databaseUrl` null: SQLite, in a folder that the next run finds again; else a new and empty database. */
export async function openMonth(
  plan: MonthPlan,
  databaseUrl: string | null,
  tell: (words: string) => void,
): Promise<OpenMonth> {
  const began = performance.now();
  const clock = (): number => Math.round(plan.now + performance.now() - began);
  const folder = folderOf(plan) + (databaseUrl === null ? '' : '-keys');
  const isWhole = databaseUrl === null && existsSync(join(folder, DONE));
  if (isWhole) {
    tell(`The street is that of an earlier run, in ${folder}`);
  } else {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
  }
  const keys = await openKeyStore(join(folder, 'keys'), clock);
  const database =
    databaseUrl === null
      ? openSqlite(join(folder, 'kadian.sqlite'))
      : openPostgres(readPostgresAddress(databaseUrl));
  const store = await openStore(database);
  await keys.keyList(clock());
  if (!isWhole) {
    const startedAt = performance.now();
    await fillStore({ store, keys }, database, plan);
    if (databaseUrl === null) await writeFile(join(folder, DONE), '');
    const [row] = await database.all('SELECT COUNT(*) AS n FROM entries');
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    tell(`A street with ${row?.n} entries was made in ${seconds} s: ${databaseUrl ?? folder}`);
  }
  return {
    store,
    keys,
    database,
    clock,
    async close() {
      await store.close();
      if (databaseUrl !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}
