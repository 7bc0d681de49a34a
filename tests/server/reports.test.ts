import { randomBytes } from 'node:crypto';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  NO_FIGURES,
  REPORT_FIGURES,
  type ReportFigure,
  type ReportFigures,
} from '../../src/domain/report-figures.ts';
import { parseEntryPage } from '../../src/protocol/entries.ts';
import { parseReportsAnswer, type ReportsAnswer } from '../../src/protocol/reports.ts';
import { createApp } from '../../src/server/app.ts';
import { purgeStore } from '../../src/server/purge/purge-store.ts';
import { GateDays } from '../../src/server/reports/gate-days.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { readCsv } from '../journeys/strict-csv.ts';
import {
  entryAt,
  HOST,
  NOW,
  openRig,
  type Rig,
  shiftStart,
  TestDevice,
  TestLog,
} from './server-rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TODAY = '2022-03-30';
const YESTERDAY = '2022-03-29';

let rig: Rig;
let street: TestDevice;
let phone: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  street = await TestDevice.enrolled(rig, 'street', 's');
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterEach(() => rig.close());

async function report(by = street, day = TODAY): Promise<ReportsAnswer> {
  const answer = await by.send('POST', '/api/reports', { day });
  const parsed = parseReportsAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
}
async function gateReport(gateId: string, by = street, day = TODAY) {
  const found = (await report(by, day)).gates.find((gate) => gate.gateId === gateId);
  if (!found) throw new Error(`no gate ${gateId}`);
  return found;
}
async function rows(placeId: string, figure: ReportFigure, more: object = {}, by = street) {
  const body = { day: TODAY, placeId, figure, limit: 50, ...more };
  const answer = await by.send('POST', '/api/reports/rows', body);
  const parsed = parseEntryPage(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
}
const statement = (placeId: string, more: object = {}) => ({
  id: randomBytes(16).toString('hex'),
  placeId,
  day: TODAY,
  isZero: false,
  figures: NO_FIGURES,
  by: '周敏',
  note: '',
  ...more,
});
const sign = (by: TestDevice, body: object) => by.send('POST', '/api/reports/sign', body);
const stated = (isZero: boolean, more: Partial<{ day: string; figures: ReportFigures }> = {}) =>
  ({
    kind: 'daily-report',
    at: rig.time.now,
    day: TODAY,
    isZero,
    figures: NO_FIGURES,
    by: '王桂兰',
    note: '',
    ...more,
  }) as const;
const VISITOR = {
  kind: 'visitor',
  visitor: {
    name: '钱多',
    idNumber: '',
    address: '',
    phone: '',
    purpose: '',
    householdVisited: '',
    plate: '',
    remark: '',
  },
} as const;

/** One shift with one of everything, still open. */
async function busyGate(): Promise<TestLog> {
  const log = await TestLog.begin(phone, 'g1', { startedAt: NOW - 2 * HOUR_MS });
  const at = (minutes: number) => NOW - HOUR_MS + minutes * MINUTE_MS;
  await log.append(shiftStart(NOW - 2 * HOUR_MS, ['王桂兰']));
  await log.append(entryAt(NOW - DAY_MS));
  await log.append(entryAt(at(0)));
  await log.append(entryAt(at(1), { direction: 'in', identification: 'found' }));
  await log.append(entryAt(at(2), { direction: 'in', subject: VISITOR, identification: 'typed' }));
  const fever = { reading: { temperatureTenths: 379, site: 'forehead' }, verdict: 'stop' } as const;
  const first = await log.append(
    entryAt(at(3), { ...fever, outcome: 'parked', reasons: ['fever-first'] }),
  );
  const follows = { segmentId: log.segmentId, number: first };
  await log.append({ ...entryAt(at(8)), follows });
  const held = await log.append(
    entryAt(at(9), { ...fever, outcome: 'held', reasons: ['fever-first'] }),
  );
  const target = { segmentId: log.segmentId, number: held };
  for (const minute of [20, 21]) {
    await log.append({
      kind: 'case-step',
      at: at(minute),
      target,
      step: 'handed-over',
      by: '',
      note: '',
    });
  }
  await log.append(
    entryAt(at(10), { verdict: 'stop', outcome: 'turned-back', reasons: ['mask-missing'] }),
  );
  await log.append(entryAt(at(11), { verdict: 'stop', reasons: ['mask-missing'] }));
  const car = [
    { kind: 'vehicle', plate: '豫A12345', people: 2 },
    { kind: 'together', group: 7 },
  ] as const;
  await log.append(entryAt(at(12), { shown: car }));
  await log.append(entryAt(at(12), { shown: car }));
  await log.append({
    kind: 'refusal',
    at: at(13),
    direction: 'in',
    reason: 'pass-revoked',
    passNumber: 5,
  });
  await log.append({ kind: 'head-count', at: at(14), direction: 'in', people: 30 });
  await log.push();
  return log;
}
const BUSY: ReportFigures = {
  out: 5,
  in: 32,
  visitors: 1,
  vehicles: 1,
  'turned-back': 1,
  fevers: 2,
  'fevers-cleared': 1,
  'handed-over': 1,
  'no-code': 1,
  'no-mask': 2,
  overrides: 1,
  counted: 30,
};

test('a gate’s day is counted from its log, the street’s day and no other, and every number opens to its rows', async () => {
  await busyGate();
  expect((await gateReport('g1')).figures).toEqual(BUSY);
  expect((await gateReport('g2')).figures).toEqual(NO_FIGURES);
  expect((await gateReport('g1', street, YESTERDAY)).figures).toEqual({ ...NO_FIGURES, out: 1 });
  for (const [figure, number] of Object.entries(BUSY) as [ReportFigure, number][]) {
    const page = await rows('g1', figure);
    const counted = figure === 'in' || figure === 'counted' ? 30 : 0;
    expect([figure, page.total]).toEqual([figure, number - counted]);
    expect(page.rows).toHaveLength(page.total);
    expect(page.counted?.in ?? 0).toBe(counted);
  }
  expect((await rows('g1', 'visitors')).rows).toMatchObject([{ subject: { name: '钱多' } }]);
  expect((await rows('g1', 'handed-over')).rows).toMatchObject([{ outcome: 'held' }]);
});

test('the rows of a place above gates come latest first, page by page, each once', async () => {
  for (const gateId of ['g1', 'g2']) {
    const log = await TestLog.begin(phone, gateId);
    for (const minute of [1, 2, 3]) await log.append(entryAt(NOW - minute * MINUTE_MS));
    await log.push();
  }
  const seen: string[] = [];
  const times: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await rows('m1', 'out', { limit: 4, ...(cursor && { cursor }) });
    expect(page.total).toBe(6);
    seen.push(...page.rows.map(({ gateId, id }) => `${gateId} ${id}`));
    times.push(...page.rows.map(({ at }) => at));
    cursor = page.next;
  } while (cursor);
  expect(new Set(seen).size).toBe(6);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test('zero, not reported and not yet here are told apart, and so is what the sum can say', async () => {
  const zero = await TestLog.begin(phone, 'g1');
  await zero.append(stated(true));
  await zero.push();
  expect(await gateReport('g1')).toMatchObject({
    state: 'zero',
    statements: [{ by: '王桂兰', isDesk: false }],
  });
  expect(await gateReport('g2')).toMatchObject({ state: 'missing', statements: [] });
  const second = await TestDevice.enrolled(rig, 'gate', 'm1');
  const shiftId = randomBytes(16).toString('hex');
  const log = await TestLog.begin(second, 'g2', { shiftId, startedAt: NOW - HOUR_MS });
  await log.append(shiftStart(NOW - HOUR_MS, ['赵建军']));
  await log.append(entryAt(NOW));
  await log.append(stated(false));
  await log.push();
  expect(await gateReport('g2')).toMatchObject({
    state: 'reported',
    phonesBehind: 0,
    heardAt: NOW,
  });
  // The shift is open, and nobody hears of its phone: it may hold more of this day.
  rig.time.now = NOW + HOUR_MS;
  expect(await gateReport('g2')).toMatchObject({
    state: 'unsynced',
    phonesBehind: 1,
    heardAt: NOW,
  });
  // It comes again, says that five records are the whole shift, and one of them is still on its way.
  await log.append(entryAt(NOW + MINUTE_MS));
  await log.append({ kind: 'shift-close', at: NOW + MINUTE_MS, recordCount: 6 });
  await log.push();
  expect(await gateReport('g2')).toMatchObject({ state: 'unsynced', phonesBehind: 1 });
  const rest = await TestLog.begin(second, 'g2', {
    previous: log,
    order: 1,
    shiftId,
    startedAt: NOW + MINUTE_MS,
  });
  await rest.append(entryAt(NOW + 2 * MINUTE_MS));
  await rest.push();
  expect(await gateReport('g2')).toMatchObject({
    state: 'reported',
    phonesBehind: 0,
    figures: { out: 3 },
  });
});

test('what a later segment says was before it and did not come is missed on the day that it belongs to', async () => {
  const log = await TestLog.begin(phone, 'g1', { startedAt: NOW });
  await log.append(shiftStart(NOW, ['王桂兰']));
  await log.append(stated(false));
  await log.push();
  await log.append(entryAt(NOW));
  rig.time.now = NOW + DAY_MS;
  const next = await TestLog.begin(phone, 'g1', { previous: log, startedAt: NOW + DAY_MS });
  await next.append(shiftStart(NOW + DAY_MS, ['孙丽']));
  await next.push();
  expect(await gateReport('g1')).toMatchObject({ state: 'unsynced', phonesBehind: 1 });
  await log.push(3);
  expect(await gateReport('g1')).toMatchObject({ state: 'reported', figures: { out: 1 } });
  // A shift that nobody closes does not hold up the reports of all days to come.
  const after = new Date(NOW + 5 * DAY_MS).toISOString().slice(0, 10);
  rig.time.now = NOW + 5 * DAY_MS;
  expect(await gateReport('g1', street, after)).toMatchObject({ phonesBehind: 0, heardAt: null });
});

test('a phone that is heard and cannot send holds records back, until something of its log comes again', async () => {
  const log = await TestLog.begin(phone, 'g1', { startedAt: NOW });
  await log.append(shiftStart(NOW, ['王桂兰']));
  await log.append(stated(true));
  await log.push();
  const saysUnsent = async (unsent: number) => {
    const asked = await phone.send('GET', `/api/pull?unsent=${unsent}`);
    expect(asked.status).toBe(200);
  };
  rig.time.now = NOW + 5 * MINUTE_MS;
  await saysUnsent(0);
  expect(await gateReport('g1')).toMatchObject({ state: 'zero', phonesBehind: 0 });
  rig.time.now = NOW + 10 * MINUTE_MS;
  await log.append(entryAt(NOW + 9 * MINUTE_MS));
  await saysUnsent(1);
  expect(await gateReport('g1')).toMatchObject({ state: 'unsynced', phonesBehind: 1 });
  expect(await gateReport('g1', street, YESTERDAY)).toMatchObject({ phonesBehind: 0 });
  // It asked before it sent: what it said then is not so any more.
  rig.time.now = NOW + 10 * MINUTE_MS + 5_000;
  await log.push();
  expect(await gateReport('g1')).toMatchObject({ state: 'zero', phonesBehind: 0 });
  // What came after midnight had the whole day before it.
  rig.time.now = NOW + DAY_MS;
  await log.append(entryAt(NOW + DAY_MS));
  await log.push();
  rig.time.now += 5 * MINUTE_MS;
  await saysUnsent(7);
  expect(await gateReport('g1')).toMatchObject({ phonesBehind: 0 });
  expect(await gateReport('g1', street, '2022-03-31')).toMatchObject({ phonesBehind: 1 });
});

test('a statement of a day that is yet to come is kept, told, and no report of that day when it comes', async () => {
  const tomorrow = '2022-03-31';
  const log = await TestLog.begin(phone, 'g1', { startedAt: NOW });
  await log.append(stated(true, { day: tomorrow }));
  await log.push();
  rig.time.now = NOW + DAY_MS;
  const early = await gateReport('g1', street, tomorrow);
  expect(early).toMatchObject({ state: 'missing', statements: [] });
  expect(early.tooEarly).toMatchObject([{ by: '王桂兰', isZero: true, at: NOW, receivedAt: NOW }]);
  expect((await gateReport('g1')).tooEarly).toBeUndefined();
  await log.append(stated(false, { day: tomorrow }));
  await log.push();
  expect(await gateReport('g1', street, tomorrow)).toMatchObject({
    state: 'reported',
    statements: [{ isZero: false }],
    tooEarly: [{ isZero: true }],
  });
});

test('a gate that is made today lacks no report of the days before, but what is known of them is told', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  const wanted = { kind: 'add', parentId: 'm1', placeKind: 'gate', name: '西门' };
  const added = (await desk.send('POST', '/api/places/change', wanted)).json();
  const [{ id: newGate }] = added.places as [{ id: string }];
  const gateIds = async (day: string) =>
    (await report(street, day)).gates.map(({ gateId }) => gateId).sort();
  expect(await gateIds(TODAY)).toEqual(['g1', 'g2', 'g3', newGate].sort());
  expect(await gateReport(newGate)).toMatchObject({ state: 'missing' });
  expect(await gateIds(YESTERDAY)).toEqual(['g1', 'g2', 'g3']);
  expect((await rows('s', 'out', { day: YESTERDAY })).total).toBe(0);
  // Its paper of yesterday, or a phone whose clock is behind.
  const log = await TestLog.begin(phone, newGate);
  await log.append(entryAt(NOW - DAY_MS));
  await log.push();
  expect(await gateIds(YESTERDAY)).toContain(newGate);
  expect((await rows('s', 'out', { day: YESTERDAY })).total).toBe(1);
  expect(await gateIds('2022-03-28')).toEqual(['g1', 'g2', 'g3']);
  await sign(desk, statement(newGate, { day: '2022-03-28', isZero: true }));
  expect(await gateIds('2022-03-28')).toContain(newGate);
});

test('rows that come after signing are told, and a supplement takes the place of what was signed', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  const { figures } = await gateReport('g1');
  await sign(desk, statement('g1', { figures }));
  expect(await gateReport('g1')).toMatchObject({
    state: 'reported',
    statements: [{ rowsSince: 0, isDesk: true }],
  });
  rig.time.now += MINUTE_MS;
  const late = await log.append(entryAt(NOW + 1));
  await log.push(2);
  expect((await gateReport('g1')).statements).toMatchObject([
    { rowsSince: 1, figures: { out: 1 } },
  ]);
  // People who were only counted come late too, and are taken back.
  rig.time.now += MINUTE_MS;
  const count = await log.append({
    kind: 'head-count',
    at: NOW + 2,
    direction: 'out',
    people: 5,
  });
  await log.push(3);
  expect(await gateReport('g1')).toMatchObject({
    figures: { out: 7 },
    statements: [{ rowsSince: 2 }],
  });
  const target = { segmentId: log.segmentId, number: count };
  await log.append({ kind: 'undo', at: NOW + 3, target });
  await log.push(4);
  expect(await gateReport('g1')).toMatchObject({
    figures: { out: 2 },
    statements: [{ rowsSince: 3 }],
  });
  await sign(desk, statement('c', {}));
  await sign(street, statement('c', { by: '李' }));
  await sign(desk, statement('g1', { figures: (await gateReport('g1')).figures, note: '补签' }));
  const { statements } = await gateReport('g1');
  expect(statements).toMatchObject([
    { rowsSince: 3, figures: { out: 1 } },
    { rowsSince: 0, figures: { out: 2 }, note: '补签' },
  ]);
  // Out of the desk's scope: only the street's own statement is there.
  expect((await report()).places).toMatchObject([
    { placeId: 'c', statements: [{ by: '李', rowsSince: 0 }] },
  ]);
  expect((await report(desk)).places).toEqual([]);
  // A row that changes counts as well, and its number goes.
  rig.time.now += MINUTE_MS;
  await log.append({ kind: 'undo', at: NOW, target: { segmentId: log.segmentId, number: late } });
  await log.push(5);
  expect(await gateReport('g1')).toMatchObject({
    figures: { out: 1 },
    statements: [{}, { rowsSince: 1 }],
  });
  expect((await report()).places).toMatchObject([{ statements: [{ rowsSince: 1 }] }]);
});

