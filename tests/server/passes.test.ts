import { afterAll, beforeAll, expect, test } from 'vitest';
import { streetDayStart } from '../../src/domain/street-time.ts';
import { type PassPage, parsePassPage, parsePassReplaced } from '../../src/protocol/passes.ts';
import { openRoster } from '../../src/roster/roster-file.ts';
import { verifyKeysOf } from '../../src/sealing/key-list.ts';
import { readPass } from '../../src/sealing/pass.ts';
import { readPassCode } from '../../src/sealing/pass-code.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { keyListOf, NOW, openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;

const ROOMS = ['10-1-101', '2-1-1101', '2-1-102', '1-2-101', '东-5'];

beforeAll(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 'm2');
  await replaceRoster(
    rig.store,
    {
      compoundId: 'm2',
      households: ROOMS.map((label, id) => {
        const parts = label.split('-');
        const room = parts.at(-1) ?? '';
        const unit = parts.length === 3 ? (parts[1] ?? '') : '';
        const building = parts[0] ?? '';
        return { id: 50 + id, building, unit, room, label, colour: 'green', passNumber: 500 + id };
      }),
      residents: ROOMS.map((_, id) => ({
        rosterNumber: 80 + id,
        householdId: 50 + id,
        name: `住户${id}`,
        initials: ['ZH'],
        phoneTail: `777${id}`,
        relation: '',
        passNumber: 600 + id,
      })),
    },
    NOW,
  );
});
afterAll(() => rig.close());

