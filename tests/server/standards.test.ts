import { afterEach, beforeEach, expect, test } from 'vitest';
import { USUAL_STANDARDS } from '../../src/domain/gate-day.ts';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import { parseStandardsAnswer, type StandardsAnswer } from '../../src/protocol/standards.ts';
import { purgeStore } from '../../src/server/purge/purge-store.ts';
import {
  type Answer,
  NOW,
  openRig,
  type Rig,
  shiftStart,
  TestDevice,
  TestLog,
} from './server-rig.ts';

const HOUR_MS = 3_600_000;
let rig: Rig;
let street: TestDevice;
let desk: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  street = await TestDevice.enrolled(rig, 'street', 's');
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
});
afterEach(() => rig.close());

const standardsIn = (answer: Answer): StandardsAnswer => {
  const parsed = parseStandardsAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
};
const standards = async (device = desk) => standardsIn(await device.send('GET', '/api/standards'));
const change = (device: TestDevice, basedOn: number, titles: readonly string[]) =>
  device.send('POST', '/api/standards/change', {
    basedOn,
    items: titles.map((title, index) => ({ id: index + 1, title })),
  });
const answered = (
  at: number,
  missing: readonly number[],
  more: { version?: number; by?: string; note?: string } = {},
): GateRecord => ({
  kind: 'standards-answered',
  at,
  version: 0,
  missing,
  by: '王秀英',
  note: '',
  ...more,
});
async function shiftAt(gateId: string, began: number) {
  const phone = await TestDevice.enrolled(rig, 'gate', gateId);
  const log = await TestLog.begin(phone, gateId, { startedAt: began });
  await log.append(shiftStart(began, ['王秀英']));
  return log;
}

test('the usual nine hold until the street sets its own', async () => {
  expect(await standards()).toEqual({ ...USUAL_STANDARDS, gates: [] });
  const made = standardsIn(await change(street, 0, ['', '帐篷', '体温枪']));
  const items = [
    { id: 1, title: '' },
    { id: 2, title: '帐篷' },
    { id: 3, title: '体温枪' },
  ];
  expect(made).toEqual({ version: 1, items, gates: [] });
  expect(await standards()).toEqual(made);
});

test('of two that change the same list the second is told that it is another by now', async () => {
  await change(street, 0, ['帐篷']);
  for (const basedOn of [0, 2]) {
    const late = await change(street, basedOn, ['炉子']);
    expect([late.status, late.json()]).toMatchObject([
      409,
      { error: 'policy-refused', why: 'outdated' },
    ]);
  }
  expect(standardsIn(await change(street, 1, ['炉子'])).version).toBe(2);
  expect((await standards()).items).toEqual([{ id: 1, title: '炉子' }]);
});

test('only who sees all of the street sets them, and a list names each thing once', async () => {
  const part = await TestDevice.enrolled(rig, 'administrator', 'c');
  expect((await change(part, 0, ['帐篷'])).json().error).toBe('not-allowed');
  expect((await change(desk, 0, ['帐篷'])).status).toBe(403);
  const twice = { basedOn: 0, items: [1, 1].map((id) => ({ id, title: '帐篷' })) };
  expect((await street.send('POST', '/api/standards/change', twice)).status).toBe(400);
  expect((await change(street, 0, [])).status).toBe(400);
});

test('of each gate in scope the last answer stands, and whether it was given in the shift that is on', async () => {
  const before = await shiftAt('g1', NOW - 9 * HOUR_MS);
  await before.append(answered(NOW - 8 * HOUR_MS, [4]));
  await before.append({ kind: 'shift-close', at: NOW - 2 * HOUR_MS, recordCount: 3 });
  await before.push();
  expect((await standards()).gates).toMatchObject([{ gateId: 'g1', isThisShift: false }]);
  const now = await shiftAt('g1', NOW - HOUR_MS);
  await now.append(answered(NOW - HOUR_MS, [1, 2, 9], { note: '帐篷破了' }));
  await now.push();
  const other = await shiftAt('g3', NOW - HOUR_MS);
  await other.append(answered(NOW - HOUR_MS, []));
  await other.push();
  const latest = {
    gateId: 'g1',
    at: NOW - HOUR_MS,
    by: '王秀英',
    note: '帐篷破了',
    version: 0,
    missing: [1, 2, 9],
    isThisShift: true,
  };
  expect((await standards()).gates).toEqual([latest]);
  expect((await standards(street)).gates).toMatchObject([
    latest,
    { gateId: 'g3', missing: [], isThisShift: true },
  ]);
  // What the street has taken off its list is missing nowhere; who may not read names reads none.
  await change(street, 0, ['', '']);
  const inspector = await TestDevice.enrolled(rig, 'inspector', 'm1');
  expect((await standards(inspector)).gates).toEqual([
    { ...latest, missing: [1, 2], by: '王▇英', note: '▇' },
  ]);
});

test('answers go with the log that brought them', async () => {
  const log = await shiftAt('g1', NOW);
  await log.append(answered(NOW, [4]));
  await log.push();
  rig.time.now = NOW + 400 * 24 * HOUR_MS;
  await purgeStore(rig.store, rig.keys, { now: rig.time.now, keepDays: 60 });
  expect((await standards()).gates).toEqual([]);
});
