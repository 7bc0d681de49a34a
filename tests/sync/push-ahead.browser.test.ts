import { Dexie } from 'dexie';
import { beforeEach, expect, it } from 'vitest';
import { ApiClient } from '../../src/api-client/api-client.ts';
import { database } from '../../src/storage/database.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { countPending } from '../../src/storage/pending.ts';
import { KeepalivePush } from '../../src/sync/keepalive-push.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { START, TestStreet } from '../phone/test-street.ts';
import { loggedShift } from './logged-shift.ts';
import { ServerDouble } from './server-double.ts';

const RECORDS = 12;
const AT_MOST = 3;

const street = await TestStreet.make();
let identity: DeviceIdentity;
let server: ServerDouble;
let client: ApiClient;
let time: number;
/** Around each push that the server takes, from 1. */
let around: (nth: number, take: () => Promise<Response>) => Promise<Response>;

const now = (): number => time;
const clientWith = (fetch: typeof globalThis.fetch): ApiClient =>
  new ApiClient({
    deviceId: identity.deviceId,
    privateKey: identity.privateKey,
    origin: 'https://kadian.example',
    fetch,
    now,
  });
const push = () => pushLog(client, identity, now);
const batches = (): number[] => server.pushes.map(({ from }) => from);

beforeEach(async () => {
  identity = await street.setUpPhone();
  server = new ServerDouble(street, identity);
  time = START;
  let taken = 0;
  around = (_nth, take) => take();
  client = clientWith((input, init) => {
    taken += 1;
    return around(taken, () => server.fetch(input, init));
  });
  await loggedShift(street, RECORDS);
  // Finds out how much goes into one request, so that the log takes several.
  server.standingFault = { kind: 'too-large', above: AT_MOST };
  server.faults.push({ kind: 'too-large' }, { kind: 'too-large' }, { kind: 'cut-before' });
  await push();
  server.pushes.length = 0;
  taken = 0;
});

it('sends the next batch before the disk has the cursor of the one before', async () => {
  const second = Promise.withResolvers<void>();
  let writing: PromiseLike<void> = Promise.resolve();
  around = async (nth, take) => {
    if (nth === 2) second.resolve();
    const answer = await take();
    if (nth === 1) {
      // Nobody else writes to it until the second request is on its way.
      writing = database.transaction('rw', database.segments, () =>
        Dexie.waitFor(second.promise, 30_000),
      );
    }
    return answer;
  };
  expect(await push()).toMatchObject({ kind: 'done', problem: null });
  await writing;
  expect(batches()).toEqual([1, 4, 7, 10]);
  expect(server.received).toBe(RECORDS);
  expect(await countPending()).toBe(0);
});

it('never has two of them on their way', async () => {
  let under = 0;
  let most = 0;
  around = async (_nth, take) => {
    under += 1;
    most = Math.max(most, under);
    const answer = await take();
    under -= 1;
    return answer;
  };
  await push();
  expect(most).toBe(1);
});

it('sends again what was sent ahead and lost', async () => {
  server.faults.push(null, { kind: 'cut-after' });
  server.standingFault = null;
  expect((await push()).kind).toBe('no-network');
  expect(await countPending()).toBe(RECORDS - AT_MOST);
  expect((await push()).kind).toBe('done');
  expect(batches()).toEqual([1, 4, 4, 7, 10]);
  expect(server.received).toBe(RECORDS);
  expect(await countPending()).toBe(0);
});

it('sends nothing ahead on a receipt that is not for its own bytes', async () => {
  server.faults.push({
    kind: 'receipt',
    change: (one) => ({ ...one, head: new Uint8Array(32) }),
  });
  expect(await push()).toMatchObject({ kind: 'failed', problem: 'wrong-receipt' });
  expect(batches()).toEqual([1]);
});

it('sends nothing ahead to a server that was restored since the last pull', async () => {
  await database.marks.put({ name: 'incarnation', value: 'another' });
  expect((await push()).kind).toBe('failed');
  expect(batches()).toEqual([1]);
  expect(await countPending()).toBe(RECORDS);
});

it('sends nothing again that the server has had by another road meanwhile', async () => {
  const leaving = new KeepalivePush(clientWith(server.fetch), identity, now);
  await leaving.prepare();
  server.standingFault = null;
  around = async (_nth, take) => {
    await leaving.send();
    return take();
  };
  expect((await push()).kind).toBe('done');
  expect(server.pushes.map(({ from, records }) => [from, records.length])).toEqual([
    [1, RECORDS],
    [1, AT_MOST],
  ]);
  expect(await countPending()).toBe(0);
});

it('says when a batch was sent, not when it was made ready', async () => {
  const waitMs = 40_000;
  around = async (nth, take) => {
    const answer = await take();
    if (nth === 1) time += waitMs;
    return answer;
  };
  await push();
  expect(server.pushes.map(({ sentAt }) => sentAt - START)).toEqual([0, waitMs, waitMs, waitMs]);
});

it('ends only when nothing of it is on its way, also when the disk fails', async () => {
  const told: string[] = [];
  around = async (nth, take) => {
    const answer = await take();
    told.push(`answered ${nth}`);
    return answer;
  };
  const fail = (): never => {
    throw new Error('the disk');
  };
  database.segments.hook('updating', fail);
  await expect(push()).rejects.toThrow('the disk');
  told.push('ended');
  database.segments.hook('updating').unsubscribe(fail);
  expect(told).toEqual(['answered 1', 'answered 2', 'ended']);
  expect((await push()).kind).toBe('done');
  expect(server.received).toBe(RECORDS);
});
