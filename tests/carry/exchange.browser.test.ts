import { beforeEach, describe, expect, it } from 'vitest';
import { closeShift } from '../../src/actions/close-shift.ts';
import { unsentRecords } from '../../src/actions/enrol.ts';
import { shiftAccount } from '../../src/actions/shift-account.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import { type Bytes, readUtf8 } from '../../src/encoding/bytes.ts';
import {
  type CarriedLog,
  type CarriedSegment,
  encodeCarriedLog,
  parseCarriedLog,
} from '../../src/protocol/carried-log.ts';
import { encodeCarriedReceipts } from '../../src/protocol/carried-receipts.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { signReceipt } from '../../src/sealing/receipt.ts';
import { forgetCarried, listCarried } from '../../src/storage/carried-logs.ts';
import { database } from '../../src/storage/database.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { exportLog } from '../../src/sync/carry-export.ts';
import { pushCarried } from '../../src/sync/carry-push.ts';
import { receiptsFor, takeCarriedReceipts } from '../../src/sync/carry-receipts.ts';
import { type CarryTakeOptions, takeCarriedLog } from '../../src/sync/carry-take.ts';
import { pullChanges } from '../../src/sync/pull-changes.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import { ServerDouble } from '../sync/server-double.ts';
import { TwoPhones } from './two-phones.ts';

const street = await TestStreet.make();
let origin: DeviceIdentity;
let carrier: DeviceIdentity;
let server: ServerDouble;
let phones: TwoPhones<'origin' | 'carrier'>;

beforeEach(async () => {
  origin = await street.setUpPhone();
  carrier = await street.enrolled();
  server = new ServerDouble(street, origin);
  server.policy = await street.signedPolicy();
  server.revocations = await street.signedRevocations(1, []);
  server.cardTag = await street.tagOf(GATE);
  phones = new TwoPhones('origin');
});

const now = (): number => START;
const clientOf = (identity: DeviceIdentity): ApiClient =>
  new ApiClient({
    deviceId: identity.deviceId,
    privateKey: identity.privateKey,
    origin: 'https://kadian.example',
    fetch: server.fetch,
    now,
  });

/** A closed shift of `records` records. */
async function shiftOf(records: number): Promise<string> {
  const session = await openShift(records - 1);
  const closed = await closeShift(session, START);
  if (closed.kind !== 'closed') throw new Error(closed.kind);
  return session.shiftId;
}

async function openShift(records: number): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  for (let nth = 1; nth < records; nth += 1) await write(started.session, `第${nth}`);
  return started.session;
}

async function write(session: ShiftSession, text: string): Promise<void> {
  const written = await writeHandoverNote(session, text, START);
  if (written.kind !== 'saved') throw new Error(written.why);
}

async function handOver(options?: { isWhole: boolean }): Promise<Bytes> {
  await phones.use('origin');
  const exported = await exportLog(origin, now, options);
  if (!exported) throw new Error('nothing to hand over');
  return exported.bytes;
}

async function take(bytes: Bytes, options?: CarryTakeOptions) {
  await phones.use('carrier');
  return takeCarriedLog(bytes, carrier, now, options);
}

async function upload() {
  await phones.use('carrier');
  server.carrier = carrier;
  const pushed = await pushCarried(clientOf(carrier), carrier, now);
  server.carrier = null;
  return pushed;
}

async function bringReceipts() {
  await phones.use('carrier');
  const receipts = await receiptsFor(origin.deviceId);
  if (!receipts) throw new Error('no receipts');
  await phones.use('origin');
  return takeCarriedReceipts(receipts, origin, now);
}

