import { beforeEach, describe, expect, it } from 'vitest';
import { closeShift } from '../../src/actions/close-shift.ts';
import { shiftAccount } from '../../src/actions/shift-account.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import type { Receipt } from '../../src/sealing/receipt.ts';
import { database } from '../../src/storage/database.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { countPending } from '../../src/storage/pending.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import { loggedShift, logNote } from './logged-shift.ts';
import { ServerDouble } from './server-double.ts';

const street = await TestStreet.make();
let identity: DeviceIdentity;
let server: ServerDouble;

beforeEach(async () => {
  identity = await street.setUpPhone();
  server = new ServerDouble(street, identity);
});

const now = (): number => START;
const client = (): ApiClient =>
  new ApiClient({
    deviceId: identity.deviceId,
    privateKey: identity.privateKey,
    origin: 'https://kadian.example',
    fetch: server.fetch,
    now,
  });
const push = () => pushLog(client(), identity, now);

const shiftOf = (records: number): Promise<ShiftSession> => loggedShift(street, records);

async function reload(): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'opened') throw new Error(unlocked.kind);
  return unlocked.session;
}

async function rotateReceiptKey(): Promise<void> {
  Object.assign(street.keys, { receipt: await generateSigningKeyPair(true) });
  street.receiptKeyId += '+';
  street.keyListVersion += 1;
}

const segments = () => database.segments.orderBy('sequence').toArray();

