import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import { type CasesAnswer, parseCasesAnswer } from '../../src/protocol/reviews.ts';
import { verifyStore } from '../../src/server/verify/verify-store.ts';
import { DAY, HOUR_MS, logAt, logged, MINUTE_MS, NOON, resident } from './judged-street.ts';
import { entryAt, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  rig.time.now = NOON;
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
});
afterEach(() => rig.close());

async function cases(device = desk, day = DAY): Promise<CasesAnswer['cases']> {
  const answer = await device.send('POST', '/api/cases', { day });
  const parsed = parseCasesAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value.cases;
}

const hot = (at: number, more: Partial<EntryFacts> = {}): GateRecord =>
  entryAt(at, {
    subject: resident(11),
    direction: 'in',
    reading: { temperatureTenths: 377, site: 'forehead' },
    verdict: 'check',
    outcome: 'parked',
    reasons: ['fever-first'],
    ...more,
  });
const again = (at: number, log: TestLog, number: number, more: Partial<EntryFacts> = {}) =>
  ({
    ...hot(at, { verdict: 'stop', outcome: 'held', reasons: ['fever-again'], ...more }),
    follows: { segmentId: log.segmentId, number },
  }) as GateRecord;
const step = (at: number, log: TestLog, number: number, by = '王秀英'): GateRecord => ({
  kind: 'case-step',
  at,
  target: { segmentId: log.segmentId, number },
  step: 'called',
  by,
  note: '陈医生，十分钟到',
});
const decision = (at: number, log: TestLog, number: number): GateRecord => ({
  kind: 'decision',
  at,
  target: { segmentId: log.segmentId, number },
  outcome: 'turned-back',
  note: '120 接走',
  by: '王秀英',
});
const FIRST = NOON - 30 * HOUR_MS;

test('a high reading is an open case from its first reading until somebody decides, over days', async () => {
  const log = await logAt(rig, 'g1');
  const [first = 0] = await logged(log, hot(FIRST));
  expect(await cases()).toMatchObject([
    { since: FIRST, closedAt: null, row: { outcome: 'parked' } },
  ]);
  const [second = 0] = await logged(log, again(FIRST + 5 * MINUTE_MS, log, first));
  const called = FIRST + 6 * MINUTE_MS;
  await logged(log, step(called, log, second));
  expect(await cases()).toMatchObject([
    {
      since: FIRST,
      closedAt: null,
      row: { id: `${log.segmentId}/${second}`, outcome: 'held' },
      steps: [{ at: called, step: 'called', by: '王秀英', note: '陈医生，十分钟到' }],
    },
  ]);
  const decided = FIRST + HOUR_MS;
  await logged(log, decision(decided, log, second));
  expect(await cases()).toEqual([]);
  expect(await cases(desk, '2022-03-29')).toMatchObject([
    { since: FIRST, closedAt: decided, row: { outcome: 'turned-back', decidedBy: '王秀英' } },
  ]);
});

test('a second reading that was taken back leaves the case open as it was, whenever that is heard of', async () => {
  const log = await logAt(rig, 'g1');
  const [first = 0] = await logged(log, hot(NOON - HOUR_MS));
  const reading = { temperatureTenths: 366, site: 'axillary' } as const;
  const passed = { reading, verdict: 'pass', outcome: 'passed', reasons: [] } as const;
  const [second = 0] = await logged(log, again(NOON - 50 * MINUTE_MS, log, first, passed));
  expect(await cases()).toMatchObject([{ closedAt: NOON - 50 * MINUTE_MS }]);
  const target = { segmentId: log.segmentId, number: second };
  await logged(log, { kind: 'undo', at: NOON - 49 * MINUTE_MS, target });
  expect(await cases()).toMatchObject([{ since: NOON - HOUR_MS, closedAt: null }]);
  await logged(log, again(NOON - 40 * MINUTE_MS, log, first));
  expect(await cases()).toMatchObject([{ row: { outcome: 'held' }, closedAt: null }]);
});

