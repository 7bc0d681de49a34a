import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChangeFeed } from '../../src/server/change-feed.ts';
import { RunningImports } from '../../src/server/roster-import/running-imports.ts';
import { readPostgresAddress } from '../../src/server/store/postgres-address.ts';
import { openPostgres } from '../../src/server/store/postgres-database.ts';
import { openPostgresStore } from '../../src/server/store/postgres-store.ts';
import { openStore } from '../../src/server/store/store.ts';
import { BARE_SERVER, startProcess } from '../server/server-process.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from '../server/server-rig.ts';
import { newPostgresDatabase } from '../server/test-database.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

test('of servers that start on an empty database at the same time one makes the tables', async () => {
  const address = readPostgresAddress(await newPostgresDatabase({ empty: true }));
  const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore(address)));
  expect(new Set(stores.map(({ incarnation }) => incarnation)).size).toBe(1);
  await Promise.all(stores.map((store) => store.close()));
});

test('two server processes on one database and one folder of keys serve the same street', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-two-'));
  const DATABASE_URL = await newPostgresDatabase({ empty: true });
  const environment = { DATABASE_URL, KEYS_DIR: join(folder, 'keys'), PORT: '0' };
  const start = (name: string) =>
    startProcess(BARE_SERVER, { ...environment, DATA_DIR: join(folder, name) });
  // The first makes the keys; they are copied, or shared, before a second starts.
  const first = start('one');
  await first.printed('Kadian is at');
  const second = start('two');
  await second.printed('Kadian is at');
  const database = openPostgres(readPostgresAddress(DATABASE_URL));
  expect(await database.all('SELECT id FROM places')).toEqual([{ id: 'street' }]);
  await database.close();
  for (const { child, ended } of [first, second]) {
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  }
  await rm(folder, { recursive: true });
});

test('a server refuses to start where commits are acknowledged before they are safe', async () => {
  const url = await newPostgresDatabase({ empty: true });
  const database = openPostgres(readPostgresAddress(url));
  await database.run(`ALTER DATABASE ${url.split('/').at(-1)} SET synchronous_commit = off`);
  await database.close();
  await expect(openPostgresStore(readPostgresAddress(url))).rejects.toThrow(
    'Set synchronous_commit = on',
  );
});

test('a server says which database it cannot reach, and never the password', async () => {
  const nowhere = readPostgresAddress((await newPostgresDatabase()).replace(/[^/]+$/, 'nowhere'));
  await expect(openPostgresStore(nowhere)).rejects.toThrow(/nowhere cannot be opened/);
});

test('texts are compared by their bytes, whatever the language of the database', async () => {
  const template = await newPostgresDatabase({ empty: true });
  const database = openPostgres(readPostgresAddress(template));
  const name = `${template.split('/').at(-1)}_de`;
  await database.run(
    `CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de' LOCALE 'C'`,
  );
  await database.close();
  const german = openPostgres(readPostgresAddress(template.replace(/[^/]+$/, name)));
  const { places } = await openStore(german);
  for (const id of ['B', 'a', 'C']) {
    await places.add({ id: id.toLowerCase(), parentId: null, kind: 'street', name: id });
  }
  const rows = await german.all('SELECT name FROM places ORDER BY name');
  expect(rows.map((row) => row.name)).toEqual(['B', 'C', 'a']);
  await german.close();
});

test('a desk at one server hears of entries that another took, once, and not of those from before', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'g1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  // Another server's feed, on the same store: what this rig's app announces does not reach it.
  const heard: [number, string][] = [];
  let looks = 0;
  const ledger = {
    arrivals: async (streetId: string, since: number) => {
      const arrivals = await rig.store.ledger.arrivals(streetId, since);
      looks += 1;
      return arrivals;
    },
  };
  const feed = new ChangeFeed({ ledger, clock: () => rig.time.now, everyMs: 5 });
  const stop = feed.listen('s', ({ entries }, gatePath) => heard.push([entries, gatePath]));
  const another = async () => {
    const before = looks;
    await expect.poll(() => looks).toBeGreaterThan(before + 1);
  };
  await another();
  expect(heard).toEqual([]);
  rig.time.now += 1_000;
  for (let n = 0; n < 3; n += 1) await log.append(entryAt(NOW + n));
  await log.push(2, 4);
  await expect.poll(() => heard).toEqual([[3, 's/c/m1/g1/']]);
  // What it announces itself it does not find again.
  rig.time.now += 1_000;
  feed.announce({ entries: 1, at: rig.time.now }, 's/c/m1/g1/');
  await log.append(entryAt(NOW));
  await log.push(5, 5);
  await another();
  expect(heard).toEqual([
    [3, 's/c/m1/g1/'],
    [1, 's/c/m1/g1/'],
  ]);
  stop();
});

test('of two processes that begin to work at an import at the same time one does', async () => {
  const { imports } = rig.store;
  const about = { streetId: 's', importId: 'ab', deviceId: 'd', placeId: 'm1', columns: [] };
  const file = { what: 'roster', fileName: 'x.csv', bytes: 3 } as const;
  const job = {
    ...{ ...about, ...file, startedAt: NOW, phase: 'receiving' as const },
    detail: JSON.stringify({ phase: 'receiving' }),
  };
  await imports.add(job);
  const deps = { store: rig.store, clock: () => NOW, onFailure: () => {} };
  let works = 0;
  const run = async () => {
    const running = new RunningImports(deps);
    await running.run(
      job,
      (runner) => ({ phase: 'reading', runner }),
      async () => {
        works += 1;
        return { phase: 'failed', why: 'damaged' };
      },
    );
    await running.ended('ab');
  };
  const results = await Promise.allSettled([run(), run(), run()]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(works).toBe(1);
  expect((await imports.find('s', 'ab'))?.phase).toBe('failed');
});