test('when a day’s logs were destroyed by the street’s rules, what was stated of it is left', async () => {
  const log = await busyGate();
  await log.append(stated(false, { figures: BUSY }));
  await log.push();
  rig.time.now = NOW + 9 * DAY_MS;
  const late = await TestLog.begin(phone, 'g1', { previous: log });
  await late.append(entryAt(NOW));
  await late.push();
  rig.time.now = NOW + 68 * DAY_MS;
  await purgeStore(rig.store, rig.keys, { keepDays: 60, now: rig.time.now });
  // Who signed goes with the rest; a row that came a week late is no day's report.
  expect(await gateReport('g1')).toMatchObject({
    state: 'reported',
    figures: BUSY,
    statements: [{ by: '', note: '', figures: BUSY, rowsSince: 1 }],
  });
  expect(await gateReport('g2')).toMatchObject({ state: 'missing', figures: NO_FIGURES });
  expect((await rows('g1', 'out')).rows).toMatchObject([{ flags: ['late'] }]);
});

test('signed twice it is one; what may not be signed for is refused', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  const body = statement('g1', { isZero: true });
  for (const by of ['周敏', '别人']) expect((await sign(desk, { ...body, by })).status).toBe(200);
  expect(await gateReport('g1')).toMatchObject({ state: 'zero', statements: [{ by: '周敏' }] });
  expect((await sign(desk, statement('g1', { day: '2022-03-31' }))).status).toBe(400);
  expect((await sign(desk, statement('g1', { day: '2022-02-30' }))).status).toBe(400);
  expect((await sign(desk, statement('g1', { by: '' }))).status).toBe(400);
  expect((await sign(desk, statement('g1', { day: YESTERDAY }))).status).toBe(200);
  const gate = await rig.store.places.find('g2');
  if (gate) await rig.store.places.close(gate, NOW + 1);
  expect((await sign(desk, statement('g2'))).status).toBe(404);
  // It was open for some of that day, and of the next it need not report.
  expect((await report()).gates.map(({ gateId }) => gateId)).toEqual(['g1', 'g2', 'g3']);
  const next = (await report(street, '2022-03-31')).gates;
  expect(next.map(({ gateId }) => gateId)).toEqual(['g1', 'g3']);
});

