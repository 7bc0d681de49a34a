import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import { deriveCardKeys } from '../../src/sealing/gate-card.ts';
import { exportRawPublicKey } from '../../src/sealing/keys.ts';
import {
  importSegmentKey,
  openRecord,
  openSegmentKey,
  readSegmentHeader,
} from '../../src/sealing/segment.ts';
import type { GateCardKeys } from '../../src/storage/begin-segment.ts';
import { headAt } from '../../src/storage/chain-head.ts';
import { database } from '../../src/storage/database.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { findDatabaseLoss, forgetDatabaseLoss } from '../../src/storage/loss-detector.ts';
import { OpenLog } from '../../src/storage/open-log.ts';
import { readShiftLog } from '../../src/storage/read-log.ts';
import { takeWriterLock } from '../../src/storage/writer-lock.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';

/** Segment id and number. */
const RECORD_AAD_BYTES = 20;
const street = await TestStreet.make();
let identity: DeviceIdentity;
let card: GateCardKeys;

beforeEach(async () => {
  identity = await street.setUpPhone();
  const secret = street.cards[GATE];
  if (!secret) throw new Error('no card');
  card = { ...(await deriveCardKeys(secret)), epoch: 1 };
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function newLog(withCard = true): Promise<OpenLog> {
  const publicKey = await exportRawPublicKey(street.sealing.publicKey);
  return new OpenLog(
    {
      identity,
      sealingKey: { keyId: '2022-04', publicKey },
      gateId: GATE,
      rosterGeneration: 41,
      policyVersion: 1,
    },
    null,
    withCard ? card : null,
  );
}

const note = (text: string, at = START): GateRecord => ({ kind: 'handover-note', at, text });

async function saved(log: OpenLog, record: GateRecord) {
  const appended = await log.append(record);
  if (appended.kind !== 'saved') throw new Error(appended.why);
  return appended.saved;
}

async function notesOnDisk(log: OpenLog): Promise<string[]> {
  const { log: read } = await readShiftLog(log.shiftId ?? '', card.wrapKey, new Map());
  return read.map(({ record }) => (record.kind === 'handover-note' ? record.text : record.kind));
}

const failing = (error: unknown) =>
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw error;
  });

