import { beforeEach, describe, expect, it } from 'vitest';
import { closeShift } from '../../src/actions/close-shift.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import { database } from '../../src/storage/database.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { countPending, isLogAtRest } from '../../src/storage/pending.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { isMidShift } from '../../sw/mid-shift.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import { ServerDouble } from '../sync/server-double.ts';

const street = await TestStreet.make();
let identity: DeviceIdentity;
let server: ServerDouble;

beforeEach(async () => {
  identity = await street.setUpPhone();
  server = new ServerDouble(street, identity);
});

async function startShift(): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  return started.session;
}

async function closedShift(): Promise<void> {
  const closed = await closeShift(await startShift(), START);
  expect(closed.kind).toBe('closed');
}

async function push(): Promise<void> {
  const client = new ApiClient({
    deviceId: identity.deviceId,
    privateKey: identity.privateKey,
    origin: 'https://kadian.example',
    fetch: server.fetch,
    now: () => START,
  });
  await pushLog(client, identity, () => START);
}

/** What the page and the worker, each in its own way, find of the same database. */
const mayBeReplaced = async () => ({ page: await isLogAtRest(), worker: !(await isMidShift()) });
const YES = { page: true, worker: true };
const NO = { page: false, worker: false };

describe('a new version of the app', () => {
  it('may come to a phone that has logged nothing, and makes no database by asking', async () => {
    expect(await mayBeReplaced()).toEqual(YES);
    database.close();
    await database.delete();
    expect(await isMidShift()).toBe(false);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('kadian');
  });

  it('waits while a shift is open, also when all of it is received', async () => {
    await startShift();
    expect(await mayBeReplaced()).toEqual(NO);
    await push();
    expect(await countPending()).toBe(0);
    expect(await mayBeReplaced()).toEqual(NO);
  });

  it('waits for the log of a closed shift to be received', async () => {
    await closedShift();
    expect(await mayBeReplaced()).toEqual(NO);
    await push();
    expect(await mayBeReplaced()).toEqual(YES);
  });

  it('is not kept away by receipts that will never be ours', async () => {
    await closedShift();
    server.standingFault = {
      kind: 'receipt',
      change: (one) => ({ ...one, head: new Uint8Array(32) }),
    };
    await push();
    expect(await countPending()).toBe(2);
    expect(await mayBeReplaced()).toEqual(YES);
  });

  it('is not kept away by a fork, but still by other records that wait, and by an open shift', async () => {
    await closedShift();
    const [forked] = await database.segments.toArray();
    server.held.set(forked?.segmentId ?? '', {
      records: [new Uint8Array(40)],
      heads: [new Uint8Array(32), new Uint8Array(32)],
    });
    await push();
    expect(await countPending()).toBe(2);
    expect(await mayBeReplaced()).toEqual(YES);
    const later = await startShift();
    await push();
    expect(await mayBeReplaced()).toEqual(NO);
    await closeShift(later, START);
    expect(await mayBeReplaced()).toEqual(NO);
    await push();
    expect(await countPending()).toBe(2);
    expect(await mayBeReplaced()).toEqual(YES);
  });
});