test('a step may come before what it is about, and one that was taken back is not shown', async () => {
  const log = await logAt(rig, 'g1');
  const entry = await log.append(hot(NOON - HOUR_MS));
  const later = await TestLog.begin(log.device, 'g1', {
    shiftId: log.segmentId,
    order: 1,
    previous: log,
    startedAt: NOON - HOUR_MS,
  });
  const taken = await later.append(step(NOON - 50 * MINUTE_MS, log, entry, '李强'));
  await later.append(step(NOON - 40 * MINUTE_MS, log, entry));
  await later.append({
    kind: 'undo',
    at: NOON - 39 * MINUTE_MS,
    target: { segmentId: later.segmentId, number: taken },
  });
  await later.push();
  expect(await cases()).toEqual([]);
  await log.push();
  expect(await cases()).toMatchObject([{ steps: [{ by: '王秀英' }] }]);
});

test('a second reading that came before the first is an open case as soon as the first is there', async () => {
  const log = await logAt(rig, 'g1');
  const first = await log.append(hot(NOON - HOUR_MS));
  const later = await TestLog.begin(log.device, 'g1', {
    shiftId: log.segmentId,
    order: 1,
    previous: log,
    startedAt: NOON - HOUR_MS,
  });
  const reading = { temperatureTenths: 366, site: 'axillary' } as const;
  const parked = {
    reading,
    verdict: 'check',
    outcome: 'parked',
    reasons: ['mask-missing'],
  } as const;
  await later.append(again(NOON - 50 * MINUTE_MS, log, first, parked));
  await later.push();
  expect(await cases()).toEqual([]);
  await log.push();
  expect(await cases()).toMatchObject([{ since: NOON - HOUR_MS, closedAt: null }]);
});

test('whoever is parked for something else, was taken back, or is at another compound’s gate is no case here', async () => {
  const log = await logAt(rig, 'g1');
  await logged(log, hot(NOON - HOUR_MS, { reasons: ['mask-missing'] }));
  const [taken = 0] = await logged(log, hot(NOON - HOUR_MS));
  await logged(log, {
    kind: 'undo',
    at: NOON - HOUR_MS,
    target: { segmentId: log.segmentId, number: taken },
  });
  await logged(await logAt(rig, 'g3'), hot(NOON - HOUR_MS, { subject: resident(99) }));
  expect(await cases()).toEqual([]);
  const street = await TestDevice.enrolled(rig, 'inspector', 's');
  expect(await cases(street)).toMatchObject([{ row: { gateId: 'g3' } }]);
});

test('people who were only counted are kept beside the ledger, and not when the count was taken back', async () => {
  const log = await logAt(rig, 'g1');
  const count = (people: number): GateRecord => ({
    kind: 'head-count',
    at: NOON,
    direction: 'in',
    people,
  });
  const [, wrong = 0] = await logged(log, count(12), count(40));
  const undo: GateRecord = {
    kind: 'undo',
    at: NOON,
    target: { segmentId: log.segmentId, number: wrong },
  };
  await logged(log, undo, count(4));
  const rows = await rig.database.all('SELECT people, undone FROM head_counts ORDER BY number');
  expect(rows.map(({ people, undone }) => [people, undone])).toEqual([
    [12, 0],
    [40, 1],
    [4, 0],
  ]);
  const search = async (query: object): Promise<unknown> =>
    (await desk.send('POST', '/api/entries/search', { limit: 1, ...query })).json().counted;
  expect(await search({ from: NOON, to: NOON + 1 })).toEqual({ out: 0, in: 16 });
  for (const query of [{ to: NOON }, { direction: 'out' }, { gateIds: ['g3'] }, { text: '3' }]) {
    expect(await search(query)).toBeUndefined();
  }
  const wanted = { ledger: 'head-counts', format: 'csv', locale: 'zh-CN', placeId: 'm1' };
  const file = (await desk.send('POST', '/api/exports', wanted)).body.toString();
  expect(
    file
      .trim()
      .split('\r\n')
      .map((line) => line.split(',')[3]),
  ).toEqual(['人数', '12', '4']);
});

test('the ledger of steps, counts and named decisions is what the records say', async () => {
  const log = await logAt(rig, 'g1');
  const [entry = 0] = await logged(log, hot(NOON - HOUR_MS));
  await logged(
    log,
    step(NOON - HOUR_MS, log, entry),
    { kind: 'head-count', at: NOON, direction: 'in', people: 3 },
    decision(NOON, log, entry),
  );
  const found: string[] = [];
  await verifyStore(rig.store, rig.keys, { now: NOON, onFinding: ({ what }) => found.push(what) });
  expect(found).toEqual([]);
});