describe('an open log', () => {
  it('saves numbered records that only the card reads again', async () => {
    const log = await newLog();
    const records = [note('一'), note('二', START + 90_500), note('三', START - 3_600_000)];
    const ids = [];
    for (const record of records) ids.push((await saved(log, record)).id);
    expect(ids.map((id) => id.number)).toEqual([1, 2, 3]);
    const read = await readShiftLog(log.shiftId ?? '', card.wrapKey, new Map());
    expect(read.unreadable).toBe(0);
    expect(read.log.map((one) => one.record.at)).toEqual([
      START,
      START + 90_000,
      START - 3_600_000,
    ]);
    const locked = await readShiftLog(log.shiftId ?? '', null, new Map());
    expect(locked).toEqual({ log: [], unreadable: 3 });
  });

  it('seals its key to the server, which reads every record', async () => {
    const log = await newLog(false);
    await saved(log, note('给街道'));
    const row = await database.segments.get(log.shiftId ?? '');
    if (!row) throw new Error('no segment');
    const reading = await readSegmentHeader(row.headerBytes, identity.publicKey);
    if (!reading.ok) throw new Error(reading.why);
    const raw = await openSegmentKey(reading.header, street.sealing);
    const record = await database.records.get([row.segmentId, 1]);
    if (!raw || !record) throw new Error('not readable');
    const key = await importSegmentKey(raw);
    expect(await openRecord(key, row.segmentId, 1, record.sealed)).not.toBeNull();
  });

  it('writes one record with one add in one strict transaction', async () => {
    database.close();
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await database.open();
    const log = await newLog();
    await saved(log, note('first'));
    transactions.mockClear();
    const adds = vi.spyOn(IDBObjectStore.prototype, 'add');
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
    await saved(log, note('second'));
    const written = transactions.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(written).toEqual([['records', 'readwrite', { durability: 'strict' }]]);
    expect(adds).toHaveBeenCalledTimes(1);
    expect(puts).not.toHaveBeenCalled();
  });

  it('names the head of the segment before it, in this shift and in the next', async () => {
    const first = await newLog();
    await saved(first, note('a'));
    await saved(first, note('b'));
    const second = await newLog();
    await saved(second, note('c'));
    const [one, two] = await database.segments.orderBy('sequence').toArray();
    if (!one || !two) throw new Error('two segments');
    const reading = await readSegmentHeader(two.headerBytes, identity.publicKey);
    expect(reading.ok && reading.header.previous).toEqual({
      segmentId: one.segmentId,
      number: 2,
      head: await headAt(one, 2),
    });
  });

  it.each([
    ['itself', new DOMException('full', 'QuotaExceededError')],
    [
      'the inner error of an abort',
      new Dexie.AbortError('aborted', new DOMException('full', 'QuotaExceededError')),
    ],
  ])(
    'says that the disk is full when the browser reports it as %s, and then begins anew',
    async (_, error) => {
      const log = await newLog();
      const before = await saved(log, note('before'));
      failing(error);
      expect(await log.append(note('lost'))).toEqual({ kind: 'not-saved', why: 'disk-full' });
      const after = await saved(log, note('after'));
      expect(after.id.segmentId).not.toBe(before.id.segmentId);
      expect(after.id.number).toBe(1);
      expect(await notesOnDisk(log)).toEqual(['before', 'after']);
    },
  );

  it('never seals two records under one number', async () => {
    const log = await newLog();
    await saved(log, note('a'));
    const sealed = vi.spyOn(crypto.subtle, 'encrypt');
    failing(new DOMException('gone', 'NotReadableError'));
    expect((await log.append(note('b'))).kind).toBe('not-saved');
    failing(new DOMException('full', 'QuotaExceededError'));
    expect((await log.append(note('c'))).kind).toBe('not-saved');
    await saved(log, note('d'));
    const nonces = sealed.mock.calls
      .map(([algorithm]) => algorithm as AesGcmParams)
      .filter(({ additionalData }) => additionalData?.byteLength === RECORD_AAD_BYTES)
      .map(({ iv, additionalData }) => `${iv}/${additionalData}`);
    expect(nonces).toHaveLength(3);
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('reopens a database that was closed under it', async () => {
    const log = await newLog();
    await saved(log, note('a'));
    database.close();
    await saved(log, note('b'));
    expect(await notesOnDisk(log)).toEqual(['a', 'b']);
  });

  it('keeps the same bytes when a write had reached the disk although the connection broke', async () => {
    const log = await newLog();
    await saved(log, note('a'));
    const { segmentId } = (await database.segments.toArray())[0] ?? { segmentId: '' };
    const commit = IDBTransaction.prototype.commit;
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementationOnce(function (
      this: IDBTransaction,
    ) {
      commit.call(this);
      this.dispatchEvent(new Event('abort'));
    });
    expect((await saved(log, note('b'))).id).toEqual({ segmentId, number: 2 });
    expect(await notesOnDisk(log)).toEqual(['a', 'b']);
  });

  it('begins a new segment when another record stands under its number', async () => {
    const log = await newLog();
    const { id } = await saved(log, note('a'));
    await database.records.add({ ...id, number: 2, sealed: new Uint8Array(32) });
    const next = await saved(log, note('b'));
    expect(next.id.segmentId).not.toBe(id.segmentId);
    expect(next.id.number).toBe(1);
  });

  it('goes on in a new segment when the browser threw the database away, and tells what was lost', async () => {
    const log = await newLog();
    const { id } = await saved(log, note('a'));
    await saved(log, note('b'));
    database.close();
    await Dexie.delete('kadian');
    const after = await saved(log, note('c'));
    expect(after.id.segmentId).not.toBe(id.segmentId);
    expect(await database.shifts.get(id.segmentId)).toMatchObject({ closedAt: null });
    expect(await notesOnDisk(log)).toEqual(['c']);
    expect(await findDatabaseLoss()).toEqual([{ segmentId: id.segmentId, saved: 2, found: 0 }]);
    await forgetDatabaseLoss();
    expect(await findDatabaseLoss()).toEqual([]);
  });

  it('leaves nothing readable in the database or outside it', async () => {
    const log = await newLog();
    const secret = '周国明 13800004417';
    await saved(log, note(secret));
    const tables = await Promise.all(database.tables.map((table) => table.toArray()));
    const bytes = (value: unknown): string =>
      value instanceof Uint8Array
        ? new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value)
        : typeof value === 'object' && value !== null
          ? Object.values(value).map(bytes).join('\n')
          : String(value);
    const everything = bytes(tables) + JSON.stringify({ ...localStorage });
    expect(everything).toContain(log.shiftId);
    expect(everything).not.toContain('4417');
    expect(everything).not.toContain('周国明');
  });
});

describe('the writer lock', () => {
  it('is for one, is given back, and tells its holder when another takes over', async () => {
    const first = await takeWriterLock({ steal: false });
    expect(await takeWriterLock({ steal: false })).toBeNull();
    const second = await takeWriterLock({ steal: true });
    await vi.waitFor(() => expect(first?.lost.aborted).toBe(true));
    expect(second?.lost.aborted).toBe(false);
    second?.release();
    const third = await takeWriterLock({ steal: false });
    expect(third).not.toBeNull();
    third?.release();
  });
});
