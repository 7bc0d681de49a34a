import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import { parseOutsideAnswer } from '../../src/protocol/reviews.ts';
import { type GateToday, parseTodayAnswer, type TodayAnswer } from '../../src/protocol/today.ts';
import {
  DAY,
  HOUR_MS,
  inForce,
  logAt,
  logged,
  MINUTE_MS,
  NOON,
  passing,
  QUOTA,
  resident,
} from './judged-street.ts';
import { entryAt, openRig, type Rig, shiftStart, TestDevice, TestLog } from './server-rig.ts';

const SECOND_MS = 1000;
let rig: Rig;
let street: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  rig.time.now = NOON;
  street = await TestDevice.enrolled(rig, 'street', 's');
});
afterEach(() => rig.close());

async function today(device = street): Promise<TodayAnswer> {
  const answer = await device.send('GET', '/api/today');
  const parsed = parseTodayAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
}
async function gate(id: string, device = street): Promise<GateToday> {
  const found = (await today(device)).gates.find(({ gateId }) => gateId === id);
  if (!found) throw new Error(`no gate ${id}`);
  return found;
}

/** A shift that began an hour ago. */
async function shiftAt(gateId: string, onDuty: readonly string[], began = HOUR_MS) {
  const phone = await TestDevice.enrolled(rig, 'gate', gateId);
  const startedAt = rig.time.now - began;
  const log = await TestLog.begin(phone, gateId, { startedAt });
  await logged(log, shiftStart(startedAt, onDuty));
  return { phone, log };
}
const closed = (log: TestLog): GateRecord => ({
  kind: 'shift-close',
  at: rig.time.now,
  recordCount: log.sealed.length,
});

test('a gate shows who is on duty by the latest word of it, and what their phone has not sent', async () => {
  expect(await gate('g1')).toMatchObject({ shifts: [], heardAt: null, silentSince: null });
  const { phone, log } = await shiftAt('g1', ['王秀英']);
  await logged(log, { kind: 'duty-change', at: NOON - 60_000, onDuty: ['王秀英', '李志强'] });
  await phone.send('GET', '/api/pull?unsent=7');
  const shift = {
    deviceId: phone.deviceId,
    deviceName: '北门一号',
    onDuty: ['王秀英', '李志强'],
    startedAt: NOON - HOUR_MS,
    heardAt: NOON,
    unsent: 7,
  };
  expect(await gate('g1')).toMatchObject({ shifts: [shift], heardAt: NOON });
  // A phone that does not say changes nothing; one that says has all sent.
  await phone.send('GET', '/api/pull');
  expect((await gate('g1')).shifts).toMatchObject([{ unsent: 7 }]);
  await phone.send('GET', '/api/pull?unsent=0');
  expect((await gate('g1')).shifts).toMatchObject([{ unsent: 0 }]);
  const inspector = await TestDevice.enrolled(rig, 'inspector', 's');
  expect((await gate('g1', inspector)).shifts[0]?.onDuty).toEqual(['王▇英', '李▇强']);
  rig.time.now += MINUTE_MS;
  await logged(log, closed(log));
  expect(await gate('g1')).toMatchObject({ shifts: [], heardAt: NOON + MINUTE_MS });
});

test('a gate is silent when all of its phones missed their calls, and is heard again with the next of any', async () => {
  const { phone } = await shiftAt('g1', ['王秀英']);
  const { silentAfterMs } = await today();
  expect(silentAfterMs).toBe(5 * MINUTE_MS);
  rig.time.now = NOON + silentAfterMs;
  expect((await gate('g1')).silentSince).toBeNull();
  rig.time.now += SECOND_MS;
  expect(await gate('g1')).toMatchObject({ silentSince: NOON, heardAt: NOON });
  // Nobody is on there: nothing is missed.
  expect((await gate('g2')).silentSince).toBeNull();
  await phone.send('GET', '/api/pull');
  expect((await gate('g1')).silentSince).toBeNull();
  const { phone: second } = await shiftAt('g1', ['李志强']);
  rig.time.now += silentAfterMs;
  await second.send('GET', '/api/pull');
  rig.time.now += SECOND_MS;
  const seen = await gate('g1');
  expect(seen.silentSince).toBeNull();
  expect(seen.shifts).toHaveLength(2);
});

