import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IMPORT_PART_BYTES } from '../../src/protocol/imports.ts';
import { createApp } from '../../src/server/app.ts';
import { openRig, type Rig } from '../server/server-rig.ts';
import { ImportDesk, jobsOn, table } from './import-desk.ts';

let rig: Rig;
let desk: ImportDesk;
beforeEach(async () => {
  rig = await openRig();
  desk = await ImportDesk.at(rig, 'c');
});
afterEach(async () => {
  vi.useRealTimers();
  await rig.close();
});

const FILE = table('银杏苑,3,1,502,周大明,,,');
const refusal = (answer: { json(): Record<string, unknown> }) => {
  const { error, why } = answer.json();
  return why === undefined ? error : why;
};

test('a file comes in parts of any order, the same part as often as it must', async () => {
  const note = '注'.repeat(400);
  const rows = Array.from({ length: 1_200 }, (_, row) => `银杏苑,1,1,${row},周大明,,,,${note}`);
  const file = table(...rows);
  expect(file.length).toBeGreaterThan(IMPORT_PART_BYTES);
  const importId = String((await desk.begin('m2', file.length)).json().importId);
  const [first, last] = [file.slice(0, IMPORT_PART_BYTES), file.slice(IMPORT_PART_BYTES)];
  expect((await desk.part(importId, 1, last)).json()).toEqual({ parts: 1 });
  expect(refusal(await desk.call(importId, 'read', { columns: [] }))).toBe('bytes-missing');
  expect((await desk.part(importId, 1, last)).json()).toEqual({ parts: 1 });
  expect(await desk.state(importId)).toMatchObject({ state: 'receiving', parts: 1 });
  expect((await desk.part(importId, 0, first)).json()).toEqual({ parts: 2 });
  await desk.call(importId, 'read', { columns: [] });
  const state = await desk.settled(importId);
  expect(state).toMatchObject({ state: 'preview', preview: { people: 1_200 } });
});

test('a part of another length or place, or too large, is not taken', async () => {
  const importId = String((await desk.begin('m2', FILE.length)).json().importId);
  expect(refusal(await desk.part(importId, 0, FILE.slice(1)))).toBe('body-malformed');
  expect(refusal(await desk.part(importId, 1, FILE))).toBe('body-malformed');
  const large = new Uint8Array(IMPORT_PART_BYTES + 1);
  expect(refusal(await desk.part(importId, 0, large))).toBe('body-too-large');
  expect(await desk.state(importId)).toMatchObject({ parts: 0 });
});

test('the file is gone when it was taken in, and when it was discarded', async () => {
  const { importId } = await desk.taken('m2', FILE);
  expect(await rig.store.imports.countParts(importId, 0, 9_999_999)).toBe(0);
  const other = await desk.read('m2', FILE);
  expect(await rig.store.imports.countParts(other.importId, 0, 9_999_999)).toBeGreaterThan(0);
  const left = await desk.call(other.importId, 'discard');
  expect(left.json().imports).toMatchObject([{ importId, state: 'applied' }]);
  expect(await rig.store.imports.countParts(other.importId, 0, 9_999_999)).toBe(0);
  expect((await desk.call(other.importId, 'discard')).status).toBe(404);
  expect(refusal(await desk.call(importId, 'discard'))).toBe('not-ready');
});

test('what is no table is said to be none, and a column can be explained afterwards', async () => {
  const importId = await desk.sent('m2', new TextEncoder().encode('甲,乙\r\n3-1-502,周大明'));
  await desk.call(importId, 'read', { columns: [] });
  const before = await desk.settled(importId);
  expect(['failed', 'preview']).toContain(before.state);
  const columns = [
    { sheet: '', column: 0, field: 'room' },
    { sheet: '', column: 1, field: 'name' },
  ];
  const sheet = before.state === 'preview' ? (before.preview.sheets[0]?.name ?? '') : '';
  await desk.call(importId, 'read', { columns: columns.map((one) => ({ ...one, sheet })) });
  expect(await desk.settled(importId)).toMatchObject({ state: 'preview' });
  const damaged = await desk.sent('m2', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9, 9]));
  await desk.call(damaged, 'read', { columns: [] });
  expect(await desk.settled(damaged)).toMatchObject({ state: 'failed' });
});