describe('a log that another phone carries', () => {
  it('reaches the server, and its receipts make the account of the first phone equal', async () => {
    const shiftId = await shiftOf(7);
    const taken = await take(await handOver());
    expect(taken).toEqual({
      kind: 'taken',
      deviceId: origin.deviceId,
      gateIds: [GATE],
      records: 7,
    });
    expect(await listCarried()).toMatchObject([{ waiting: 7, received: 0, receipts: 0 }]);
    expect(await upload()).toMatchObject({ kind: 'done', received: 1 });
    expect(server.received).toBe(7);
    expect(await listCarried()).toMatchObject([{ waiting: 0, received: 7, receipts: 1 }]);
    expect(await bringReceipts()).toEqual({ kind: 'taken', records: 7 });
    expect(await shiftAccount(shiftId)).toMatchObject({
      recordCount: 7,
      received: 7,
      trouble: null,
    });
    expect((await shiftAccount(shiftId))?.receipt?.code).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
    expect(await exportLog(origin, now)).toBeNull();
  });

  it('is confirmed by a key that came after the last pull of the one who carries it', async () => {
    await shiftOf(3);
    await take(await handOver());
    Object.assign(street.keys, { receipt: await generateSigningKeyPair(true) });
    street.receiptKeyId += '+';
    street.keyListVersion += 1;
    expect(await upload()).toMatchObject({ kind: 'done', received: 1 });
    expect(server.requests).toEqual(['POST /api/push', 'GET /api/key-list']);
  });

  it('is not readable on its way: no name stands in what is handed over or kept', async () => {
    await shiftOf(3);
    const bytes = await handOver();
    await take(bytes);
    const kept = JSON.stringify(await database.carried.toArray(), (_, value) =>
      value instanceof Uint8Array
        ? (readUtf8(value) ?? [...value].map((b) => String.fromCharCode(b)).join(''))
        : value,
    );
    for (const text of [kept, new TextDecoder().decode(bytes)]) {
      expect(text).not.toContain('王秀英');
      expect(text).not.toContain('第1');
    }
  });

  it('is counted once when the first phone sends it as well, before or after', async () => {
    const shiftId = await shiftOf(4);
    const bytes = await handOver();
    await pushLog(clientOf(origin), origin, now);
    await take(bytes);
    await take(bytes);
    expect(await upload()).toMatchObject({ kind: 'done', received: 1 });
    expect(server.received).toBe(4);
    expect(await bringReceipts()).toEqual({ kind: 'taken', records: 0 });
    expect(await shiftAccount(shiftId)).toMatchObject({ recordCount: 4, received: 4 });
  });

  it('has only what no receipt covers, or for a dying phone the segment from its start', async () => {
    const session = await openShift(3);
    await pushLog(clientOf(origin), origin, now);
    await write(session, '后来');
    const unsent = parseCarriedLog(await handOver());
    expect(unsent?.segments.map(({ from, batches }) => [from, batches[0]?.records.length])).toEqual(
      [[4, 1]],
    );
    const whole = parseCarriedLog(await handOver({ isWhole: true }));
    expect(whole?.segments.map(({ from, batches }) => [from, batches[0]?.records.length])).toEqual([
      [1, 4],
    ]);
    for (const bytes of [await handOver(), await handOver({ isWhole: true })]) {
      expect((await take(bytes)).kind).toBe('taken');
    }
    // The longer one took the place of the shorter.
    expect(await database.carried.count()).toBe(1);
    await upload();
    expect(server.received).toBe(4);
    expect(await bringReceipts()).toEqual({ kind: 'taken', records: 1 });
  });

  it('goes in batches, each with a signature of its own', async () => {
    await openShift(230);
    const bytes = await handOver();
    expect(
      parseCarriedLog(bytes)?.segments[0]?.batches.map(({ records }) => records.length),
    ).toEqual([200, 30]);
    await take(bytes);
    expect(await upload()).toMatchObject({ kind: 'done', received: 2 });
    expect(server.received).toBe(230);
    expect(await bringReceipts()).toEqual({ kind: 'taken', records: 230 });
  });

  it('waits while there is no network, and goes on where it was', async () => {
    await openShift(230);
    await take(await handOver());
    server.faults.push(null, { kind: 'cut-after' });
    expect(await upload()).toMatchObject({ kind: 'no-network', received: 1 });
    expect(await listCarried()).toMatchObject([{ waiting: 30, received: 200 }]);
    expect(await upload()).toMatchObject({ kind: 'done', received: 1 });
    expect(server.received).toBe(230);
  });

  it('is refused by its carrier when any part is not what its phone signed', async () => {
    await openShift(3);
    const log = parseCarriedLog(await handOver()) as CarriedLog;
    const segment = log.segments[0] as CarriedSegment;
    const batch = segment.batches[0] as CarriedSegment['batches'][number];
    const flipped = (bytes: Bytes): Bytes => bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte));
    const withSegment = (change: Partial<CarriedSegment>): CarriedLog => ({
      ...log,
      segments: [{ ...segment, ...change }],
    });
    const withBatch = (change: Partial<typeof batch>): CarriedLog =>
      withSegment({ batches: [{ ...batch, ...change }] });
    const other = await (await TestStreet.make()).enrolled();
    const forged: [CarriedLog, string][] = [
      [withBatch({ records: batch.records.toReversed() }), 'forged'],
      [withBatch({ records: batch.records.slice(0, 2) }), 'forged'],
      [withBatch({ records: batch.records.map(flipped) }), 'forged'],
      [withBatch({ head: flipped(batch.head) }), 'forged'],
      [withBatch({ tail: flipped(batch.tail) }), 'forged'],
      [withSegment({ before: flipped(segment.before) }), 'forged'],
      [withSegment({ header: flipped(segment.header) }), 'forged'],
      [withSegment({ from: 2 }), 'forged'],
      [withSegment({ segmentId: '0'.repeat(32) }), 'forged'],
      [{ ...log, certificate: flipped(log.certificate) }, 'untrusted'],
      [{ ...log, certificate: other.certificate }, 'untrusted'],
      [{ ...log, certificate: (await street.enrolled()).certificate }, 'forged'],
    ];
    for (const [changed, why] of forged) {
      expect(await take(encodeCarriedLog(changed))).toEqual({ kind: 'refused', why });
    }
    expect(await take(new Uint8Array(40))).toEqual({ kind: 'refused', why: 'malformed' });
    expect(await takeCarriedLog(encodeCarriedLog(log), origin, now)).toEqual({
      kind: 'refused',
      why: 'own',
    });
    expect(await listCarried()).toEqual([]);
  });

  it('is refused when there is no room, and then nothing of it is kept', async () => {
    await openShift(230);
    const limits = { maxBytesOfOne: 6000, maxBytes: 1_000_000 };
    expect(await take(await handOver(), { limits })).toEqual({ kind: 'refused', why: 'full' });
    expect(await database.carried.count()).toBe(0);
  });

  it('makes room by giving up what has arrived, not its receipt', async () => {
    const session = await openShift(30);
    await take(await handOver());
    await upload();
    await bringReceipts();
    for (let nth = 0; nth < 30; nth += 1) await write(session, `后来${nth}`);
    const more = await handOver();
    await phones.use('carrier');
    const [first] = await database.carried.toArray();
    const limits = { maxBytesOfOne: 1.5 * (first?.bytes ?? 0), maxBytes: 1_000_000 };
    expect((await take(more, { limits })).kind).toBe('taken');
    const kept = await database.carried.toArray();
    expect(kept.map(({ state, from }) => [state, from])).toEqual([['waiting', 31]]);
    expect(await receiptsFor(origin.deviceId)).not.toBeNull();
  });

  it('stays beside another history of the same segment, so that the server sees both', async () => {
    const session = await openShift(3);
    await take(await handOver());
    await phones.use('origin');
    await pushLog(clientOf(origin), origin, now);
    const [held] = server.held.values();
    held?.records.splice(2, 1, new Uint8Array(40));
    await write(session, '分叉');
    expect(await upload()).toMatchObject({ kind: 'done', received: 0 });
    expect((await database.carried.toArray()).map(({ state }) => state)).toEqual(['fork']);
    expect(await listCarried()).toMatchObject([{ stuck: 3 }]);
  });

  it('that begins after what the server has waits for the rest, and is not sent again and again', async () => {
    const session = await openShift(3);
    await pushLog(clientOf(origin), origin, now);
    await write(session, '后来');
    const late = await handOver();
    server.restore(1);
    await take(late);
    expect(await upload()).toMatchObject({ kind: 'done', received: 0 });
    const asked = server.pushes.length;
    await upload();
    expect(server.pushes.length).toBe(asked);
    await take(await handOver({ isWhole: true }));
    expect(await upload()).toMatchObject({ kind: 'done', received: 1 });
    expect(server.received).toBe(4);
  });

  it('is sent again when the server was set back before its receipt was handed over', async () => {
    await openShift(3);
    await take(await handOver());
    await upload();
    server.restore(0);
    await database.marks.put({ name: 'incarnation', value: server.incarnation });
    expect(await upload()).toMatchObject({ kind: 'done', received: 1 });
    expect(server.received).toBe(3);
    expect(await bringReceipts()).toEqual({ kind: 'taken', records: 3 });
  });

  it('leaves the carrier when its receipt was handed back', async () => {
    await openShift(3);
    await take(await handOver());
    await upload();
    await forgetCarried(origin.deviceId, 'received');
    expect(await listCarried()).toEqual([]);
    expect(await receiptsFor(origin.deviceId)).toBeNull();
  });

  it('is asked about before the carrier joins another street', async () => {
    await openShift(3);
    await take(await handOver());
    expect(await unsentRecords()).toMatchObject({ kind: 'unsent', pending: 3 });
  });

  it('comes with the time by the clock of the phone that wrote it, when its screen was read', async () => {
    await openShift(2);
    const exported = await exportLog(origin, () => START - 86_400_000);
    await take(exported?.bytes ?? new Uint8Array(), { isFresh: true });
    await upload();
    expect(server.pushes.at(-1)?.sentAt).toBe(START - 86_400_000);
  });
});

