import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodePush, parsePushAnswer } from '../../src/protocol/push.ts';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { createApp } from '../../src/server/app.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import { openPrivateFolder } from '../../src/server/open-private-folder.ts';
import { openSqlite } from '../../src/server/store/sqlite-database.ts';
import { DATABASE_FILE } from '../../src/server/store/sqlite-store.ts';
import { openStore } from '../../src/server/store/store.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { BARE_SERVER, freePort, startProcess } from './server-process.ts';
import { entryAt, HOST, type Rig, receiptIn, TestDevice, TestLog } from './server-rig.ts';

const BATCHES = 40;
const PER_BATCH = 5;

test('a server killed in the middle of pushes has every record that it acknowledged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-crash-'));
  const [dataDir, keysDir] = [join(folder, 'data'), join(folder, 'keys')];
  await openPrivateFolder(dataDir);
  const port = await freePort();
  const environment = { DATA_DIR: dataDir, KEYS_DIR: keysDir, PORT: String(port) };
  const open = async (): Promise<Rig> => {
    const database = openSqlite(join(dataDir, DATABASE_FILE));
    const store = await openStore(database);
    const keys = await openKeyStore(keysDir);
    const time = { now: Date.now() };
    const parts = {
      store,
      keys,
      clock: () => time.now,
      timeZone: 'Asia/Shanghai',
      publicUrl: `https://${HOST}`,
      checkPublicUrl: async () => null,
      distDir: null,
    };
    const app = await createApp(parts);
    const publicUrl = { refusal: null };
    const close = () => database.close();
    return { folder, app, store, database, environment, keys, time, publicUrl, close };
  };
  const rig = await open();
  await rig.store.places.add({ id: 's', parentId: null, kind: 'street', name: '青石街道' });
  await rig.store.places.add({ id: 'g1', parentId: 's', kind: 'gate', name: '北门' });
  await issueCard(rig.store, rig.keys, 'g1');
  const phones: { phone: TestDevice; log: TestLog; acknowledged: number }[] = [];
  for (let index = 0; index < 3; index += 1) {
    const phone = await TestDevice.enrolled(rig, 'gate', 's');
    const log = await TestLog.begin(phone, 'g1');
    for (let n = 0; n < BATCHES * PER_BATCH; n += 1) await log.append(entryAt(rig.time.now));
    phones.push({ phone, log, acknowledged: 0 });
  }
  await rig.close();

  const authority = `127.0.0.1:${port}`;
  const server = startProcess(BARE_SERVER, environment);
  await server.printed('Kadian is at');
  let answered = 0;
  const send = async (one: (typeof phones)[number]): Promise<void> => {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const to = (batch + 1) * PER_BATCH;
      const body = encodePush(await one.log.request(batch * PER_BATCH + 1, to));
      const parts = { method: 'POST', authority, path: '/api/push', query: '', body };
      const signature = await signRequest(
        { ...parts, createdAt: Date.now(), keyId: one.phone.deviceId },
        one.phone.pair.privateKey,
      );
      const headers = { ...signature, 'content-type': 'application/cbor' };
      const response = await fetch(`http://${authority}/api/push`, {
        method: 'POST',
        headers,
        body,
      });
      const answer = parsePushAnswer(new Uint8Array(await response.arrayBuffer()));
      if (!answer) throw new Error(`${response.status}`);
      one.acknowledged = (await receiptIn(rig, answer)).number;
      answered += 1;
      if (answered === BATCHES) server.child.kill('SIGKILL');
    }
  };
  const results = await Promise.allSettled(phones.map(send));
  expect(results.some(({ status }) => status === 'rejected')).toBe(true);
  await server.ended;

  const after = await open();
  for (const { phone, log, acknowledged } of phones) {
    const kept = await after.store.custody.sealed(phone.deviceId, log.segmentId, 1, acknowledged);
    expect(kept.map(({ sealed }) => sealed)).toEqual(log.sealed.slice(0, acknowledged));
    const segment = await after.store.custody.segment(phone.deviceId, log.segmentId);
    expect(segment?.have).toBeGreaterThanOrEqual(acknowledged);
    expect(segment?.head).toEqual(log.heads[segment?.have ?? 0]);
  }
  const all = {
    from: null,
    to: null,
    verdict: null,
    direction: null,
    search: null,
    rosterNumber: null,
  };
  const { total } = await after.store.ledger.count({
    ...all,
    streetId: 's',
    gateIds: null,
    householdId: null,
  });
  const have = await Promise.all(
    phones.map(({ phone, log }) => after.store.custody.segment(phone.deviceId, log.segmentId)),
  );
  expect(total).toBe(have.reduce((sum, segment) => sum + (segment?.have ?? 0), 0));
  expect(total).toBeGreaterThanOrEqual(BATCHES * PER_BATCH);
  await after.close();
  await rm(folder, { recursive: true });
});
