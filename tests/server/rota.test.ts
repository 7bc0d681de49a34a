import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  parseHoursAnswer,
  parseHoursCard,
  parseRotaAnswer,
  parseRotaChanged,
  parseRotaRead,
  type RotaChange,
  type RotaImport,
} from '../../src/protocol/rota.ts';
import { purgeStore } from '../../src/server/purge/purge-store.ts';
import { handoverFor, monthMinutes, rotaOfGate } from '../../src/server/rota/rota-of-gate.ts';
import { NOW, openRig, type Rig, shiftStart, TestDevice, TestLog } from './server-rig.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';
/** NOW is 14:00 of the street's 30 March. */
const MIDNIGHT = NOW - 14 * HOUR;

let rig: Rig;
let street: TestDevice;
let desk: TestDevice;
let phone: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  street = await TestDevice.enrolled(rig, 'street', 's');
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterEach(() => rig.close());

const newId = (): string => randomBytes(16).toString('hex');
const contentOf = <T>(parsed: { ok: true; value: T } | { ok: false }): T => {
  if (!parsed.ok) throw new Error('not of the shape');
  return parsed.value;
};
const ask = async (
  by: TestDevice,
  url: string,
  body: unknown,
): Promise<Record<string, unknown>> => {
  const answer = await by.send('POST', url, body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.toString()}`);
  return answer.json();
};
const rota = async (by: TestDevice, from = '2022-03-30', days = 1) =>
  contentOf(parseRotaAnswer(await ask(by, '/api/rota', { from, days })));
const change = async (by: TestDevice, body: RotaChange): Promise<number> =>
  contentOf(parseRotaChanged(await ask(by, '/api/rota/change', body))).changed;
const putIn = async (by: TestDevice, rows: RotaImport['rows']): Promise<number> =>
  contentOf(parseRotaChanged(await ask(by, '/api/rota/import', { rows }))).changed;
const hours = async (by: TestDevice, from: string, to: string) =>
  contentOf(parseHoursAnswer(await ask(by, '/api/rota/hours', { from, to }))).people;

async function volunteer(name: string, more: { phone?: string; unit?: string } = {}) {
  const id = newId();
  const one = { id, name, phone: '', unit: '', isGone: false, ...more };
  expect(await change(street, { kind: 'save-volunteer', volunteer: one })).toBe(1);
  return id;
}
async function turn(volunteerId: string, gateId: string, startsAt: number, endsAt: number) {
  const id = newId();
  const turns = [{ id, gateId, volunteerId, startsAt, endsAt }];
  expect(await change(street, { kind: 'add-turns', turns })).toBe(1);
  return id;
}

/** A shift's log as the phone sends it; null: it stays open. */
async function shift(
  gateId: string,
  from: number,
  until: number | null,
  onDuty: readonly string[],
  more: {
    by?: TestDevice;
    note?: string;
    handsOver?: readonly (readonly [number, string[]])[];
  } = {},
): Promise<string> {
  const log = await TestLog.begin(more.by ?? phone, gateId, { startedAt: from });
  await log.append(shiftStart(from, onDuty));
  for (const [at, names] of more.handsOver ?? []) {
    await log.append({ kind: 'duty-change', at, onDuty: names });
  }
  if (more.note) {
    await log.append({ kind: 'handover-note', at: until ?? from, text: more.note });
  }
  if (until !== null) await log.append({ kind: 'shift-close', at: until, recordCount: 3 });
  await log.push();
  // Its first segment names the shift.
  return log.segmentId;
}

test('who came, who did not, who is awaited and who stood there unexpected', async () => {
  const [wang, li, zhang, sun] = await Promise.all(
    ['王秀英', '李志强', '张三', '孙丽'].map((name) => volunteer(name)),
  );
  await turn(wang as string, 'g1', MIDNIGHT + 6 * HOUR, MIDNIGHT + 13 * HOUR);
  await turn(li as string, 'g1', MIDNIGHT + 6 * HOUR, MIDNIGHT + 13 * HOUR);
  await turn(zhang as string, 'g1', MIDNIGHT + 13 * HOUR, MIDNIGHT + 21 * HOUR);
  await turn(sun as string, 'g2', NOW, NOW + 8 * HOUR);
  // 王秀英 hands over to 赵六, whom nobody put on the rota, at noon.
  await shift('g1', MIDNIGHT + 5.5 * HOUR, MIDNIGHT + 13 * HOUR, ['王 秀英'], {
    handsOver: [[MIDNIGHT + 12 * HOUR, ['赵六']]],
  });
  const { turns, offRota, volunteers } = await rota(street);
  expect(volunteers.map(({ name }) => name)).toHaveLength(4);
  const of = (id: string | undefined) => turns.find(({ volunteerId }) => volunteerId === id);
  expect(of(wang)).toMatchObject({
    state: 'served',
    cameAt: MIDNIGHT + 5.5 * HOUR,
    servedMinutes: 6.5 * 60,
  });
  expect(of(li)).toMatchObject({ state: 'absent', cameAt: null, servedMinutes: 0 });
  expect(of(zhang)).toMatchObject({ state: 'missing' });
  expect(of(sun)).toMatchObject({ state: 'awaited' });
  expect(offRota).toEqual([
    { gateId: 'g1', name: '赵六', from: MIDNIGHT + 12 * HOUR, until: MIDNIGHT + 13 * HOUR },
  ]);
  // 张三 comes after all.
  await shift('g1', NOW - HOUR / 2, null, ['张三']);
  expect((await rota(street)).turns.find(({ volunteerId }) => volunteerId === zhang)).toMatchObject(
    { state: 'on', cameAt: NOW - HOUR / 2, servedMinutes: 30 },
  );
});

test('two phones of a gate that name the same person count the hour once', async () => {
  const wang = await volunteer('王秀英');
  await turn(wang, 'g1', NOW - 4 * HOUR, NOW);
  const other = await TestDevice.enrolled(rig, 'gate', 'g1');
  await shift('g1', NOW - 4 * HOUR, NOW - HOUR, ['王秀英']);
  await shift('g1', NOW - 3 * HOUR, NOW, ['王秀英'], { by: other });
  expect((await rota(street)).turns[0]).toMatchObject({ state: 'served', servedMinutes: 240 });
  expect(await hours(street, '2022-03-30', '2022-03-30')).toMatchObject([
    { volunteerId: wang, plannedMinutes: 240, servedMinutes: 240, turns: 1, absent: 0 },
  ]);
});

test('a phone that was not heard for half a day keeps nobody on duty', async () => {
  await shift('g1', NOW, null, ['王秀英']);
  rig.time.now = NOW + 11 * HOUR;
  expect((await rota(street)).offRota).toMatchObject([{ name: '王秀英', until: null }]);
  rig.time.now = NOW + 13 * HOUR;
  expect((await rota(street)).offRota).toEqual([]);
  expect(await hours(street, '2022-03-30', '2022-03-31')).toEqual([]);
  // Heard again with another shift, it had left the first.
  await shift('g1', NOW + 12 * HOUR, NOW + 13 * HOUR, ['李志强']);
  expect(await hours(street, '2022-03-30', '2022-03-31')).toMatchObject([
    { name: '李志强', volunteerId: null, servedMinutes: 60 },
  ]);
});

test('a turn that is given to somebody else expects them, and given back it was never swapped', async () => {
  const [wang, li] = [await volunteer('王秀英'), await volunteer('李志强')];
  const id = await turn(wang, 'g1', NOW - 4 * HOUR, NOW);
  await shift('g1', NOW - 4 * HOUR, NOW, ['李志强']);
  expect((await rota(street)).turns).toMatchObject([{ state: 'absent' }]);
  expect(await change(street, { kind: 'give-turn', id, volunteerId: li })).toBe(1);
  expect(await change(street, { kind: 'give-turn', id, volunteerId: li })).toBe(0);
  expect(await rota(street)).toMatchObject({
    turns: [{ volunteerId: li, insteadOf: wang, state: 'served' }],
    offRota: [],
  });
  await change(street, { kind: 'give-turn', id, volunteerId: wang });
  expect((await rota(street)).turns).toMatchObject([{ volunteerId: wang, insteadOf: null }]);
});

test('nobody stands twice at a gate at once, nor somebody who is gone; what is asked twice is done once', async () => {
  const [wang, li] = [await volunteer('王秀英'), await volunteer('李志强')];
  const id = await turn(wang, 'g1', NOW, NOW + HOUR);
  const again = { id: newId(), gateId: 'g1', startsAt: NOW, endsAt: NOW + HOUR };
  const add = (volunteerId: string): RotaChange => ({
    kind: 'add-turns',
    turns: [{ ...again, volunteerId }],
  });
  expect(await change(street, add(wang))).toBe(0);
  const second = await turn(li, 'g1', NOW, NOW + HOUR);
  const swap = { kind: 'give-turn', id: second, volunteerId: wang };
  expect((await street.send('POST', '/api/rota/change', swap)).status).toBe(403);
  const gone = { id: li, name: '李志强', phone: '', unit: '', isGone: true };
  expect(await change(street, { kind: 'save-volunteer', volunteer: gone })).toBe(1);
  expect(await change(street, { kind: 'save-volunteer', volunteer: gone })).toBe(0);
  const later = { ...add(li), turns: [{ ...again, volunteerId: li, startsAt: NOW + 1 }] };
  expect((await street.send('POST', '/api/rota/change', later)).status).toBe(403);
  // Who is gone is still told where they have a turn.
  expect((await rota(street)).volunteers).toHaveLength(2);
  expect(await change(street, { kind: 'remove-turns', ids: [id, second, newId()] })).toBe(2);
  expect(await rota(street)).toMatchObject({ turns: [], volunteers: [{ name: '王秀英' }] });
});

const row = (name: string, more: Partial<RotaImport['rows'][number]> = {}) => ({
  name,
  phone: '',
  unit: '',
  gateId: 'g1',
  startsAt: NOW,
  endsAt: NOW + 8 * HOUR,
  ...more,
});

test('rows of a file are put in force once, whoever they mean, and a swap outlives the next import', async () => {
  const rows = [
    row('王秀英', { phone: '13800001111', unit: '区税务局' }),
    row('王秀英', { phone: '13800002222', unit: '实验小学' }),
    row('李志强'),
    row('李 志强', { startsAt: NOW + DAY, endsAt: NOW + DAY + HOUR }),
    row('李志强', { startsAt: NOW + 2 * DAY, endsAt: NOW + 2 * DAY + HOUR, unit: '实验小学' }),
  ];
  // Three people, of whom one comes with a unit at the end, and five turns.
  expect(await putIn(street, rows)).toBe(8);
  expect(await putIn(street, rows)).toBe(0);
  const { volunteers, turns } = await rota(street, '2022-03-30', 3);
  expect(volunteers.map(({ name, unit }) => `${name} ${unit}`).toSorted()).toEqual([
    '李志强 实验小学',
    '王秀英 区税务局',
    '王秀英 实验小学',
  ]);
  const li = volunteers.find(({ name }) => name === '李志强')?.id;
  const own = turns.filter(({ volunteerId }) => volunteerId === li);
  expect(own).toHaveLength(3);
  const sun = await volunteer('孙丽');
  await change(street, { kind: 'give-turn', id: own[0]?.id ?? '', volunteerId: sun });
  expect(await putIn(street, rows)).toBe(0);
  // Another end is the same turn.
  expect(await putIn(street, [row('孙丽', { endsAt: NOW + 9 * HOUR })])).toBe(1);
  expect((await rota(street)).turns).toHaveLength(3);
});

test('hours count where midnight and months end, and a card adds up its stays', async () => {
  const wang = await volunteer('王秀英', { unit: '区税务局' });
  const night = MIDNIGHT + DAY + 22 * HOUR;
  await turn(wang, 'g1', night, night + 8 * HOUR);
  await turn(wang, 'g3', NOW + 3 * DAY, NOW + 3 * DAY + HOUR);
  rig.time.now = night + 8 * HOUR;
  await shift('g1', night, night + 8 * HOUR, ['王秀英', '过客']);
  rig.time.now = NOW + 4 * DAY;
  const of = async (from: string, to: string) =>
    (await hours(street, from, to)).map(
      ({ name, plannedMinutes, servedMinutes, turns, absent }) =>
        `${name} ${plannedMinutes} ${servedMinutes} ${turns} ${absent}`,
    );
  expect(await of('2022-03-01', '2022-03-31')).toEqual(['王秀英 120 120 1 0', '过客 0 120 0 0']);
  expect(await of('2022-04-01', '2022-04-01')).toEqual(['王秀英 360 360 1 0', '过客 0 360 0 0']);
  expect(await of('2022-04-02', '2022-04-30')).toEqual(['王秀英 60 0 1 1']);
  const card = await ask(street, '/api/rota/card', {
    volunteerId: wang,
    from: '2022-03-01',
    to: '2022-04-30',
  });
  expect(contentOf(parseHoursCard(card))).toEqual({
    volunteer: { id: wang, name: '王秀英', phone: '', unit: '区税务局', isGone: false },
    stays: [{ gateId: 'g1', gateName: '梧桐里 北门', from: night, until: night + 8 * HOUR }],
    servedMinutes: 480,
  });
  for (const days of [
    { from: '2022-04-02', to: '2022-04-01' },
    { from: '2020-01-01', to: '2022-01-01' },
  ]) {
    expect((await street.send('POST', '/api/rota/hours', days)).status).toBe(400);
  }
});

test('of namesakes the one who was to stand there did; where none was, the name alone', async () => {
  const [one, two] = [
    await volunteer('王秀英', { unit: '区税务局' }),
    await volunteer('王秀英', { unit: '实验小学' }),
  ];
  await turn(one, 'g1', NOW - 4 * HOUR, NOW);
  await turn(two, 'g2', NOW - 2 * HOUR, NOW);
  await shift('g1', NOW - 4 * HOUR, NOW, ['王秀英']);
  await shift('g2', NOW - 2 * HOUR, NOW, ['王秀英']);
  await shift('g2', NOW - 9 * HOUR, NOW - 8 * HOUR, ['王秀英']);
  const people = await hours(street, '2022-03-30', '2022-03-30');
  expect(people.map(({ volunteerId, servedMinutes }) => [volunteerId, servedMinutes])).toEqual(
    expect.arrayContaining([
      [one, 240],
      [two, 120],
      [null, 60],
    ]),
  );
});

test('a desk keeps the gates of its place; who only reads sees neither names nor numbers', async () => {
  const wang = await volunteer('王秀英', { phone: '13800001111' });
  const here = await turn(wang, 'g1', NOW, NOW + HOUR);
  const there = await turn(wang, 'g3', NOW + 2 * HOUR, NOW + 3 * HOUR);
  await shift('g1', NOW - HOUR, NOW, ['过客'], { note: '额温枪缺电池' });
  expect((await rota(desk)).turns.map(({ id }) => id)).toEqual([here]);
  expect((await rota(desk)).volunteers).toMatchObject([{ phone: '13800001111' }]);
  expect(await change(desk, { kind: 'remove-turns', ids: [there] })).toBe(0);
  const give = { kind: 'give-turn', id: there, volunteerId: wang };
  expect((await desk.send('POST', '/api/rota/change', give)).status).toBe(404);
  const inspector = await TestDevice.enrolled(rig, 'inspector', 's');
  const seen = await rota(inspector);
  expect(seen.turns).toHaveLength(2);
  expect(seen).toMatchObject({
    volunteers: [{ name: '王▇英', phone: '' }],
    offRota: [{ name: '过▇' }],
    handovers: [{ from: ['过▇'], text: '▇' }],
  });
  expect((await inspector.send('POST', '/api/rota/change', give)).status).toBe(403);
});

test('words that a shift left stand until another has taken them over', async () => {
  const shiftId = await shift('g1', NOW - 8 * HOUR, NOW - HOUR, ['王秀英', '李志强'], {
    note: '二号楼访客待核实',
    handsOver: [[NOW - 2 * HOUR, ['李志强']]],
  });
  const left = { shiftId, text: '二号楼访客待核实', from: ['李志强'], at: NOW - HOUR };
  expect(await handoverFor(rig.store, 'g1', NOW)).toEqual(left);
  expect(await handoverFor(rig.store, 'g2', NOW)).toBeNull();
  expect(await handoverFor(rig.store, 'g1', NOW + 2 * DAY)).toBeNull();
  expect((await rota(street)).handovers).toMatchObject([{ gateId: 'g1', accepted: null }]);
  const next = await TestLog.begin(phone, 'g1', { startedAt: NOW });
  await next.append(shiftStart(NOW, ['孙丽']));
  await next.append({ kind: 'handover-accepted', at: NOW, shiftId, by: '孙丽' });
  await next.push();
  expect(await handoverFor(rig.store, 'g1', NOW)).toBeNull();
  expect((await rota(street)).handovers).toMatchObject([
    { text: left.text, accepted: { at: NOW, by: '孙丽' } },
  ]);
});

test('a gate is told its turns of yesterday and a week, with the hours of each this month', async () => {
  const wang = await volunteer('王秀英');
  for (const days of [-2, -1, 0, 7, 8]) {
    await turn(wang, 'g1', NOW + days * DAY, NOW + days * DAY + HOUR);
  }
  await shift('g3', Date.UTC(2022, 1, 28, 15), Date.UTC(2022, 1, 28, 17), ['王秀英'], {
    by: await TestDevice.enrolled(rig, 'gate', 's'),
  });
  await shift('g1', NOW - HOUR / 2, null, ['王秀英']);
  const now = NOW + HOUR / 2;
  const told = await rotaOfGate(
    rig.store,
    { id: 'g1', streetId: 's' },
    now,
    ZONE,
    monthMinutes(rig.store, ZONE),
  );
  expect(told.map(({ startsAt }) => (startsAt - NOW) / DAY)).toEqual([-1, 0, 7]);
  // An hour of the night in which the month began, and what is full of this one.
  expect(told[0]).toEqual({
    name: '王秀英',
    startsAt: NOW - DAY,
    endsAt: NOW - DAY + HOUR,
    servedMinutes: 60 + 30,
  });
});

test('a spreadsheet is read, put in force, and shows as it was written', async () => {
  const file = new TextEncoder().encode(
    '卡点,3月30日,3月31日\n,早班,夜班\n北门,王秀英、李志强,孙丽\n东门,张三,',
  );
  const type = 'application/octet-stream';
  const answer = await desk.send('POST', '/api/rota/read', file, { type });
  const read = contentOf(parseRotaRead(answer.json()));
  expect(read.problems).toEqual([{ sheet: '', line: 4, why: 'gate-unknown', text: '东门' }]);
  expect((await rota(street)).turns).toEqual([]);
  const rows = read.rows.map(({ sheet: _sheet, line: _line, ...one }) => one);
  expect(await putIn(desk, rows)).toBe(6);
  const { turns } = await rota(street, '2022-03-30', 2);
  expect(turns.map(({ startsAt, endsAt }) => [startsAt - MIDNIGHT, endsAt - MIDNIGHT])).toEqual([
    [6 * HOUR, 14 * HOUR],
    [6 * HOUR, 14 * HOUR],
    [46 * HOUR, 54 * HOUR],
  ]);
  const burst = await desk.send('POST', '/api/rota/read', new Uint8Array([0x50, 0x4b, 3, 4]), {
    type,
  });
  expect([burst.status, burst.json().why]).toEqual([409, 'damaged']);
});

test('turns go when their time is over, and who is gone goes with the last of theirs', async () => {
  const [wang, li] = [await volunteer('王秀英'), await volunteer('李志强')];
  await turn(wang, 'g1', NOW, NOW + HOUR);
  await turn(li, 'g1', NOW + 60 * DAY, NOW + 60 * DAY + HOUR);
  for (const [id, name] of [
    [wang, '王秀英'],
    [li, '李志强'],
  ] as const) {
    const gone = { id, name, phone: '', unit: '', isGone: true };
    await change(street, { kind: 'save-volunteer', volunteer: gone });
  }
  await purgeStore(rig.store, rig.keys, { keepDays: 30, now: NOW + 40 * DAY });
  expect(await rig.store.volunteers.all('s')).toMatchObject([{ id: li }]);
  expect((await rota(street)).turns).toEqual([]);
});
