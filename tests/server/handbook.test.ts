import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import {
  HANDBOOK_LENGTH,
  type HandbookAnswer,
  parseHandbook,
  parseHandbookAnswer,
} from '../../src/protocol/handbook.ts';
import { openUnderCard } from '../../src/sealing/gate-card.ts';
import { gateDayAad } from '../../src/sealing/gate-day-aad.ts';
import { handbookAad } from '../../src/sealing/handbook-aad.ts';
import { type Answer, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

const DAY_MS = 86_400_000;
let rig: Rig;
let street: TestDevice;
let phone: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  street = await TestDevice.enrolled(rig, 'street', 's');
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterEach(() => rig.close());

const handbookIn = (answer: Answer): HandbookAnswer => {
  const parsed = parseHandbookAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
};
const handbook = async (device = street) => handbookIn(await device.send('GET', '/api/handbook'));
const change = (device: TestDevice, basedOn: number, text: string) =>
  device.send('POST', '/api/handbook/change', { basedOn, text });

async function told(gateId: string, by = phone, aad = handbookAad(gateId)) {
  const answer = await by.send('GET', `/api/gates/${gateId}/handbook`);
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  expect(answer.body.toString('utf8')).not.toContain('老人');
  const key = await rig.keys.pullKey(gateId, 1);
  const plain = key && (await openUnderCard(new Uint8Array(answer.body), key, aad));
  return { ...(plain && parseHandbook(plain)), etag: String(answer.headers.etag) };
}

test('a street without a handbook of its own tells so, and desks and gates hear of one at once', async () => {
  const none = { version: 0, text: '', changedAt: null, changedBy: '', results: [] };
  expect(await handbook()).toEqual(none);
  expect(await told('g1')).toMatchObject({ version: 0, text: '' });
  const text = '# 值守手册\n\n老人不带手机也要放行登记。';
  const made = handbookIn(await change(street, 0, text));
  expect(made).toEqual({ ...none, version: 1, text, changedAt: NOW, changedBy: '北门一号' });
  expect(await told('g1')).toMatchObject({ version: 1, text });
  expect(await told('g2')).toMatchObject({ version: 1, text });
});

test('a phone that has it is sent nothing, and nobody else’s card opens it', async () => {
  await change(street, 0, '# 手册');
  const { etag } = await told('g1');
  const again = await phone.send('GET', '/api/gates/g1/handbook', null, {
    more: { 'if-none-match': etag },
  });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  await change(street, 1, '# 手册二');
  expect((await told('g1')).etag).not.toBe(etag);
  expect((await phone.send('GET', '/api/gates/g3/handbook')).status).toBe(404);
  // Sealed as a handbook of this gate: as nothing else.
  await expect(told('g1', phone, gateDayAad('g1'))).resolves.not.toHaveProperty('text');
  await expect(told('g1', phone, handbookAad('g2'))).resolves.not.toHaveProperty('text');
});

test('of two that change the same text the second is told; without a text the app’s own holds again', async () => {
  await change(street, 0, '一');
  const late = await change(street, 0, '二');
  expect([late.status, late.json()]).toMatchObject([409, { why: 'outdated' }]);
  const without = handbookIn(await change(street, 1, ''));
  expect(without).toMatchObject({ version: 0, text: '' });
  expect(await told('g1')).toMatchObject({ version: 0, text: '' });
  // Its versions go on: no phone takes the new text for one that it has.
  expect(handbookIn(await change(street, 0, '三'))).toMatchObject({ version: 3, text: '三' });
  expect((await change(street, 0, '四')).status).toBe(409);
});

test('after a restore its version stands above all that phones may have heard of since the backup', async () => {
  await change(street, 0, '一');
  Object.assign(rig.store, { restoredAt: NOW });
  const { version } = await handbook();
  expect(version).toBeGreaterThanOrEqual(NOW / 1000);
  expect(await told('g1')).toMatchObject({ version, text: '一' });
  expect((await change(street, 1, '二')).status).toBe(409);
  expect(handbookIn(await change(street, version, '二')).version).toBe(version + 1);
});

test('it takes as much as it says, of the whole street alone', async () => {
  expect((await change(street, 0, '字'.repeat(HANDBOOK_LENGTH))).status).toBe(200);
  expect((await change(street, 1, '字'.repeat(HANDBOOK_LENGTH + 1))).status).toBe(400);
  const part = await TestDevice.enrolled(rig, 'administrator', 'c');
  expect((await change(part, 1, '一')).json().error).toBe('not-allowed');
});

test('results are of the last thirty days, by gate, of gates within the scope', async () => {
  const quiz = (at: number, by: string, asked: number, right: number): GateRecord => ({
    kind: 'quiz-answered',
    at,
    version: 0,
    asked,
    right,
    by,
  });
  const log = await TestLog.begin(phone, 'g1', { startedAt: NOW - 31 * DAY_MS });
  for (const one of [
    quiz(NOW - 31 * DAY_MS, '李志强', 5, 0),
    quiz(NOW - 2 * DAY_MS, '王秀英', 5, 3),
    quiz(NOW - DAY_MS, '王秀英', 5, 5),
    quiz(NOW, '何芳', 3, 3),
  ]) {
    await log.append(one);
  }
  await log.push();
  // The same push again counts nothing twice.
  await log.push();
  const other = await TestLog.begin(await TestDevice.enrolled(rig, 'gate', 'm2'), 'g3');
  await other.append(quiz(NOW, '赵一', 5, 1));
  await other.push();
  const g1 = { gateId: 'g1', people: 2, asked: 13, right: 11, lastAt: NOW };
  expect((await handbook()).results).toEqual([
    g1,
    { gateId: 'g3', people: 1, asked: 5, right: 1, lastAt: NOW },
  ]);
  const desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  expect((await handbook(desk)).results).toEqual([g1]);
});