test('each sees the gates of its scope, and names as its role may', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 'm2');
  const inspector = await TestDevice.enrolled(rig, 'inspector', 's');
  await sign(street, statement('g3', { by: '王秀英', note: '见本子' }));
  expect((await report(desk)).gates.map(({ gateId }) => gateId)).toEqual(['g3']);
  expect((await gateReport('g3', inspector)).statements).toMatchObject([
    { by: '王▇英', note: '▇' },
  ]);
  for (const placeId of ['g1', 'm1', 's']) {
    const answer = await desk.send('POST', '/api/reports/rows', {
      day: TODAY,
      placeId,
      figure: 'out',
      limit: 5,
    });
    expect(answer.status).toBe(404);
    expect((await sign(desk, statement(placeId))).status).toBe(404);
  }
});

test('what another server takes, changes or takes back is in the next answer of this one', async () => {
  const other = await createApp({
    store: rig.store,
    keys: rig.keys,
    clock: () => rig.time.now,
    timeZone: 'Asia/Shanghai',
    publicUrl: `https://${HOST}`,
    checkPublicUrl: async () => null,
    distDir: null,
  });
  const desk = await TestDevice.enrolled({ ...rig, app: other }, 'street', 's');
  try {
    const log = await TestLog.begin(phone, 'g1');
    const number = await log.append(entryAt(NOW));
    const counts = await log.append({ kind: 'head-count', at: NOW, direction: 'out', people: 5 });
    expect((await gateReport('g1', desk)).figures.out).toBe(0);
    await log.push();
    expect((await gateReport('g1', desk)).figures.out).toBe(6);
    // Without the clock going on, and long after the last look.
    const { segmentId } = log;
    await log.append({ kind: 'correction', at: NOW, target: { segmentId, number }, ...inward });
    await log.push(3);
    expect((await gateReport('g1', desk)).figures).toMatchObject({ out: 5, in: 1 });
    rig.time.now += 3 * MINUTE_MS;
    expect((await gateReport('g1', desk)).figures).toMatchObject({ out: 5, in: 1 });
    await log.append({ kind: 'undo', at: NOW, target: { segmentId, number } });
    await log.append({ kind: 'undo', at: NOW, target: { segmentId, number: counts } });
    rig.time.now += MINUTE_MS;
    await log.push(4);
    rig.time.now += 20 * MINUTE_MS;
    expect((await gateReport('g1', desk)).figures).toEqual(NO_FIGURES);
  } finally {
    await other.close();
  }
});
const { kind: _, at: __, follows: ___, ...inward } = entryAt(NOW, { direction: 'in' });