test('an import whose server died while it read is found again, and read', async () => {
  const importId = await desk.sent('m2', FILE);
  const job = await rig.store.imports.find('s', importId);
  if (!job) throw new Error('no job');
  const progress = { rows: 5, done: 1, of: 9 };
  const runner = { processId: 'another', beatAt: rig.time.now, progress };
  const detail = JSON.stringify({ phase: 'reading', runner });
  await rig.store.imports.save({ ...job, phase: 'reading', detail });
  expect(await desk.state(importId)).toMatchObject({ state: 'reading', progress });
  expect(refusal(await desk.call(importId, 'read', { columns: [] }))).toBe('not-ready');
  rig.time.now += 120_000;
  expect(await desk.state(importId)).toMatchObject({ state: 'receiving', parts: 1 });
  await desk.call(importId, 'read', { columns: [] });
  expect(await desk.settled(importId)).toMatchObject({ state: 'preview' });
});

test('an import whose server died while it was taken in says that it was not', async () => {
  const { importId, preview } = await desk.read('m2', FILE);
  expect(await desk.state(importId)).toMatchObject({ state: 'preview', notApplied: null });
  const job = await rig.store.imports.find('s', importId);
  if (!job) throw new Error('no job');
  const runner = {
    processId: 'another',
    beatAt: rig.time.now - 120_000,
    progress: { rows: 1, done: 1, of: 3 },
  };
  const detail = JSON.stringify({ phase: 'applying', runner, preview });
  await rig.store.imports.save({ ...job, phase: 'applying', detail });
  expect(await desk.state(importId)).toMatchObject({ state: 'preview', notApplied: 'not-applied' });
  expect((await desk.apply(importId, preview)).status).toBe(200);
  expect(await desk.settled(importId)).toMatchObject({ state: 'applied' });
});

test('a file that nobody decides about is gone a day later, and a desk has one at a time', async () => {
  const first = await desk.sent('m1', FILE);
  const second = await desk.sent('m2', FILE);
  expect((await desk.list()).map(({ importId }) => importId)).toEqual([second]);
  expect(await rig.store.imports.countParts(first, 0, 9_999_999)).toBe(0);
  rig.time.now += 24 * 60 * 60_000;
  expect(await desk.list()).toEqual([]);
  expect(await rig.store.imports.countParts(second, 0, 9_999_999)).toBe(0);
});

