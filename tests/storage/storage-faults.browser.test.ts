import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { readSegmentHeader } from '../../src/sealing/segment.ts';
import { giveWayAtRest } from '../../src/storage/connection.ts';
import { database, KadianDatabase } from '../../src/storage/database.ts';
import { type DeviceIdentity, readIdentity } from '../../src/storage/device-identity.ts';
import {
  findDatabaseLoss,
  forgetDatabaseLoss,
  lastSavedTail,
} from '../../src/storage/loss-detector.ts';
import { countPending } from '../../src/storage/pending.ts';
import { SILENT_AFTER_MS, storageState } from '../../src/storage/storage-state.ts';
import { withReopening } from '../../src/storage/with-reopening.ts';
import { takeWriterLock } from '../../src/storage/writer-lock.ts';
import { TestStreet } from '../phone/test-street.ts';
import { TestLog } from './test-log.ts';

const street = await TestStreet.make();
let identity: DeviceIdentity;
let log: TestLog;

beforeEach(async () => {
  identity = await street.setUpPhone();
  log = await TestLog.open(street, identity);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The browser takes the databases away under the page, as when space is short. */
const evict = (storageTypes: string) =>
  cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes });

/** The browser ends the connection; what is on the disk stays. */
function loseConnection(): void {
  const connection = database.backendDB();
  connection.close();
  connection.dispatchEvent(new Event('close'));
}

/** Requests that are taken and never answered, until what is returned is called. */
function hang(): () => void {
  const open = vi.spyOn(IDBFactory.prototype, 'open');
  open.mockImplementation(() => ({}) as IDBOpenDBRequest);
  return () => open.mockRestore();
}

/** The next request to open the database ends as Chromium ends it while it throws the storage away. */
function loseNextOpening(): void {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
    const request = { error: new DOMException('The connection was closed.', 'AbortError') };
    const answered = request as typeof request & IDBOpenDBRequest;
    const event = new Event('error');
    Object.defineProperty(event, 'target', { value: answered });
    queueMicrotask(() => answered.onerror?.(event));
    return answered;
  });
}

const silence = () => vi.advanceTimersByTimeAsync(SILENT_AFTER_MS + 1);

async function previousOf(segmentId: string) {
  const row = await database.segments.get(segmentId);
  const reading = row && (await readSegmentHeader(row.headerBytes, identity.publicKey));
  if (!reading?.ok) throw new Error('no such segment');
  return reading.header.previous;
}

describe('a lost connection', () => {
  it('is opened again between two writes, when the browser says so and when it does not', async () => {
    await log.save('一');
    loseConnection();
    await log.save('二');
    database.backendDB().close();
    await log.save('三');
    expect(await log.kept()).toEqual(['一', '二', '三']);
  });

  it('is opened again when the browser takes it away once more while it is opened', async () => {
    await log.save('一');
    loseConnection();
    loseNextOpening();
    await log.save('二');
    expect(await log.kept()).toEqual(['一', '二']);
  });

  it('is opened again when it ends in the middle of a write, with or without a reason', async () => {
    await log.save('一');
    const abort = (reason: boolean) =>
      vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementationOnce(function (
        this: IDBTransaction,
      ) {
        if (reason)
          vi.spyOn(this, 'error', 'get').mockReturnValue(new DOMException('', 'AbortError'));
        this.abort();
        database.backendDB().close();
      });
    abort(false);
    const second = await log.save('二');
    abort(true);
    const third = await log.save('三');
    expect([second.number, third.number]).toEqual([2, 3]);
    expect(await log.kept()).toEqual(['一', '二', '三']);
  });

  it('is opened again when the first write of a shift or a plain question meets it', async () => {
    loseConnection();
    await log.save('一');
    database.backendDB().close();
    expect(await withReopening(() => countPending())).toBe(1);
  });
});

describe('a browser that does not answer', () => {
  it('is told as silent, nothing is shown as saved, and it goes on when it answers again', async () => {
    await log.save('一');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    database.close({ disableAutoOpen: false });
    const answer = hang();
    const appended = log.append('二');
    await silence();
    expect(storageState()).toBe('silent');
    await silence();
    expect(await appended).toEqual({ kind: 'not-saved', why: 'storage-lost' });
    answer();
    vi.useRealTimers();
    await log.save('三');
    expect(storageState()).toBe('answers');
    expect(await log.kept()).toEqual(['一', '三']);
  });

  it('writes the same bytes again when a write is taken and never answered', async () => {
    await log.save('一');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const never = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(
      () =>
        ({
          objectStore: () => ({ add: () => undefined }),
          abort: () => undefined,
        }) as unknown as IDBTransaction,
    );
    const appended = log.append('二');
    await vi.waitFor(() => expect(never).toHaveBeenCalled());
    await silence();
    vi.useRealTimers();
    expect((await appended).kind).toBe('saved');
    expect(await log.kept()).toEqual(['一', '二']);
  });

  it('lets nobody wait for ever who only asks', async () => {
    await log.save('一');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const never = vi
      .spyOn(IDBObjectStore.prototype, 'getAll')
      .mockImplementation(() => ({}) as IDBRequest);
    const asked = database.segments.toArray().catch((error) => error.name);
    await vi.waitFor(() => expect(never).toHaveBeenCalled());
    await silence();
    expect(await asked).toBe('StorageSilent');
  });
});