test('a whole street’s day, which is read as it came, counts what its gates one by one count', async () => {
  const gateIds = ['g1', 'g2', 'g3', ...Array.from({ length: 9 }, (_, one) => `more${one}`)];
  for (const id of gateIds.slice(3)) {
    await rig.store.places.add({ id, parentId: 'm1', kind: 'gate', name: id });
    await issueCard(rig.store, rig.keys, id);
  }
  for (const gateId of gateIds.filter((id) => id !== 'g3' && id !== 'more8')) {
    const log = await TestLog.begin(phone, gateId, { startedAt: NOW });
    const target = { segmentId: log.segmentId, number: 1 };
    const fever = { outcome: 'parked', verdict: 'check', reasons: ['fever-first'] } as const;
    await log.append(entryAt(NOW - 6 * HOUR_MS, fever));
    await log.append({ ...entryAt(NOW - 5 * HOUR_MS), follows: target });
    for (const plate of ['豫A1', '豫A1', '"together"']) {
      const isAlone = plate !== '豫A1';
      const shown = [
        { kind: 'vehicle', plate, people: 2 },
        ...(isAlone ? [] : [{ kind: 'together', group: 7 } as const]),
      ] as const;
      await log.append(entryAt(NOW - 4 * HOUR_MS, { shown, direction: 'in' }));
    }
    await log.append(entryAt(NOW - 3 * HOUR_MS, { subject: VISITOR, direction: 'in' }));
    await log.append(entryAt(NOW - DAY_MS));
    await log.push();
  }
  const parts = { store: rig.store, clock: () => rig.time.now, timeZone: 'Asia/Shanghai' };
  const together = new GateDays(parts);
  const all = await together.figuresOfDay('s', gateIds, TODAY);
  const most = await new GateDays(parts).figuresOfDay('s', gateIds.slice(2), TODAY);
  for (const gateId of gateIds) {
    const alone = (await new GateDays(parts).figuresOfDay('s', [gateId], TODAY)).get(gateId);
    if (!alone) throw new Error('no counts');
    for (const counts of [all.get(gateId), ...(most.has(gateId) ? [most.get(gateId)] : [])]) {
      expect(counts?.figures).toEqual(alone.figures);
      expect([counts?.out, counts?.in]).toEqual([alone.out, alone.in]);
      for (const figure of REPORT_FIGURES) {
        expect(counts?.rows(figure, null, 9)).toEqual(alone.rows(figure, null, 9));
        expect(counts?.rowCount(figure)).toEqual(alone.rowCount(figure));
      }
    }
  }
  expect(all.get('more3')?.figures).toMatchObject({
    ...{ out: 1, in: 4, vehicles: 2, visitors: 1, fevers: 1, 'fevers-cleared': 1 },
  });
  // What changes is read again, at the next question and while the street is read.
  const log = await TestLog.begin(phone, 'more8');
  await log.append(entryAt(NOW));
  await log.push();
  const after = await together.figuresOfDay('s', gateIds, TODAY);
  expect(after.get('more8')?.figures.out).toBe(1);
  const { gateDays } = rig.store;
  let isPushed = false;
  const pushing = {
    ...gateDays,
    async eachRow(...asked: Parameters<typeof gateDays.eachRow>) {
      await gateDays.eachRow(...asked);
      if (isPushed || asked[2].from > NOW) return;
      isPushed = true;
      await log.append(entryAt(NOW + 1000));
      await log.push(2);
    },
  };
  const meanwhile = new GateDays({ ...parts, store: { gateDays: pushing } });
  const found = await meanwhile.figuresOfDay('s', gateIds, TODAY);
  expect(isPushed).toBe(true);
  expect(found.get('more8')?.figures.out).toBe(2);
});

