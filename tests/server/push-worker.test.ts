import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenedPush } from '../../src/server/ingest/opened-push.ts';
import { PushWorker } from '../../src/server/ingest/push-worker.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import type { Store } from '../../src/server/store/store.ts';

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-worker-'));
  store = await openSqliteStore(join(folder, 'data'));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const noForm = async () => null;

/** Two records that nobody could open, as the first of a segment. */
const unopened = (segmentId: string, expectedHave = 0): OpenedPush => ({
  segment: {
    deviceId: 'd1',
    segmentId,
    gateId: 'g1',
    shiftId: segmentId,
    order: 0,
    startedAt: 1_650_000_000_000,
    previousId: '',
    previousNumber: null,
    header: new Uint8Array([1]),
    have: 2,
    head: new Uint8Array(32),
    tail: null,
    receivedAt: 1_650_000_100_000,
    clockSkewMs: 0,
    unreadable: [],
    quarantinedFrom: null,
    forked: false,
    purgedAt: null,
  },
  expectedHave,
  records: {
    first: 1,
    sealed: new Uint8Array(60).fill(7),
    ends: new Uint32Array([30, 60]),
    plain: new Uint8Array(60),
    unopened: [1, 2],
  },
  streetId: 's',
  withoutCard: false,
});

function workerOn(path: string): PushWorker {
  if (!store.file) throw new Error('a store without a file');
  return new PushWorker({ ...store.file, path }, noForm);
}

test('what was taken is durable when it is told, and who was late is told that it moved', async () => {
  const worker = workerOn(store.file?.path ?? '');
  const ends = await Promise.all([worker.take(unopened('a')), worker.take(unopened('a'))]);
  expect(ends).toEqual([{ unreadable: [1, 2], entries: 0 }, 'moved']);
  expect(await store.custody.segment('d1', 'a')).toMatchObject({ have: 2, unreadable: [1, 2] });
  expect(await store.custody.sealed('d1', 'a', 1, 9)).toHaveLength(2);
  await worker.close();
});

test('hundreds at once all get in, and others who write have their turns between them', async () => {
  const worker = workerOn(store.file?.path ?? '');
  const pushes = Array.from({ length: 200 }, (_, index) => worker.take(unopened(`many-${index}`)));
  let taken = 0;
  for (const push of pushes) void push.then(() => (taken += 1));
  await store.rootHash.keep('written between');
  expect(taken).toBeLessThan(200);
  expect(await Promise.all(pushes)).toHaveLength(200);
  await worker.close();
});

test('when its thread fails whoever waits is told, and the next push has another thread', async () => {
  const elsewhere = join(folder, 'elsewhere');
  const worker = workerOn(join(elsewhere, 'kadian.sqlite'));
  const ends = await Promise.allSettled([worker.take(unopened('b')), worker.take(unopened('c'))]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await (await openSqliteStore(elsewhere)).close();
  expect(await worker.take(unopened('b'))).toMatchObject({ unreadable: [1, 2] });
  await worker.close();
});

test('one push that breaks a rule of the tables fails by itself', async () => {
  const worker = workerOn(store.file?.path ?? '');
  const broken = unopened('d');
  const without = { ...broken, segment: { ...broken.segment, gateId: null as unknown as string } };
  const [bad, good] = await Promise.allSettled([worker.take(without), worker.take(unopened('e'))]);
  expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  expect(await store.custody.segment('d1', 'd')).toBeNull();
  await worker.close();
});