test('shifts that nobody closed are left out when their phone is gone, shut out, or began another', async () => {
  const gone = await shiftAt('g1', ['赵一']);
  expect((await gate('g1')).shifts).toHaveLength(1);
  rig.time.now += 24 * HOUR_MS;
  expect((await gate('g1')).shifts).toEqual([]);
  await gone.phone.send('GET', '/api/pull');
  expect(await gate('g1')).toMatchObject({ shifts: [{ onDuty: ['赵一'] }], silentSince: null });
  const next = await TestLog.begin(gone.phone, 'g1', { startedAt: rig.time.now });
  await logged(next, shiftStart(rig.time.now, ['钱二']));
  expect((await gate('g1')).shifts.map(({ onDuty }) => onDuty)).toEqual([['钱二']]);
  await rig.store.devices.revoke(gone.phone.deviceId, rig.time.now);
  expect((await gate('g1')).shifts).toEqual([]);
});

test('who went through by the hour, who was turned back, who waits, and fever cases since their first reading', async () => {
  const log = await logAt(rig, 'g1');
  const hot = (at: number, follows: number | null): GateRecord => ({
    ...entryAt(at, {
      subject: resident(12),
      direction: 'in',
      reading: { temperatureTenths: 378, site: 'forehead' },
      verdict: 'check',
      outcome: follows === null ? 'parked' : 'held',
      reasons: [follows === null ? 'fever-first' : 'fever-again'],
    }),
    kind: 'entry',
    follows: follows === null ? null : { segmentId: log.segmentId, number: follows },
  });
  const [first = 0] = await logged(log, hot(NOON - 30 * MINUTE_MS, null));
  await logged(
    log,
    passing(11, 'out', NOON - 3 * HOUR_MS),
    passing(11, 'in', NOON - 2 * HOUR_MS),
    passing(21, 'out', NOON - 3 * HOUR_MS + MINUTE_MS),
    { kind: 'head-count', at: NOON - 2 * HOUR_MS, direction: 'in', people: 4 },
    passing(21, 'in', NOON - HOUR_MS, { outcome: 'turned-back', verdict: 'stop' }),
    passing(21, 'in', NOON - 20 * MINUTE_MS, { outcome: 'parked', verdict: 'check' }),
    hot(NOON - 10 * MINUTE_MS, first),
  );
  const seen = await gate('g1');
  const at = (hour: number, people: number) =>
    Array.from({ length: 24 }, (_, one) => (one === hour ? people : 0));
  expect(seen).toMatchObject({
    out: at(9, 2),
    in: at(10, 5),
    turnedBack: 1,
    parked: 2,
    cases: [NOON - 30 * MINUTE_MS],
  });
  expect(await gate('g2')).toMatchObject({ parked: 0, cases: [], turnedBack: 0 });
  expect(await today()).toMatchObject({ day: DAY, at: NOON });
  // Yesterday's are not today's; nobody waits at a gate for days.
  rig.time.now = NOON + 25 * HOUR_MS;
  expect(await gate('g1')).toMatchObject({ out: at(0, 0), turnedBack: 0, parked: 0 });
  expect((await gate('g1')).cases).toEqual([NOON - 30 * MINUTE_MS]);
});

test('everybody sees the open gates of their own place, and people of its homes', async () => {
  await inForce(rig, { quota: QUOTA });
  await logged(await logAt(rig, 'g3'), passing(11, 'out', NOON - 3 * HOUR_MS));
  const seen = async (placeId: string) => {
    const device = await TestDevice.enrolled(rig, 'desk', placeId);
    const { gates, peopleOut, overdue } = await today(device);
    return [gates.map(({ gateId }) => gateId), peopleOut, overdue];
  };
  expect(await seen('s')).toEqual([['g1', 'g2', 'g3'], 1, 1]);
  expect(await seen('c')).toEqual([['g1', 'g2', 'g3'], 1, 1]);
  expect(await seen('m1')).toEqual([['g1', 'g2'], 1, 1]);
  expect(await seen('m2')).toEqual([['g3'], 0, 0]);
  expect(await seen('g2')).toEqual([['g2'], 0, 0]);
  const place = await rig.store.places.find('g1');
  if (place) await rig.store.places.close(place, NOON);
  expect(await seen('m1')).toEqual([['g2'], 1, 1]);
});

