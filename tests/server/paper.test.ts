import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { EntryPage, EntryRow } from '../../src/protocol/entries.ts';
import type { PaperRow } from '../../src/protocol/paper-sheets.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
});
afterEach(() => rig.close());

const SHEET = 'ab'.repeat(16);
const DAY_MS = 24 * 60 * 60_000;
const HOUR_AGO = NOW - 60 * 60_000;
const resident = (rosterNumber: number) => ({ kind: 'resident' as const, rosterNumber });
const visitor = {
  kind: 'visitor' as const,
  visitor: {
    name: '李建国',
    idNumber: '',
    address: '',
    phone: '13800001111',
    purpose: '送菜',
    householdVisited: '3-1-502',
    plate: '',
    remark: '',
  },
};

const row = (number: number, more: Partial<PaperRow> = {}): PaperRow => ({
  number,
  at: HOUR_AGO,
  direction: 'out',
  subject: resident(11),
  reading: { temperatureTenths: 366, site: 'forehead' },
  mask: true,
  outcome: 'passed',
  ...more,
});

const save = (rows: readonly PaperRow[], more: object = {}, device = desk) =>
  device.send('POST', '/api/paper-sheets', {
    sheetId: SHEET,
    gateId: 'g1',
    writer: '王桂兰',
    rows,
    ...more,
  });

const undo = (number: number, more: object = {}, device = desk) =>
  device.send('POST', '/api/paper-sheets/undo', { sheetId: SHEET, gateId: 'g1', number, ...more });

async function ledger(): Promise<EntryRow[]> {
  const answer = await desk.send('POST', '/api/entries/search', { limit: 50 });
  return (answer.json() as unknown as EntryPage).rows;
}

test('a row from paper stands in the ledger with the paper’s time and its writer, marked as such', async () => {
  const answer = await save([row(1), row(2, { subject: visitor, direction: 'in' })]);
  expect([answer.status, answer.json()]).toEqual([200, { saved: [1, 2] }]);
  const rows = await ledger();
  expect(rows).toHaveLength(2);
  expect(rows.find(({ id }) => id === `${SHEET}/1`)).toMatchObject({
    at: HOUR_AGO,
    receivedAt: NOW,
    gateName: '北门',
    subject: { kind: 'resident', name: '周敬明', room: '3-1-501', householdId: 1 },
    verdict: 'pass',
    outcome: 'passed',
    onDuty: ['王桂兰'],
    identification: 'found',
    flags: ['paper'],
  });
  expect(rows.find(({ id }) => id === `${SHEET}/2`)).toMatchObject({
    subject: { kind: 'visitor', name: '李建国' },
    identification: 'form',
    onDuty: ['王桂兰'],
  });
});

test('an exported ledger says which rows are from paper, and whether they still stand', async () => {
  await save([row(1), row(2)]);
  await undo(2);
  const request = { ledger: 'entries', format: 'csv', locale: 'zh-CN' };
  const csv = (await desk.send('POST', '/api/exports', request)).body.toString();
  expect(csv).toContain(',有效 纸质补录,');
  expect(csv).toContain(',已撤销 纸质补录,');
});

test('paper is judged by the street’s rules, and what was done stands beside it', async () => {
  await save([
    row(1, { reading: { temperatureTenths: 373, site: 'axillary' }, outcome: 'held' }),
    row(2, { mask: false, outcome: 'turned-back' }),
    row(3, { reading: null }),
  ]);
  const rows = (await ledger()).toSorted((a, b) => a.id.localeCompare(b.id));
  expect(rows.map(({ verdict, reasons, outcome }) => [verdict, reasons.join(), outcome])).toEqual([
    ['check', 'fever-first', 'held'],
    ['check', 'mask-missing', 'turned-back'],
    ['pass', '', 'passed'],
  ]);
});

test('rows that come again change nothing, and new ones of the same sheet are added', async () => {
  await save([row(1), row(2)]);
  const answer = await save([row(2, { direction: 'in' }), row(3)]);
  expect(answer.json()).toEqual({ saved: [1, 2, 3] });
  const rows = await ledger();
  expect(rows).toHaveLength(3);
  expect(rows.every(({ direction }) => direction === 'out')).toBe(true);
});

test('two rows of one number are no sheet', async () => {
  expect((await save([row(1), row(1, { direction: 'in' })])).status).toBe(400);
  expect(await ledger()).toEqual([]);
});

test('a row is undone once and for all, and stays in the ledger as undone', async () => {
  await save([row(1), row(2)]);
  for (const _again of [1, 2]) expect((await undo(1)).json()).toEqual({ saved: [1, 2] });
  await save([row(1)]);
  const states = (await ledger()).map(({ id, state }) => [id.slice(-1), state]);
  expect(states.sort()).toEqual([
    ['1', 'undone'],
    ['2', 'standing'],
  ]);
});