test('hours are the street’s, and only the gate and day that changed are read again', async () => {
  const { gateDays } = rig.store;
  const read: string[] = [];
  const counting = {
    ...gateDays,
    rows: (...asked: Parameters<typeof gateDays.rows>) => {
      read.push(asked[1]);
      return gateDays.rows(...asked);
    },
  };
  const parts = { store: { gateDays: counting }, timeZone: 'Asia/Shanghai' };
  const counts = new GateDays({ ...parts, clock: () => rig.time.now });
  const ask = async (day = TODAY) => {
    read.length = 0;
    return counts.figuresOfDay('s', ['g1', 'g2', 'g3'], day);
  };
  await busyGate();
  rig.time.now += MINUTE_MS;
  const hours = Array<number>(24).fill(0);
  const g1 = (await ask()).get('g1');
  expect([g1?.out, g1?.in]).toEqual([hours.with(13, 5), hours.with(13, 32)]);
  expect(read).toEqual(['g1', 'g2', 'g3']);
  await ask();
  expect(read).toEqual([]);
  await ask(YESTERDAY);
  const other = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(other, 'g2');
  await log.append(entryAt(NOW));
  await log.append(entryAt(NOW - HOUR_MS));
  await log.push();
  rig.time.now += 1;
  expect((await ask()).get('g2')?.out).toEqual(hours.with(13, 1).with(14, 1));
  expect(read).toEqual(['g2']);
  await ask(YESTERDAY);
  expect(read).toEqual([]);
});

