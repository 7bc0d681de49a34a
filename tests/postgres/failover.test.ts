import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import type { Database } from '../../src/server/store/database.ts';
import { readPostgresAddress } from '../../src/server/store/postgres-address.ts';
import { openPostgres } from '../../src/server/store/postgres-database.ts';
import { openStore } from '../../src/server/store/store.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { entryAt, HOST, type Rig, receiptIn, TestDevice, TestLog } from '../server/server-rig.ts';
import { Cluster } from './cluster.ts';

const PHONES = 4;
const BATCHES = 12;
const PER_BATCH = 10;

let primary: Cluster;
let standby: Cluster;
let folder: string;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-failover-'));
  primary = await Cluster.start();
  standby = await Cluster.follow(primary, 'standby');
  const server = openPostgres(readPostgresAddress(primary.url('postgres')), 1);
  await server.run('CREATE DATABASE kadian');
  await server.close();
  await primary.waitFor('standby');
  const hosts = [primary, standby].map(({ port }) => `127.0.0.1:${port}`).join(',');
  const user = new URL(primary.url('kadian')).username;
  database = openPostgres(readPostgresAddress(`postgres://${user}@${hosts}/kadian`));
});
afterAll(async () => {
  await database?.close();
  await standby?.remove();
  await primary?.remove();
  await rm(folder, { recursive: true });
});

async function openTown(): Promise<Rig> {
  const store = await openStore(database);
  const keys = await openKeyStore(join(folder, 'keys'));
  const time = { now: Date.now() };
  const app = await createApp({
    store,
    keys,
    clock: () => time.now,
    timeZone: 'Asia/Shanghai',
    publicUrl: `https://${HOST}`,
    checkPublicUrl: async () => null,
    distDir: null,
  });
  await store.places.add({ id: 's', parentId: null, kind: 'street', name: '青石街道' });
  await store.places.add({ id: 'g1', parentId: 's', kind: 'gate', name: '北门' });
  await issueCard(store, keys, 'g1');
  const about = { folder, environment: {}, publicUrl: { refusal: null } };
  return { ...about, app, store, database, keys, time, close: () => app.close() };
}

test('the primary dies under load, the standby is promoted, and nothing acknowledged is lost or there twice', async () => {
  const rig = await openTown();
  const logs: TestLog[] = [];
  for (let index = 0; index < PHONES; index += 1) {
    const log = await TestLog.begin(await TestDevice.enrolled(rig, 'gate', 's'), 'g1');
    for (let n = 0; n < BATCHES * PER_BATCH; n += 1) await log.append(entryAt(rig.time.now));
    logs.push(log);
  }
  const acknowledged = new Map(logs.map((log) => [log, 0]));
  let receipts = 0;
  /** As a phone does: what was not acknowledged is sent again, until it is. */
  const send = async (log: TestLog): Promise<void> => {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const to = (batch + 1) * PER_BATCH;
      const from = batch * PER_BATCH + 1;
      for (;;) {
        const answer = await log.push(from, to).catch(() => null);
        if (answer) {
          acknowledged.set(log, (await receiptIn(rig, answer)).number);
          receipts += 1;
          break;
        }
        await setTimeout(20);
      }
    }
  };
  const failOver = async (): Promise<number> => {
    while (receipts < (PHONES * BATCHES) / 3) await setTimeout(1);
    await primary.kill();
    const before = receipts;
    await standby.promote();
    return before;
  };
  const [before] = await Promise.all([failOver(), ...logs.map(send)]);
  // It was in the middle of it, on both sides.
  expect(before).toBeLessThan(receipts);
  expect(receipts).toBe(PHONES * BATCHES);

  for (const log of logs) {
    expect(acknowledged.get(log)).toBe(BATCHES * PER_BATCH);
    const rows = await database.all(
      'SELECT number, sealed FROM sealed_records WHERE device_id = ? AND segment_id = ? ORDER BY number',
      [log.device.deviceId, log.segmentId],
    );
    expect(rows.map(({ number }) => number)).toEqual(log.sealed.map((_, at) => at + 1));
    expect(rows.map(({ sealed }) => sealed)).toEqual(log.sealed);
  }
  const [counted] = await database.all(
    'SELECT COUNT(*) AS entries, COUNT(DISTINCT number) AS numbers FROM entries',
  );
  expect(counted).toEqual({ entries: PHONES * BATCHES * PER_BATCH, numbers: BATCHES * PER_BATCH });
  await rig.close();
});
