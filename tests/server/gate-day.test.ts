import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ToldDay, USUAL_STANDARDS } from '../../src/domain/gate-day.ts';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import { parseGateDay } from '../../src/protocol/gate-day.ts';
import { openUnderCard } from '../../src/sealing/gate-card.ts';
import { gateDayAad } from '../../src/sealing/gate-day-aad.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { DAY, HOUR_MS, MINUTE_MS, NOON } from './judged-street.ts';
import { openRig, type Rig, shiftStart, TestDevice, TestLog } from './server-rig.ts';

const YESTERDAY = '2022-03-29';
let rig: Rig;
let street: TestDevice;
let phone: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  rig.time.now = NOON;
  street = await TestDevice.enrolled(rig, 'street', 's');
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterEach(() => rig.close());

async function told(gateId = 'g1', by = phone): Promise<ToldDay & { etag: string }> {
  const answer = await by.send('GET', `/api/gates/${gateId}/day`);
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  const gate = await rig.store.gates.find(gateId);
  const key = await rig.keys.pullKey(gateId, gate?.cardEpoch ?? 0);
  const sealed = new Uint8Array(answer.body);
  const plain = key && (await openUnderCard(sealed, key, gateDayAad(gateId)));
  const day = plain && parseGateDay(plain);
  if (!day) throw new Error('cannot be opened');
  return { ...day, etag: String(answer.headers.etag) };
}
const statusWith = async (etag: string): Promise<number> => {
  const more = { 'if-none-match': etag };
  return (await phone.send('GET', '/api/gates/g1/day', null, { more })).status;
};

async function shiftAt(gateId: string, onDuty: readonly string[], began = NOON - 2 * HOUR_MS) {
  const own = await TestDevice.enrolled(rig, 'gate', gateId);
  const log = await TestLog.begin(own, gateId, { startedAt: began });
  await log.append(shiftStart(began, onDuty));
  return log;
}
const report = (day: string, isZero = false): GateRecord => ({
  kind: 'daily-report',
  at: NOON - MINUTE_MS,
  day,
  isZero,
  figures: NO_FIGURES,
  by: '王秀英',
  note: '',
});
const closed = (log: TestLog): GateRecord => ({
  kind: 'shift-close',
  at: NOON,
  recordCount: log.sealed.length + 1,
});

test('a gate of which nothing is known is told the usual, and once', async () => {
  const { etag, ...day } = await told();
  expect(day).toEqual({
    deadlineMinute: 20 * 60,
    remindMinutes: 60,
    reports: [],
    rota: [],
    handover: null,
    standards: USUAL_STANDARDS,
    standardsAnsweredAt: null,
    handbookVersion: 0,
  });
  rig.time.now += 3 * MINUTE_MS;
  expect(await statusWith(etag)).toBe(304);
});

test('what the street sets for its day comes down, and the report is due when it says', async () => {
  const { etag } = await told();
  const columns = [{ figure: 'out', title: '' }];
  await street.send('POST', '/api/reports/form', {
    columns,
    deadlineMinute: 18 * 60,
    remindMinutes: 30,
  });
  await street.send('POST', '/api/standards/change', {
    basedOn: 0,
    items: [{ id: 1, title: '帐篷' }],
  });
  await street.send('POST', '/api/handbook/change', { basedOn: 0, text: '# 手册' });
  expect(await statusWith(etag)).toBe(200);
  expect(await told()).toMatchObject({
    deadlineMinute: 18 * 60,
    remindMinutes: 30,
    standards: { version: 1, items: [{ id: 1, title: '帐篷' }] },
    handbookVersion: 1,
  });
});

test('what was stated of a day before it began is told to no phone as its report', async () => {
  const log = await shiftAt('g1', ['王秀英']);
  await log.append(report('2022-03-31', true));
  await log.push();
  rig.time.now += 24 * HOUR_MS;
  expect((await told()).reports).toEqual([]);
  await log.append({ ...report('2022-03-31'), at: rig.time.now });
  await log.push();
  expect((await told()).reports).toMatchObject([{ day: '2022-03-31', state: 'reported' }]);
});