describe('a full disk', () => {
  const full = new DOMException('full', 'QuotaExceededError');
  it.each(['add', 'put'] as const)(
    'is told when %s meets it, at the start and at the close',
    async (write) => {
      const failing = vi.spyOn(IDBObjectStore.prototype, write).mockImplementation(() => {
        throw full;
      });
      expect(await log.append('一')).toEqual({ kind: 'not-saved', why: 'disk-full' });
      failing.mockRestore();
      await log.save('二');
      failing.mockClear();
      vi.spyOn(IDBObjectStore.prototype, write).mockImplementationOnce(() => {
        throw full;
      });
      expect(await log.log.close(Date.now())).toEqual({ kind: 'not-saved', why: 'disk-full' });
      expect((await database.shifts.toArray())[0]).toMatchObject({ closedAt: null });
      expect(await log.log.close(Date.now())).toEqual({ kind: 'closed', recordCount: 2 });
    },
  );

  it('leaves the log going on when local storage is full or forbidden', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw full;
    });
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    await log.save('一');
    await vi.waitFor(() => expect(localStorage.setItem).toHaveBeenCalled());
    await log.save('二');
    expect(await findDatabaseLoss()).toEqual([]);
    expect(await log.kept()).toEqual(['一', '二']);
  });
});

describe('a browser that throws storage away in mid-shift', () => {
  it('loses what it had, not what comes: the phone stays who it is, and names what is missing', async () => {
    const lost = await log.save('一');
    await log.save('二');
    const tail = lastSavedTail();
    await evict('indexeddb');
    expect(await readIdentity().catch(() => null)).toBeNull();
    const after = await log.save('三');
    expect(after.segmentId).not.toBe(lost.segmentId);
    expect((await readIdentity())?.deviceId).toBe(identity.deviceId);
    const previous = await previousOf(after.segmentId);
    expect(previous).toMatchObject({ segmentId: lost.segmentId, number: 2 });
    expect(equalBytes(previous?.head ?? new Uint8Array(), tail?.head ?? new Uint8Array())).toBe(
      true,
    );
    expect(await findDatabaseLoss()).toEqual([{ segmentId: lost.segmentId, saved: 2, found: 0 }]);
  });

  it('goes on as well when everything of the origin went, notes outside included', async () => {
    await log.save('一');
    await vi.waitFor(() => expect(localStorage.length).toBeGreaterThan(0));
    await evict('indexeddb,local_storage');
    await log.save('二');
    expect((await readIdentity())?.deviceId).toBe(identity.deviceId);
    expect(await log.kept()).toEqual(['二']);
  });

  it('is named by the next shift too, after a reload and after it was read by a person', async () => {
    const lost = await log.save('一');
    database.close();
    await Dexie.delete('kadian');
    await database.open();
    expect(await findDatabaseLoss()).toHaveLength(1);
    await forgetDatabaseLoss();
    expect(await findDatabaseLoss()).toEqual([]);
    const next = await TestLog.open(street, identity);
    const { segmentId } = await next.save('二');
    expect(await previousOf(segmentId)).toMatchObject({ segmentId: lost.segmentId, number: 1 });
    expect((await database.segments.get(segmentId))?.sequence).toBe(2);
    await forgetDatabaseLoss();
    expect(lastSavedTail()).toMatchObject({ segmentId });
  });
});

describe('a newer version of the app in another window', () => {
  class Newer extends KadianDatabase {
    constructor() {
      super();
      this.version(99).stores({ later: 'id' });
    }
  }

  it('waits while somebody writes here, and says so; then both go on', async () => {
    const lock = await takeWriterLock({ steal: false });
    await log.save('一');
    const newer = new Newer();
    giveWayAtRest(newer);
    const opening = newer.open();
    await vi.waitFor(() => expect(storageState()).toBe('other-window'));
    await log.save('二');
    lock?.release();
    await opening;
    expect(storageState()).toBe('answers');
    expect(await newer.table('records').count()).toBe(2);
    newer.close();
    // The page of the older version is still there.
    await log.save('三');
    expect(await log.kept()).toEqual(['一', '二', '三']);
  });

  it('gets the database at once when nobody writes', async () => {
    await log.save('一');
    const newer = new Newer();
    await newer.open();
    expect(await newer.table('records').count()).toBe(1);
    newer.close();
    await newer.delete();
  });
});
