import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Mark, MarkSubject } from '../../src/domain/mark.ts';
import { planPurge, purgeStore } from '../../src/server/purge/purge-store.ts';
import { type Retention, USUAL_RETENTION_DAYS } from '../../src/server/store/retention.ts';
import type { Store } from '../../src/server/store/store.ts';
import { verifyStore } from '../../src/server/verify/verify-store.ts';
import {
  entryAt,
  facts,
  NOW,
  openRig,
  type Rig,
  receiptIn,
  shiftStart,
  TestDevice,
  TestLog,
} from './server-rig.ts';

const DAY_MS = 86_400_000;
const LATER = NOW + 100 * DAY_MS;

let rig: Rig;
let device: TestDevice;
let old: TestLog;
beforeEach(async () => {
  rig = await openRig();
  device = await TestDevice.enrolled(rig, 'gate', 'm1');
  old = await TestLog.begin(device, 'g1');
  await old.append(shiftStart(NOW, ['王秀英']));
  for (let n = 1; n <= 4; n += 1) await old.append(entryAt(NOW + n * 1000));
  await old.append({
    kind: 'correction',
    at: NOW + 9000,
    target: { segmentId: old.segmentId, number: 3 },
    ...facts({ direction: 'in' }),
  });
  await old.append({ kind: 'shift-close', at: NOW + 10_000, recordCount: 7 });
  await old.push();
});
afterEach(() => rig.close());

const purge = (store: Store = rig.store, now = LATER) =>
  purgeStore(store, rig.keys, { keepDays: USUAL_RETENTION_DAYS, now });

async function faults(now = LATER): Promise<string[]> {
  const said: string[] = [];
  await verifyStore(rig.store, rig.keys, {
    now,
    onFinding: ({ what, number, detail }) =>
      said.push([what, number, detail].join(' ').replace(/ +/g, ' ').trim()),
  });
  return said;
}

