import { Dexie } from 'dexie';
import { lock } from '../../../src/actions/lock.ts';
import type { GateRecord } from '../../../src/domain/gate-record.ts';
import { readSegmentHeader } from '../../../src/sealing/segment.ts';
import { giveWayAtRest } from '../../../src/storage/connection.ts';
import { database, KadianDatabase, recordCountOf } from '../../../src/storage/database.ts';
import { findDatabaseLoss, forgetDatabaseLoss } from '../../../src/storage/loss-detector.ts';
import type { OpenLog } from '../../../src/storage/open-log.ts';
import { countPending } from '../../../src/storage/pending.ts';
import { isPersisted } from '../../../src/storage/persistence.ts';
import { SILENT_AFTER_MS, storageState } from '../../../src/storage/storage-state.ts';
import { takeWriterLock } from '../../../src/storage/writer-lock.ts';
import { type CheckedPhone, must } from './checked-phone.ts';

const note = (text: string): GateRecord => ({ kind: 'handover-note', at: Date.now(), text });

async function saved(log: OpenLog, text: string) {
  const appended = await log.append(note(text));
  must(appended.kind === 'saved', `"${text}" was not saved: ${JSON.stringify(appended)}`);
  return appended.saved.id;
}

/** Until what is returned is called. */
function replace<T extends object, K extends keyof T>(object: T, name: K, other: T[K]): () => void {
  const before = object[name];
  object[name] = other;
  return () => {
    object[name] = before;
  };
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
}

class Newer extends KadianDatabase {
  constructor() {
    super();
    this.version(99).stores({ later: 'id' });
  }
}

export const FAULT_CHECKS: Record<string, (phone: CheckedPhone) => Promise<void>> = {
  'one window writes at a time': async () => {
    const first = await takeWriterLock({ steal: false });
    must(first !== null, 'the lock was taken already');
    must((await takeWriterLock({ steal: false })) === null, 'two have the lock');
    const second = await takeWriterLock({ steal: true });
    await until(() => first.lost.aborted, 'the first is told');
    second?.release();
  },

  'a connection that was closed is opened again between two writes': async (phone) => {
    const log = await phone.openLog();
    const { segmentId } = await saved(log, '一');
    database.backendDB().close();
    await saved(log, '二');
    const connection = database.backendDB();
    connection.close();
    connection.dispatchEvent(new Event('close'));
    must((await saved(log, '三')).segmentId === segmentId, 'another segment');
    must((await recordCountOf(segmentId)) === 3, 'not all are there');
  },

  'a write that is cut in the middle is written again, the same bytes': async (phone) => {
    const log = await phone.openLog();
    const { segmentId } = await saved(log, '一');
    const restore = replace(IDBTransaction.prototype, 'commit', function (this: IDBTransaction) {
      restore();
      this.abort();
      database.backendDB().close();
    });
    must((await saved(log, '二')).number === 2, 'another number');
    must((await recordCountOf(segmentId)) === 2, 'not all are there');
  },

  'a full disk is told, and nothing is spent twice': async (phone) => {
    const log = await phone.openLog();
    const first = await saved(log, '一');
    const restore = replace(IDBObjectStore.prototype, 'add', () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const appended = await log.append(note('二'));
    restore();
    must(appended.kind === 'not-saved' && appended.why === 'disk-full', JSON.stringify(appended));
    must((await saved(log, '三')).segmentId !== first.segmentId, 'a number was used again');
  },

  'a browser that does not answer is told as silent, and it goes on afterwards': async (phone) => {
    const log = await phone.openLog();
    await saved(log, '一');
    const real = globalThis.setTimeout;
    const restoreTimer = replace(globalThis, 'setTimeout', ((work: () => void, ms?: number) =>
      real(work, ms === SILENT_AFTER_MS ? 100 : ms)) as typeof setTimeout);
    database.close({ disableAutoOpen: false });
    const restore = replace(IDBFactory.prototype, 'open', () => ({}) as IDBOpenDBRequest);
    const appended = await log.append(note('二'));
    const state = storageState();
    restore();
    restoreTimer();
    must(
      appended.kind === 'not-saved' && appended.why === 'storage-lost',
      JSON.stringify(appended),
    );
    must(state === 'silent', `the state is ${state}`);
    await saved(log, '三');
    must(storageState() === 'answers', `the state stays ${storageState()}`);
  },

  'a newer version in another window waits for the shift, and both go on': async (phone) => {
    const session = await phone.unlock();
    const newer = new Newer();
    giveWayAtRest(newer);
    const opening = newer.open();
    await until(() => storageState() === 'other-window', 'the new window is told');
    const before = await database.records.count();
    lock(session);
    await opening;
    must((await newer.table('records').count()) === before, 'records are missing');
    newer.close();
    await saved(await phone.openLog(), '之后');
    must((await database.records.count()) === before + 1, 'the old page does not go on');
  },

  'a clock that is set back by days in mid-shift loses nothing': async (phone) => {
    const log = await phone.openLog();
    const { segmentId } = await saved(log, '一');
    const back = Date.now() - 3 * 86_400_000;
    const appended = await log.append({ kind: 'handover-note', at: back, text: '三天前' });
    must(appended.kind === 'saved', JSON.stringify(appended));
    must((await recordCountOf(segmentId)) === 2, 'not all are there');
    const { problem } = await phone.sync();
    must(problem === null, `trouble: ${problem}`);
    must((await countPending()) === 0, `${await countPending()} wait`);
  },

  'a database that the browser threw away is missed, and named to the server': async (phone) => {
    const log = await phone.openLog();
    const lost = await saved(log, '一');
    database.close();
    await Dexie.delete('kadian');
    const after = await saved(log, '二');
    const losses = await findDatabaseLoss();
    must(
      losses.some(({ segmentId }) => segmentId === lost.segmentId),
      'nobody is told',
    );
    const row = await database.segments.get(after.segmentId);
    const { publicKey } = await phone.identity();
    const reading = row && (await readSegmentHeader(row.headerBytes, publicKey));
    must(reading?.ok === true, 'the new segment is not readable');
    must(reading.header.previous?.segmentId === lost.segmentId, 'the lost one is not named');
    await forgetDatabaseLoss();
    must((await findDatabaseLoss()).length === 0, 'it is told again');
  },

  'asking whether the storage is kept is answered, or said to be impossible': async () => {
    const isKept = await isPersisted();
    must(isKept === null || typeof isKept === 'boolean', String(isKept));
  },
};