describe('pushing the log', () => {
  it('sends every segment and moves the cursor to what the receipts say', async () => {
    await shiftOf(3);
    await logNote(await reload(), '解锁之后');
    expect(await countPending()).toBe(4);
    expect(await push()).toMatchObject({ kind: 'done', problem: null });
    expect(server.received).toBe(4);
    expect(await countPending()).toBe(0);
    expect((await segments()).map((one) => one.acknowledged)).toEqual([3, 1]);
    server.requests.length = 0;
    await push();
    expect(server.requests).toEqual([]);
  });

  it('settles a closed shift: count, code, no wrap left, bytes kept', async () => {
    const session = await shiftOf(4);
    await closeShift(session, START);
    expect((await shiftAccount(session.shiftId))?.receipt).toBeNull();
    await push();
    const account = await shiftAccount(session.shiftId);
    expect(account).toMatchObject({ recordCount: 5, received: 5, missing: [], trouble: null });
    expect(account?.receipt?.code).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
    expect((await segments()).map((one) => one.wrappedKey)).toEqual([null]);
    expect(await database.records.count()).toBe(5);
  });

  it('tells of a receipt only when the shift that it covers is settled', async () => {
    const session = await shiftOf(2);
    await closeShift(session, START);
    const { marks, shifts } = database;
    const order: string[] = [];
    const onMark = (name: string) => {
      if (name === 'lastReceiptAt') order.push('told');
    };
    const onShift = (changes: object) => {
      if ('settledAt' in changes) order.push('settled');
    };
    marks.hook('creating', onMark);
    shifts.hook('updating', onShift);
    await push();
    marks.hook('creating').unsubscribe(onMark);
    shifts.hook('updating').unsubscribe(onShift);
    expect(order).toEqual(['settled', 'told']);
  });

  it('keeps the bytes of the last two settled shifts and the counts of all', async () => {
    const shifts: string[] = [];
    for (const records of [2, 3, 4]) {
      const session = await shiftOf(records);
      shifts.push(session.shiftId);
      await closeShift(session, START);
      await push();
    }
    expect(await database.records.count()).toBe(4 + 5);
    const counts = await Promise.all(shifts.map(shiftAccount));
    expect(counts.map((one) => [one?.recordCount, one?.received])).toEqual([
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
  });

  it('halves what is too large until it gets through', async () => {
    await shiftOf(23);
    server.standingFault = { kind: 'too-large', above: 5 };
    expect((await push()).kind).toBe('done');
    expect(Math.max(...server.pushes.map((one) => one.records.length))).toBe(3);
    expect(await countPending()).toBe(0);
  });

  it('sends a shift in one request, and what was saved since in the next', async () => {
    const session = await shiftOf(40);
    await push();
    await logNote(session, '之后');
    await push();
    expect(server.pushes.map((one) => [one.from, one.records.length])).toEqual([
      [1, 40],
      [41, 1],
    ]);
  });

  it.each(['cut-before', 'cut-after'] as const)(
    'believes nothing when the connection is %s',
    async (kind) => {
      await shiftOf(3);
      server.faults.push({ kind });
      expect((await push()).kind).toBe('no-network');
      expect(await countPending()).toBe(3);
      expect((await push()).kind).toBe('done');
      expect(server.received).toBe(3);
      expect(await countPending()).toBe(0);
    },
  );

  it("takes a proxy's error page for no answer of the server's", async () => {
    await shiftOf(2);
    server.faults.push({ kind: 'server-failed' });
    expect(await push()).toMatchObject({ kind: 'failed', problem: 'server-failed' });
    expect(await countPending()).toBe(2);
  });

  const wrong: [string, (receipt: Receipt) => Receipt][] = [
    ['another device', (receipt) => ({ ...receipt, deviceId: '0'.repeat(32) })],
    ['another segment', (receipt) => ({ ...receipt, segmentId: '0'.repeat(32) })],
    ['other bytes', (receipt) => ({ ...receipt, head: new Uint8Array(32) })],
    ['more than was sent', (receipt) => ({ ...receipt, number: receipt.number + 1 })],
    ['fewer under the same head', (receipt) => ({ ...receipt, number: receipt.number - 1 })],
  ];
  it.each(wrong)(
    'keeps and tells a receipt for %s, and believes it in nothing',
    async (_, change) => {
      const session = await shiftOf(3);
      server.faults.push({ kind: 'receipt', change });
      expect(await push()).toMatchObject({ kind: 'failed', problem: 'wrong-receipt' });
      expect(await countPending()).toBe(3);
      expect((await segments())[0]?.trouble?.answer.length).toBeGreaterThan(64);
      expect((await shiftAccount(session.shiftId))?.trouble).toBe('wrong-receipt');
      await push();
      expect(await shiftAccount(session.shiftId)).toMatchObject({ received: 3, trouble: null });
    },
  );

  it.each(['r1', 'r9'])(
    'keeps and tells a receipt signed by a key that is not of the list, named %s',
    async (receiptKeyId) => {
      const session = await shiftOf(2);
      const keyOf = Object.assign(await TestStreet.make(), { receiptKeyId });
      server.faults.push({ kind: 'receipt', keyOf });
      expect((await push()).problem).toBe('wrong-receipt');
      expect((await shiftAccount(session.shiftId))?.trouble).toBe('wrong-receipt');
      expect(await countPending()).toBe(2);
    },
  );

  it('reads a receipt by a new key without a pull, which a phone that was shut out may not make', async () => {
    await shiftOf(2);
    await rotateReceiptKey();
    expect(await push()).toMatchObject({ kind: 'done', problem: null });
    expect(server.requests.filter((one) => one.endsWith('/api/key-list'))).toHaveLength(1);
    expect(server.requests.some((one) => one.endsWith('/api/pull'))).toBe(false);
    expect(await countPending()).toBe(0);
  });

  it('accuses nobody while the list with a new key is not to be had', async () => {
    const session = await shiftOf(2);
    await rotateReceiptKey();
    server.isKeyListCut = true;
    expect(await push()).toMatchObject({ kind: 'failed', problem: 'server-failed' });
    expect((await shiftAccount(session.shiftId))?.trouble).toBeNull();
    expect(await countPending()).toBe(2);
    server.isKeyListCut = false;
    expect(await push()).toMatchObject({ kind: 'done', problem: null });
    expect(await countPending()).toBe(0);
  });

  it('does not let a segment with a wrong receipt keep back the next one', async () => {
    await shiftOf(3);
    await logNote(await reload(), '第二段');
    server.faults.push({
      kind: 'receipt',
      change: (one) => ({ ...one, head: new Uint8Array(32) }),
    });
    await push();
    expect((await segments()).map((one) => one.acknowledged)).toEqual([0, 1]);
  });

  it('sends again what a restored server says it lacks', async () => {
    const session = await shiftOf(4);
    await push();
    server.restore(1);
    await logNote(session, '之后');
    expect((await push()).kind).toBe('done');
    expect(server.received).toBe(5);
    expect(await countPending()).toBe(0);
  });

  it('keeps and tells a fork', async () => {
    const session = await shiftOf(3);
    await push();
    const [held] = server.held.values();
    held?.records.push(new Uint8Array(40));
    await logNote(session, '分叉');
    expect(await push()).toMatchObject({ kind: 'failed', problem: 'fork' });
    expect((await shiftAccount(session.shiftId))?.trouble).toBe('fork');
    expect(await database.records.count()).toBe(4);
  });

  it('tells that the phone was revoked, and keeps everything', async () => {
    await shiftOf(2);
    server.problem = { status: 403, error: 'device-revoked' };
    expect((await push()).problem).toBe('device-revoked');
    expect(await countPending()).toBe(2);
  });

  it('tells it too when the server receipts into quarantine', async () => {
    await shiftOf(2);
    server.standingFault = { kind: 'receipt', change: (one) => ({ ...one, quarantined: true }) };
    expect(await push()).toMatchObject({ kind: 'done', problem: 'device-revoked' });
    expect(await countPending()).toBe(0);
  });

  it('is done by one at a time', async () => {
    await shiftOf(2);
    const ends = await Promise.all([push(), push()]);
    expect(ends.map((one) => one.kind).sort()).toEqual(['busy', 'done']);
    expect(server.pushes).toHaveLength(1);
  });
});