async function rowsIn(table: string): Promise<number> {
  const [row] = await rig.database.all(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number(row?.n);
}

const PERSONAL = [
  'sealed_records',
  'forked_records',
  'entries',
  'amendments',
  'duties',
  'shifts',
] as const;

test('what is older than the street keeps it goes; what proves it stays, and is verified', async () => {
  const young = await freshSegment();
  const before = await Promise.all(PERSONAL.map(rowsIn));
  const done = await purge();
  expect(done).toMatchObject({ segments: 1, records: 7, entries: 4 });
  expect(await Promise.all(PERSONAL.map(rowsIn))).toEqual(
    before.map((count, index) => count - ([7, 0, 4, 1, 1, 1][index] ?? 0)),
  );
  const kept = await rig.store.custody.segment(device.deviceId, old.segmentId);
  expect(kept).toMatchObject({ have: 7, purgedAt: LATER, header: old.begun.headerBytes });
  expect(kept?.head).toEqual(old.heads[7]);
  expect(await rig.store.custody.sealed(device.deviceId, young.segmentId, 1, 9)).toHaveLength(1);
  expect(await faults()).toEqual([]);
  expect(await purge()).toMatchObject({ segments: 0, records: 0, entries: 0 });
});

/** Of the same phone, pushed at the time of the purge. */
async function freshSegment(): Promise<TestLog> {
  rig.time.now = LATER;
  const young = await TestLog.begin(device, 'g1', { previous: old });
  await young.append(entryAt(LATER));
  await young.push();
  return young;
}

test('a purged segment with another head or number than the phone signed is found', async () => {
  await purge();
  const both = async (have: number) => {
    await rig.database.run('UPDATE segments SET have = ?', [have]);
    await rig.database.run('UPDATE purged_segments SET have = ?', [have]);
  };
  await both(6);
  expect(await faults()).toEqual(['tail-wrong']);
  await both(7);
  expect(await faults()).toEqual([]);
  await rig.database.run('UPDATE purged_segments SET head = ?', [new Uint8Array(32)]);
  expect(await faults()).toEqual(['chain-broken']);
});

test('a dry run says what would go and changes nothing', async () => {
  const options = { keepDays: USUAL_RETENTION_DAYS, now: LATER };
  const plan = await planPurge(rig.store, rig.keys, options);
  expect(plan).toMatchObject({ segments: 1, records: 7, entries: 4, sheets: 0 });
  expect(await rowsIn('sealed_records')).toBe(7);
  const { keys, ...counts } = await purge();
  expect(counts).toMatchObject({ segments: 1, records: 7, entries: 4 });
  expect(keys).toEqual(plan.keys);
});

test('nothing of a shift goes before all of it may', async () => {
  rig.time.now = LATER;
  const rest = await TestLog.begin(device, 'g1', {
    shiftId: old.segmentId,
    order: 1,
    previous: old,
  });
  await rest.append(entryAt(NOW));
  await rest.push();
  expect(await purge()).toMatchObject({ segments: 0 });
  expect(await purge(rig.store, LATER + 100 * DAY_MS)).toMatchObject({ segments: 2, records: 8 });
});

test('a phone that sends purged records again gets its receipt; other bytes under the last number are a fork', async () => {
  await purge();
  rig.time.now = LATER;
  const again = await receiptIn(rig, await old.push());
  expect(again).toMatchObject({ number: 7, head: old.heads[7], quarantined: false });
  expect(await receiptIn(rig, await old.push(1, 3))).toMatchObject({ number: 7 });
  expect(await rowsIn('sealed_records')).toBe(0);
  expect(await rowsIn('entries')).toBe(0);
  const pulled = (await device.send('GET', '/api/pull')).json();
  expect(pulled.acknowledged).toEqual([{ segmentId: old.segmentId, number: 7 }]);
  expect(await faults()).toEqual([]);
});

test('what a phone sends of a purged segment’s rest is taken, verified, and purged in its own time', async () => {
  const long = await TestLog.begin(device, 'g2', { previous: old });
  for (let n = 1; n <= 4; n += 1) await long.append(entryAt(NOW + n * 1000));
  await long.push(1, 2);
  await purge();
  rig.time.now = LATER;
  expect(await receiptIn(rig, await long.push(2, 4))).toMatchObject({ number: 4 });
  expect((await rig.store.custody.sealed(device.deviceId, long.segmentId, 1, 9)).length).toBe(2);
  // The month's key went with the purge: bytes are kept and proven, and nobody reads them.
  expect(await faults()).toEqual(['key-gone 2022-03, 2 records']);
  await purge(rig.store, LATER + 100 * DAY_MS);
  expect(await rowsIn('sealed_records')).toBe(0);
  expect(await faults()).toEqual([]);
});

test('killed between any two of its transactions, the next purge goes on and leaves nothing over', async () => {
  const second = await TestLog.begin(device, 'g2', { previous: old });
  await second.append(entryAt(NOW));
  await second.push();
  class Killed extends Error {}
  const killedAt = async (step: number): Promise<boolean> => {
    const { database } = rig;
    let left = step;
    const { openRetention } = await import('../../src/server/store/retention.ts');
    const dying: Retention = openRetention({
      ...database,
      engine: database.engine,
      all: (sql, values) => database.all(sql, values),
      run: (sql, values) => database.run(sql, values),
      close: () => database.close(),
      transaction(work) {
        if (left === 0) throw new Killed();
        left -= 1;
        return database.transaction(work);
      },
    });
    try {
      await purgeStore({ ...rig.store, retention: dying }, rig.keys, {
        keepDays: USUAL_RETENTION_DAYS,
        now: LATER,
      });
      return false;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return true;
    }
  };
  let deaths = 0;
  while (await killedAt(1)) {
    deaths += 1;
    expect((await faults()).filter((fault) => !fault.startsWith('shift'))).toEqual([]);
  }
  expect(deaths).toBeGreaterThan(4);
  expect(await Promise.all(PERSONAL.map(rowsIn))).toEqual(PERSONAL.map(() => 0));
  expect(await rig.store.retention.unfinished()).toBeNull();
});

test('paper, imported files, former rosters, accesses and the names of who moved out go as well', async () => {
  const desk = await TestDevice.enrolled(rig, 'administrator', 's');
  const visitor = { name: '访客', idNumber: '', address: '', phone: '', purpose: '' };
  const sheetId = 'ab'.repeat(16);
  const saved = await desk.send('POST', '/api/paper-sheets', {
    sheetId,
    gateId: 'g1',
    writer: '王秀英',
    rows: [
      {
        number: 1,
        at: NOW,
        direction: 'out',
        subject: {
          kind: 'visitor',
          visitor: { ...visitor, householdVisited: '', plate: '', remark: '' },
        },
        reading: null,
        mask: true,
        outcome: 'passed',
      },
    ],
  });
  expect(saved.status).toBe(200);
  const file = { what: 'roster', placeId: 'm1', fileName: 'a.csv', bytes: 10 };
  const { importId } = (await desk.send('POST', '/api/imports', file)).json();
  const part = await desk.send(
    'POST',
    `/api/imports/${importId}/parts/0`,
    new TextEncoder().encode('姓名,1,2'),
    { type: 'application/octet-stream' },
  );
  expect(part.status).toBe(200);
  await rig.database.run('UPDATE residents SET gone = 1 WHERE roster_number = 21');
  const done = await purge(rig.store, LATER);
  expect(done).toMatchObject({ sheets: 1, imports: 1, people: 0 });
  for (const table of ['paper_sheets', 'imports', 'import_parts', 'entries']) {
    expect([table, await rowsIn(table)]).toEqual([table, 0]);
  }
  const nameOf = async () => {
    const sql = 'SELECT name FROM residents WHERE roster_number = 21';
    return (await rig.database.all(sql))[0]?.name;
  };
  expect(await nameOf()).toBe('何芳');
  // Counted from when a purge first met them gone; whoever is back is not gone.
  expect((await purge(rig.store, LATER + 61 * DAY_MS)).people).toBe(1);
  expect(await nameOf()).toBe('');
  await rig.store.accesses.add({
    streetId: 's',
    deviceId: device.deviceId,
    what: 'export',
    scopeId: 's',
    at: NOW,
    count: 1,
  });
  await purge(rig.store, NOW + 364 * DAY_MS);
  expect(await rowsIn('accesses')).toBe(1);
  await purge(rig.store, NOW + 367 * DAY_MS);
  expect(await rowsIn('accesses')).toBe(0);
});

test('with the key of its month gone, no copy of a log can be read any more', async () => {
  const month = new Date(NOW).toISOString().slice(0, 7);
  expect(await rig.keys.sealingKeyPair(month)).not.toBeNull();
  const { keys } = await purge();
  expect(keys.months).toContain(`sealing-${month}.json`);
  expect(await rig.keys.sealingKeyPair(month)).toBeNull();
  await expect(readFile(join(rig.folder, 'keys', `sealing-${month}.json`))).rejects.toThrow(
    'ENOENT',
  );
  const late = await TestDevice.enrolled(rig, 'gate', 'm1');
  expect(late.certificate.length).toBeGreaterThan(0);
});

test('the days that a street keeps are what was said last', async () => {
  expect(await rig.store.retention.days()).toBe(USUAL_RETENTION_DAYS);
  await rig.store.retention.setDays(30);
  expect(await rig.store.retention.days()).toBe(30);
});

test('marks go when their days are long over, and with the person whom they are about', async () => {
  const mark = (id: string, subject: MarkSubject, changes: Partial<Mark> = {}) =>
    rig.store.marks.set({
      streetId: 's',
      mark: {
        id,
        subject,
        colour: null,
        isolatedUntil: null,
        voidUntil: null,
        isDenied: false,
        documentIds: [],
        note: '独居',
        ...changes,
      },
      changedAt: NOW,
      changedBy: '值班台',
      changedWithin: 's/',
    });
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const home = { kind: 'household', householdId: 11 } as const;
  await mark('over', home, { isolatedUntil: day(NOW) });
  await mark('lasts', home, { isolatedUntil: day(NOW), voidUntil: day(LATER) });
  await mark('denied', home, { isolatedUntil: day(NOW), isDenied: true });
  await mark('endless', home);
  await mark('person', { kind: 'resident', rosterNumber: 21 });
  const left = async () => (await rig.store.marks.all('s')).map(({ mark: { id } }) => id).sort();
  await purge();
  expect(await left()).toEqual(['denied', 'endless', 'lasts', 'person']);
  await rig.database.run('UPDATE residents SET gone = 1 WHERE roster_number = 21');
  await purge();
  expect(await left()).toContain('person');
  await purge(rig.store, LATER + 61 * DAY_MS);
  expect(await left()).toEqual(['denied', 'endless']);
});