describe('receipts that come back', () => {
  it('are believed only when the server signed them for this very log', async () => {
    const shiftId = await shiftOf(3);
    const [segment] = await database.segments.toArray();
    if (!segment) throw new Error('no segment');
    const receipt = {
      deviceId: origin.deviceId,
      segmentId: segment.segmentId,
      number: 3,
      head: new Uint8Array(32),
      receivedAt: START,
      unreadable: [],
      quarantined: false,
    };
    const signed = async (change: Partial<typeof receipt>, by = street) =>
      encodeCarriedReceipts([
        await signReceipt({ ...receipt, ...change }, by.keys.receipt.privateKey, by.receiptKeyId),
      ]);
    const takeThem = (bytes: Bytes) => takeCarriedReceipts(bytes, origin, now);
    const stranger = await TestStreet.make();
    expect(await takeThem(await signed({}, stranger))).toEqual({
      kind: 'refused',
      why: 'untrusted',
    });
    expect(await takeThem(await signed({ deviceId: carrier.deviceId }))).toEqual({
      kind: 'refused',
      why: 'not-ours',
    });
    expect(await takeThem(new Uint8Array(9))).toEqual({ kind: 'refused', why: 'malformed' });
    // What anybody can make up must not alarm anybody.
    expect((await shiftAccount(shiftId))?.trouble).toBeNull();
    expect(await takeThem(await signed({}))).toEqual({ kind: 'refused', why: 'wrong-receipt' });
    expect(await shiftAccount(shiftId)).toMatchObject({ received: 0, trouble: 'wrong-receipt' });
  });

  it('settle the older segment first, in whatever order they come', async () => {
    for (let nth = 0; nth < 3; nth += 1) await shiftOf(2);
    await take(await handOver());
    await upload();
    const receipts = await database.carriedReceipts.toArray();
    await phones.use('origin');
    const segments = await database.segments.orderBy('sequence').toArray();
    const written = segments.map(({ segmentId }) => segmentId);
    const settled: string[] = [];
    database.segments.hook('updating', (_changes, segmentId) => void settled.push(segmentId));
    const inReverse = written
      .toReversed()
      .flatMap((segmentId) =>
        receipts.filter((receipt) => receipt.segmentId === segmentId).map(({ bytes }) => bytes),
      );
    expect(await takeCarriedReceipts(encodeCarriedReceipts(inReverse), origin, now)).toEqual({
      kind: 'taken',
      records: 6,
    });
    expect([...new Set(settled)]).toEqual(written);
  });

  it('that are old take nothing back', async () => {
    const session = await openShift(3);
    await take(await handOver());
    await upload();
    await phones.use('origin');
    await write(session, '后来');
    await pushLog(clientOf(origin), origin, now);
    expect(await bringReceipts()).toEqual({ kind: 'taken', records: 0 });
    expect((await database.segments.toArray()).map(({ acknowledged }) => acknowledged)).toEqual([
      4,
    ]);
  });

  it('from before the server was set back prove nothing once the phone knows of that', async () => {
    await openShift(3);
    const client = clientOf(origin);
    expect(await pullChanges(client, origin, '1', now)).toMatchObject({ kind: 'done' });
    await take(await handOver());
    await upload();
    server.restore(0);
    server.clock = () => START + 60_000;
    await phones.use('origin');
    expect(await pullChanges(client, origin, '1', now)).toMatchObject({ kind: 'done' });
    expect(await bringReceipts()).toEqual({ kind: 'refused', why: 'outdated' });
    expect((await database.segments.toArray()).map(({ acknowledged }) => acknowledged)).toEqual([
      0,
    ]);
  });
});