test('what was found after sync waits at its gate until somebody has looked at it', async () => {
  await inForce(rig, { quota: QUOTA });
  await logged(await logAt(rig, 'g1'), passing(11, 'out', NOON - 3 * HOUR_MS));
  const south = await logAt(rig, 'g2');
  const [number = 0] = await logged(south, passing(12, 'out', NOON - 2 * HOUR_MS));
  const breaches = async () => (await today()).gates.map((one) => one.breaches);
  // Null while it is still being looked for.
  await expect.poll(breaches).toEqual([0, 1, 0]);
  const id = `${south.segmentId}/${number}`;
  const made = { kind: 'breach', gateId: 'g2', id, note: '已提醒' };
  await street.send('POST', '/api/reviews/make', made);
  await expect.poll(breaches).toEqual([0, 0, 0]);
});

test('a gate where nobody is opens with its next turn of today; a turn that runs already has begun it', async () => {
  const turn = (id: string, gateId: string, startsAt: number) => ({
    id: id.repeat(32),
    gateId,
    volunteerId: 'ab'.repeat(16),
    startsAt,
    endsAt: startsAt + 4 * HOUR_MS,
    insteadOf: null,
  });
  const turns = [
    turn('1', 'g1', NOON + 6 * HOUR_MS),
    turn('2', 'g1', NOON + 2 * HOUR_MS),
    turn('3', 'g1', NOON - 5 * HOUR_MS),
    turn('6', 'g3', NOON - HOUR_MS),
    turn('4', 'g2', NOON + 2 * HOUR_MS),
    turn('5', 'g3', NOON + 20 * HOUR_MS),
  ];
  await rig.store.turns.add(turns, { streetId: 's', by: '街道', now: NOON });
  await shiftAt('g2', ['李志强']);
  expect((await today()).gates.map(({ opensAt }) => opensAt)).toEqual([
    NOON + 2 * HOUR_MS,
    null,
    NOON - HOUR_MS,
  ]);
});

test('how many are out is kept by what changes, and is what all passings say whatever is put right', async () => {
  await inForce(rig, { quota: QUOTA });
  const log = await logAt(rig, 'g1');
  const other = await logAt(rig, 'g3');
  const agrees = async (peopleOut: number) => {
    const answer = await street.send('POST', '/api/outside', { overdueOnly: false });
    const listed = parseOutsideAnswer(answer.json());
    const { peopleOut: counted, overdue } = await today();
    expect(listed).toMatchObject({ value: { peopleOut, overdue } });
    expect(counted).toBe(peopleOut);
    rig.time.now += MINUTE_MS;
  };
  await agrees(0);
  const [out11 = 0] = await logged(log, passing(11, 'out', NOON - 3 * HOUR_MS));
  await agrees(1);
  // Of another person after all: of another household.
  const target = { segmentId: log.segmentId, number: out11 };
  const { follows: _follows, ...facts } = entryAt(0, { subject: resident(21) });
  await logged(log, { ...facts, kind: 'correction', at: NOON, target });
  await agrees(1);
  await logged(log, passing(11, 'out', NOON - HOUR_MS), passing(12, 'out', NOON - HOUR_MS));
  await agrees(3);
  // What came late was earlier: 11 had been out before, and is out still.
  await logged(other, passing(11, 'in', NOON - 2 * HOUR_MS));
  await agrees(3);
  const [in12 = 0] = await logged(other, passing(12, 'in', NOON - 30 * MINUTE_MS));
  await agrees(2);
  // It was not 12 who came back: 12 is out again, and 21 is not.
  const { follows: _none, ...back } = entryAt(0, { subject: resident(21), direction: 'in' });
  const wrong = { segmentId: other.segmentId, number: in12 };
  const [corrected = 0] = await logged(other, {
    ...back,
    kind: 'correction',
    at: NOON,
    target: wrong,
  });
  await agrees(2);
  await logged(other, {
    kind: 'undo',
    at: NOON,
    target: { segmentId: other.segmentId, number: corrected },
  });
  await agrees(2);
  await logged(other, { kind: 'undo', at: NOON, target: wrong });
  await agrees(3);
  rig.time.now = NOON + 72 * HOUR_MS;
  await agrees(0);
});