test('a file that nobody decides about is gone though nobody looks: when the server starts, and hourly', async () => {
  const partsOf = (importId: string) => rig.store.imports.countParts(importId, 0, 9_999_999);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const app = await createApp({
    ...{ store: rig.store, keys: rig.keys, clock: () => rig.time.now, distDir: null },
    timeZone: 'Asia/Shanghai',
    publicUrl: 'https://kadian.test',
    checkPublicUrl: async () => null,
  });
  const first = await desk.sent('m2', FILE);
  rig.time.now += 24 * 60 * 60_000;
  expect(await partsOf(first)).toBe(1);
  await app.ready();
  expect(await partsOf(first)).toBe(0);
  const second = await desk.sent('m2', FILE);
  rig.time.now += 24 * 60 * 60_000;
  vi.advanceTimersByTime(60 * 60_000);
  // Closing waits for what has begun.
  await app.close();
  expect(await partsOf(second)).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('the desks of a place have eight files between them, and take nothing from other places', async () => {
  for (let more = 0; more < 8; more++) {
    const one = await ImportDesk.at(rig, 'c');
    expect((await one.begin('m2', FILE.length)).status).toBe(200);
  }
  expect(refusal(await desk.begin('m2', FILE.length))).toBe('too-many');
  const other = await ImportDesk.at(rig, 'm2');
  expect((await other.begin('m2', FILE.length)).status).toBe(200);
});

test('an import that is taken in while it is being discarded stays what it is', async () => {
  const { importId, preview } = await desk.read('m2', FILE);
  let isFirst = true;
  let found: () => void = () => {};
  let release: () => void = () => {};
  const isFound = new Promise<void>((resolve) => (found = resolve));
  const held = new Promise<void>((resolve) => (release = resolve));
  const { store } = rig;
  const find: typeof store.imports.find = async (...of) => {
    const job = await store.imports.find(...of);
    if (!isFirst) return job;
    isFirst = false;
    found();
    await held;
    return job;
  };
  const jobs = jobsOn(rig, { ...store, imports: { ...store.imports, find } });
  const device = await desk.placed();
  const discarded = jobs.discard(device, importId);
  await isFound;
  const apply = { previewId: preview.previewId, addPlaces: true, withoutWrongRows: true };
  expect(await jobs.apply(device, importId, apply)).toMatchObject({ state: 'applied' });
  release();
  await expect(discarded).rejects.toMatchObject({ details: { why: 'not-ready' } });
  expect(await desk.state(importId)).toMatchObject({ state: 'applied' });
});

test('an import of another place is not there, and nothing is brought into a closed one', async () => {
  const { importId } = await desk.read('m2', FILE);
  const other = await ImportDesk.at(rig, 'm1');
  expect(await other.list()).toEqual([]);
  for (const what of ['read', 'apply', 'discard', 'take-back']) {
    const body =
      what === 'apply'
        ? { previewId: 'ab'.repeat(16), addPlaces: true, withoutWrongRows: true }
        : what === 'read'
          ? { columns: [] }
          : {};
    expect([what, refusal(await other.call(importId, what, body))]).toEqual([what, 'not-found']);
  }
  expect(refusal(await other.part(importId, 0, FILE))).toBe('not-found');
  expect(refusal(await other.begin('m2', FILE.length))).toBe('not-found');
  expect(refusal(await desk.begin('g1', FILE.length))).toBe('kind-under-parent');
  const m1 = await rig.store.places.find('m1');
  if (m1) await rig.store.places.close(m1, rig.time.now);
  expect(refusal(await desk.begin('m1', FILE.length))).toBe('place-closed');
});

test('a table of places adds what is missing, with a card for every new gate', async () => {
  const street = await ImportDesk.at(rig, 's', 'street');
  const csv = [
    '社区,网格,小区,类型,卡点',
    '梧桐社区,,梧桐里,小区,北门',
    '梧桐社区,第一网格,桂花园,小区,东门',
    '柳巷社区,,柳巷市场,场所,正门',
  ].join('\r\n');
  const { preview } = await street.taken('s', new TextEncoder().encode(csv), 'places');
  expect(preview.newPlaces).toMatchObject([
    { name: '第一网格', kind: 'grid', parentName: '梧桐社区' },
    { name: '桂花园', kind: 'compound', parentName: '第一网格' },
    { name: '东门', kind: 'gate', parentName: '桂花园' },
    { name: '柳巷社区', kind: 'community', parentName: '青石街道' },
    { name: '柳巷市场', kind: 'venue', parentName: '柳巷社区' },
    { name: '正门', kind: 'gate', parentName: '柳巷市场' },
  ]);
  const gates = await rig.store.gates.within('s/');
  const made = gates.filter(({ madeAt }) => madeAt !== null);
  expect(made.map(({ name }) => name).sort()).toEqual(['东门', '正门']);
  expect(new Set(made.map(({ madeAt }) => madeAt))).toEqual(new Set([rig.time.now]));
  expect(gates.map(({ name }) => name).sort()).toEqual(['东门', '东门', '北门', '南门', '正门']);
  const again = await street.read('s', new TextEncoder().encode(csv), 'places');
  expect(again.preview.newPlaces).toEqual([]);
});