test('a day that was reported is told as it stands: whole, zero, or not all here yet', async () => {
  const log = await shiftAt('g1', ['王秀英']);
  await log.append(report(YESTERDAY, true));
  await log.append(report(DAY));
  await log.push();
  const at = NOON - MINUTE_MS;
  expect((await told()).reports).toEqual([
    { day: DAY, state: 'reported', by: '王秀英', at },
    { day: YESTERDAY, state: 'zero', by: '王秀英', at },
  ]);
  expect((await told('g2')).reports).toEqual([]);
  // A shift that says it has one more record than came.
  const lacking = await shiftAt('g1', ['李志强']);
  await lacking.append({ kind: 'shift-close', at: NOON, recordCount: 9 });
  await lacking.push();
  expect((await told()).reports).toMatchObject([
    { day: DAY, state: 'unsynced' },
    { day: YESTERDAY },
  ]);
});

test('the last shift’s words wait at its own gate until somebody takes them over', async () => {
  const log = await shiftAt('g1', ['王秀英', '李志强']);
  await log.append({ kind: 'handover-note', at: NOON - MINUTE_MS, text: '三号楼电梯坏了' });
  await log.append(closed(log));
  await log.push();
  const { handover, etag } = await told();
  expect(handover).toMatchObject({
    text: '三号楼电梯坏了',
    from: ['王秀英', '李志强'],
    at: NOON,
  });
  expect((await told('g2')).handover).toBeNull();
  const next = await shiftAt('g1', ['何芳'], NOON);
  const shiftId = handover?.shiftId ?? '';
  await next.append({ kind: 'handover-accepted', at: NOON, shiftId, by: '何芳' });
  await next.append({
    kind: 'standards-answered',
    at: NOON,
    version: 0,
    missing: [],
    by: '何芳',
    note: '',
  });
  await next.push();
  expect(await statusWith(etag)).toBe(200);
  expect(await told()).toMatchObject({ handover: null, standardsAnsweredAt: NOON });
});

test('who should stand there is told with the hours they served, which change by the hour', async () => {
  const volunteer = { id: 'ab'.repeat(16), name: '王秀英', phone: '', unit: '', isGone: false };
  await street.send('POST', '/api/rota/change', { kind: 'save-volunteer', volunteer });
  const turn = {
    id: 'cd'.repeat(16),
    gateId: 'g1',
    volunteerId: volunteer.id,
    startsAt: NOON - 2 * HOUR_MS,
    endsAt: NOON + 2 * HOUR_MS,
  };
  await street.send('POST', '/api/rota/change', { kind: 'add-turns', turns: [turn] });
  const log = await shiftAt('g1', ['王秀英']);
  await log.push();
  const { rota, etag } = await told();
  expect(rota).toEqual([
    { name: '王秀英', startsAt: turn.startsAt, endsAt: turn.endsAt, servedMinutes: 120 },
  ]);
  const nextPull = async (minutes: number) => {
    rig.time.now = NOON + minutes * MINUTE_MS;
    await log.device.send('GET', '/api/pull');
    return statusWith(etag);
  };
  expect([await nextPull(20), await nextPull(40), await nextPull(61)]).toEqual([304, 304, 200]);
  expect((await told()).rota).toMatchObject([{ servedMinutes: 180 }]);
  expect((await told('g2')).rota).toEqual([]);
});

test('nobody outside of a gate hears of its day, and a new card seals it anew', async () => {
  for (const id of ['g3', 'm1', 'nowhere']) {
    expect((await phone.send('GET', `/api/gates/${id}/day`)).status).toBe(404);
  }
  expect((await street.send('GET', '/api/gates/g1/day')).status).toBe(403);
  const { etag } = await told();
  const before = await rig.keys.pullKey('g1', 1);
  rig.time.now += MINUTE_MS;
  await issueCard(rig.store, rig.keys, 'g1');
  expect(await statusWith(etag)).toBe(200);
  const sealed = await phone.send('GET', '/api/gates/g1/day');
  const bytes = new Uint8Array(sealed.body);
  expect(before && (await openUnderCard(bytes, before, gateDayAad('g1')))).toBeNull();
  await told();
  const gate = await rig.store.places.find('g1');
  if (gate) await rig.store.places.close(gate, rig.time.now);
  expect((await phone.send('GET', '/api/gates/g1/day')).status).toBe(404);
});
