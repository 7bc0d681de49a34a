import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { database } from '../../src/storage/database.ts';
import { countPending } from '../../src/storage/pending.ts';
import { pushPending } from '../../sw/push-pending.ts';
import { GATE, TestStreet } from '../phone/test-street.ts';
import { ServerDouble } from '../sync/server-double.ts';

const street = await TestStreet.make();
let server: ServerDouble;

beforeEach(async () => {
  server = new ServerDouble(street, await street.setUpPhone());
  server.clock = Date.now;
  vi.stubGlobal('fetch', server.fetch);
  const unlocked = await unlockWithCard(street.cardOf(GATE), Date.now());
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  await unlocked.start(['王秀英'], Date.now());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('sends what waits, as the page would', async () => {
  await pushPending();
  expect(server.received).toBe(1);
  expect(await countPending()).toBe(0);
});

it('asks to be tried again when nothing comes back, and has lost nothing', async () => {
  server.faults.push({ kind: 'cut-after' });
  await expect(pushPending()).rejects.toThrow('no-network');
  expect(await countPending()).toBe(1);
  await pushPending();
  expect(await countPending()).toBe(0);
});

it('leaves a database of another version as it is, and makes none where there is none', async () => {
  database.close();
  const opening = indexedDB.open('kadian', 990);
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  opening.result.close();
  await pushPending();
  expect(server.pushes).toEqual([]);
  const versions = async () => (await indexedDB.databases()).map(({ version }) => version);
  expect(await versions()).toContain(990);
  await database.delete();
  await pushPending();
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('kadian');
});