test('a time that is to come, or too long ago, is no time on a paper', async () => {
  const status = async (at: number) => (await save([row(1, { at })])).status;
  expect(await status(NOW + 6 * 60_000)).toBe(400);
  expect(await status(NOW - 31 * DAY_MS - 1)).toBe(400);
  expect(await ledger()).toEqual([]);
  expect(await status(NOW + 4 * 60_000)).toBe(200);
  expect((await save([row(2, { at: NOW - 31 * DAY_MS })])).json()).toEqual({ saved: [1, 2] });
});

test('nothing of a batch is taken when one of its rows cannot be', async () => {
  expect((await save([row(1), row(2, { subject: resident(99) })])).status).toBe(404);
  expect(await ledger()).toEqual([]);
});

test('a gate out of scope is not there; nor is a resident of another compound', async () => {
  const elsewhere = await TestDevice.enrolled(rig, 'desk', 'm2');
  expect((await save([row(1)], {}, elsewhere)).status).toBe(404);
  expect((await save([row(1)], { gateId: 'nowhere' })).status).toBe(404);
  const atOther = { gateId: 'g3', sheetId: 'cd'.repeat(16) };
  expect((await save([row(1)], atOther, elsewhere)).status).toBe(404);
  const street = await TestDevice.enrolled(rig, 'street', 's');
  expect((await save([row(1)], atOther, street)).status).toBe(200);
});

test('a sheet belongs to the device that began it, and to one writer', async () => {
  await save([row(1)]);
  const other = await TestDevice.enrolled(rig, 'desk', 'm1');
  expect((await save([row(2)], {}, other)).status).toBe(404);
  expect((await undo(1, {}, other)).status).toBe(404);
  expect((await save([row(2)], { writer: '李四' })).status).toBe(404);
  expect((await ledger()).map(({ state }) => state)).toEqual(['standing']);
});

test('paper never stands in the way of a phone’s log, and cannot undo what a phone logged', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'g1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  const sheetId = log.segmentId;
  expect((await save([row(2)], { sheetId })).status).toBe(404);
  expect((await undo(1, { sheetId })).status).toBe(404);
  await log.append(entryAt(NOW + 1000));
  await log.push(2);
  expect((await ledger()).map(({ state, flags }) => [state, flags.length])).toEqual([
    ['standing', 0],
    ['standing', 0],
  ]);
});

test('a gate that was closed takes paper from before it was', async () => {
  const administrator = await TestDevice.enrolled(rig, 'administrator', 's');
  rig.time.now = NOW - 30 * 60_000;
  const closed = await administrator.send('POST', '/api/places/change', {
    kind: 'close',
    placeId: 'g1',
  });
  expect(closed.status).toBe(200);
  rig.time.now = NOW;
  expect((await save([row(1, { at: NOW - 60_000 })])).json()).toMatchObject({
    error: 'place-refused',
    why: 'place-closed',
  });
  expect((await save([row(1)])).status).toBe(200);
});

test('a row is judged by the household’s way through all gates, by the rows before it, by home and by mark', async () => {
  const quota = {
    persons: 2,
    periodDays: 2,
    maxOutMinutes: 0,
    countedPurposes: [],
    overstayCostsExit: false,
    returneeVoidDays: 0,
  };
  await rig.store.policies.add('s', {
    ...DEFAULT_POLICY,
    version: 2,
    quota,
    hours: [
      {
        directions: ['in'],
        homes: { compoundIds: [], buildings: ['3号楼'], units: [], parity: 'any' },
        windows: [{ fromMinute: 0, toMinute: 1 }],
      },
    ],
  });
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g2', { startedAt: NOW - DAY_MS });
  await log.append(entryAt(NOW - DAY_MS));
  await log.push();
  const rows = [
    row(1, { at: HOUR_AGO - 3, subject: resident(12) }),
    row(2, { at: HOUR_AGO - 2, subject: resident(12), direction: 'in' }),
    row(3, { at: HOUR_AGO - 1, subject: resident(12) }),
  ];
  await save(rows);
  const reasonsOf = async () =>
    Object.fromEntries((await ledger()).map(({ id, reasons }) => [id.split('/')[1], reasons]));
  const [first] = (await ledger()).filter(({ flags }) => flags.includes('paper'));
  expect(first?.flags).toContain('paper');
  expect(await reasonsOf()).toMatchObject({ 2: ['outside-hours'], 3: ['quota-used'] });
  // Saved again with a row more, none of the earlier ones counts twice.
  await undo(3);
  await undo(1);
  await save([...rows, row(4, { at: HOUR_AGO, subject: resident(11), direction: 'in' })]);
  await save([...rows, row(5, { at: HOUR_AGO + 1, subject: resident(12) })]);
  expect(await reasonsOf()).toMatchObject({ 5: [] });
});