test('the street sets its columns and when it is due; a community’s desk does not', async () => {
  expect((await report()).form.columns.map(({ figure }) => figure)).toEqual([
    'out',
    'in',
    'visitors',
    'vehicles',
    'turned-back',
    'fevers',
    'fevers-cleared',
    'handed-over',
    'no-code',
  ]);
  expect((await report()).deadlineAt).toBe(Date.UTC(2022, 2, 30, 12));
  const form = {
    columns: [
      { figure: 'no-mask', title: '没戴口罩的' },
      { figure: 'out', title: '' },
    ],
    deadlineMinute: 18 * 60 + 30,
    remindMinutes: 45,
  };
  const community = await TestDevice.enrolled(rig, 'street', 'c');
  expect((await community.send('POST', '/api/reports/form', form)).status).toBe(403);
  expect((await street.send('POST', '/api/reports/form', form)).json()).toEqual(form);
  expect(await report()).toMatchObject({ form, deadlineAt: Date.UTC(2022, 2, 30, 10, 30) });
  const twice = { ...form, columns: [form.columns[0], form.columns[0]] };
  expect((await street.send('POST', '/api/reports/form', twice)).status).toBe(400);
});

test('as a file it has the street’s columns, sums, states in words, and numbers only where they are sure', async () => {
  const form = {
    columns: [
      { figure: 'out', title: '=出' },
      { figure: 'in', title: '' },
    ],
    deadlineMinute: 1200,
    remindMinutes: 60,
  };
  await street.send('POST', '/api/reports/form', form);
  await busyGate();
  await sign(street, statement('g1', { by: '=1+1', note: '封院，无人出入' }));
  await sign(street, statement('g3', { by: '孙丽', isZero: true }));
  const ask = { ledger: 'daily-report', locale: 'zh-CN', placeId: 's', day: TODAY };
  const answer = await street.send('POST', '/api/exports', { ...ask, format: 'csv' });
  const table = readCsv(answer.body.toString());
  expect(table.map((row) => [row.卡点, row.状态, row["'=出"], row.入])).toEqual([
    ['梧桐社区', '2 / 3', '≥ 5', '≥ 32'],
    ['北门', '已报', '5', '32'],
    ['南门', '未报', '—', '—'],
    ['东门', '零报', '0', '0'],
    ['合计', '2 / 3', '≥ 5', '≥ 32'],
  ]);
  expect(table[1]).toMatchObject({
    日期: TODAY,
    签报: '=1+1 值班台代签',
    签报时间: '2022-03-30 14:00:00',
    附注: '封院，无人出入',
  });
  // No spreadsheet runs it.
  expect(answer.body.toString()).toContain("'=1+1");
  const workbook = await readXlsx(
    new Uint8Array((await street.send('POST', '/api/exports', { ...ask, format: 'xlsx' })).body),
  );
  expect(workbook.sheets[0]?.rows[2]?.slice(1, 5)).toEqual(['北门', '已报', 5, 32]);
  expect(workbook.sheets[0]?.rows[1]?.slice(3, 5)).toEqual(['≥ 5', '≥ 32']);
  const wrong = { ...ask, format: 'csv', day: '2022-02-31' };
  expect((await street.send('POST', '/api/exports', wrong)).status).toBe(400);
  const accesses = [];
  for await (const access of rig.store.accesses.all('s')) accesses.push(access);
  expect(accesses).toMatchObject([{ what: 'export', scopeId: 's', count: 10 }]);
});