async function page(more: object = {}): Promise<PassPage> {
  const query = { compoundId: 'm2', kind: 'resident', limit: 50, ...more };
  const answer = await desk.send('POST', '/api/passes', query);
  const parsed = parsePassPage(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
}

test.each(['resident', 'household'])(
  '%s passes come by building, unit and room as people count, page by page',
  async (kind) => {
    const rooms: string[] = [];
    let cursor: string | null | undefined;
    do {
      const found = await page({ kind, limit: 2, ...(cursor ? { cursor } : {}) });
      expect(found.total).toBe(5);
      rooms.push(...found.passes.map(({ room }) => room));
      cursor = found.next;
    } while (cursor);
    expect(rooms).toEqual(['1-2-101', '2-1-102', '2-1-1101', '东-5', '10-1-101']);
  },
);

test('a pass is found by part of the name, by the room and by the phone', async () => {
  const found = async (text: string, kind = 'resident') =>
    (await page({ text, kind })).passes.map(({ room }) => room);
  expect(await found('户3')).toEqual(['1-2-101']);
  expect(await found('2号楼1单元')).toEqual(['2-1-102', '2-1-1101']);
  expect(await found('7774')).toEqual(['东-5']);
  expect(await found('7774', 'household')).toEqual(['东-5']);
  expect(await found('户3', 'household')).toEqual(['1-2-101']);
  expect(await found('%')).toEqual([]);
});

test('the code to scan and the code to type name the same pass', async () => {
  const keys = new Map(
    [...(await verifyKeysOf(await keyListOf(rig), 'pass'))].map(([id, key]) => [Number(id), key]),
  );
  for (const kind of ['resident', 'household'] as const) {
    const [pass] = (await page({ kind, text: '东-5' })).passes;
    const { passNumber, validUntil } = pass ?? { passNumber: -1, validUntil: 0 };
    const reading = await readPass(pass?.passText ?? '', keys);
    expect(reading).toMatchObject({ kind: 'pass', content: { kind, passNumber, validUntil } });
    expect(readPassCode(pass?.passCode ?? '')).toEqual({ kind: 'pass-code', passNumber });
  }
});

test('a lost pass is revoked and another one given, which the gate’s next roster knows', async () => {
  const [lost] = (await page({ text: '住户2' })).passes;
  const { passNumber } = lost ?? { passNumber: -1 };
  const before = await rig.store.rosters.generation('m2');
  const parsed = parsePassReplaced(
    (await desk.send('POST', '/api/passes/replace', { passNumber })).json(),
  );
  if (!parsed.ok) throw new Error('not replaced');
  const { pass } = parsed.value;
  expect(pass).toMatchObject({ rosterNumber: 82, name: '住户2', room: '2-1-102' });
  expect(pass.passNumber).toBeGreaterThan(1021);
  expect(await rig.store.rosters.revokedPasses('s')).toContain(passNumber);
  const saved = await rig.store.rosters.file('m2');
  expect(saved?.generation).toBe(before.generation + 1);
  const roster = openRoster(saved?.file ?? new Uint8Array());
  expect(roster.byPassNumber(pass.passNumber)?.name).toBe('住户2');
  expect(roster.byPassNumber(passNumber)).toBeNull();
  expect((await page({ text: '住户2' })).passes.map((one) => one.passNumber)).toEqual([
    pass.passNumber,
  ]);
  rig.time.now += 1_000;
  const again = await desk.send('POST', '/api/passes/replace', { passNumber });
  expect([again.status, again.json().error]).toEqual([404, 'not-found']);
  rig.time.now -= 1_000;
});

test('a household’s lost pass is replaced for the household', async () => {
  const [lost] = (await page({ kind: 'household', text: '10-1-101' })).passes;
  const body = { passNumber: lost?.passNumber };
  const answer = await desk.send('POST', '/api/passes/replace', body);
  expect(answer.json()).toMatchObject({ pass: { kind: 'household', householdId: 50, name: '' } });
});

const DAY_MS = 24 * 60 * 60_000;
const signedUntil = async (text: string): Promise<number> => {
  const keys = await verifyKeysOf(await keyListOf(rig), 'pass');
  const reading = await readPass(text, new Map([...keys].map(([id, key]) => [Number(id), key])));
  if (reading.kind !== 'pass') throw new Error(reading.kind);
  return reading.content.validUntil;
};

test('a pass is given for some days only: until the end of the last of them on the street', async () => {
  for (const [validDays, day] of [
    [1, 0],
    [7, 6],
  ] as const) {
    const [pass] = (await page({ text: '住户0', validDays })).passes;
    const end = streetDayStart(NOW + day * DAY_MS, 'Asia/Shanghai') + DAY_MS;
    expect([pass?.validUntil, await signedUntil(pass?.passText ?? '')]).toEqual([end, end]);
  }
  const [whole] = (await page({ text: '住户0' })).passes;
  expect(whole?.validUntil).toBe(NOW + 365 * DAY_MS);
});

test('no pass is given for longer than it was issued, nor for days that make no sense', async () => {
  rig.time.now = NOW + 100 * DAY_MS;
  const [pass] = (await page({ text: '住户0', validDays: 365 })).passes;
  expect(pass?.validUntil).toBe(NOW + 365 * DAY_MS);
  for (const validDays of [0, 366, 1.5]) {
    const query = { compoundId: 'm2', kind: 'resident', limit: 5, validDays };
    expect((await desk.send('POST', '/api/passes', query)).status).toBe(400);
  }
  rig.time.now = NOW;
});

test('a pass that replaces a lost one is good for as few days as the desk wants', async () => {
  const [lost] = (await page({ text: '住户3' })).passes;
  const body = { passNumber: lost?.passNumber, validDays: 1 };
  const parsed = parsePassReplaced((await desk.send('POST', '/api/passes/replace', body)).json());
  const end = streetDayStart(NOW, 'Asia/Shanghai') + DAY_MS;
  expect(parsed.ok && parsed.value.pass.validUntil).toBe(end);
});

test('a pass that has run out, or is about to, is good for another year when it is shown: same number, same roster', async () => {
  const [before] = (await page({ text: '住户1' })).passes;
  const { generation } = await rig.store.rosters.generation('m2');
  const validUntilAt = async (now: number) => {
    rig.time.now = now;
    const [pass] = (await page({ text: '住户1' })).passes;
    expect(pass?.passNumber).toBe(before?.passNumber);
    expect(await signedUntil(pass?.passText ?? '')).toBe(pass?.validUntil);
    return pass?.validUntil;
  };
  expect(await validUntilAt(NOW + 300 * DAY_MS)).toBe(NOW + 365 * DAY_MS);
  expect(await validUntilAt(NOW + 340 * DAY_MS)).toBe(NOW + 705 * DAY_MS);
  expect(await validUntilAt(NOW + 400 * DAY_MS)).toBe(NOW + 705 * DAY_MS);
  expect(await validUntilAt(NOW + 900 * DAY_MS)).toBe(NOW + 1265 * DAY_MS);
  expect((await rig.store.rosters.generation('m2')).generation).toBe(generation);
  rig.time.now = NOW;
});

test('the passes of another compound are not there', async () => {
  const query = { compoundId: 'm1', kind: 'resident', limit: 5 };
  expect((await desk.send('POST', '/api/passes', query)).status).toBe(404);
  const other = await desk.send('POST', '/api/passes/replace', { passNumber: 1011 });
  expect(other.status).toBe(404);
  expect(await rig.store.rosters.revokedPasses('s')).not.toContain(1011);
});
