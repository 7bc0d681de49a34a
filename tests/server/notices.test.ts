import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import {
  type NoticesAnswer,
  parseNoticeAnswer,
  parseNotices,
  parseNoticesAnswer,
} from '../../src/protocol/notices.ts';
import { parsePoliciesAnswer } from '../../src/protocol/policies.ts';
import { openUnderCard } from '../../src/sealing/gate-card.ts';
import { noticesAad } from '../../src/sealing/notices-aad.ts';
import { purgeStore } from '../../src/server/purge/purge-store.ts';
import { NOW, openRig, type Rig, shiftStart, TestDevice, TestLog } from './server-rig.ts';

const HOUR_MS = 3_600_000;
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

const contentOf = <T>(parsed: { ok: true; value: T } | { ok: false }): T => {
  if (!parsed.ok) throw new Error('not of the shape');
  return parsed.value;
};
const list = async (device: TestDevice): Promise<NoticesAnswer['notices']> =>
  contentOf(parseNoticesAnswer((await device.send('GET', '/api/notices')).json())).notices;
const detail = async (device: TestDevice, id: string) =>
  contentOf(parseNoticeAnswer((await device.send('GET', `/api/notices/${id}`)).json()));

async function send(
  device: TestDevice,
  placeId: string,
  title: string,
  expiresAt: number | null = null,
): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const body = { kind: 'make', id, placeId, title, text: '请看一看。', expiresAt };
  expect((await device.send('POST', '/api/notices/change', body)).status).toBe(200);
  return id;
}

async function told(gateId: string, by = phone) {
  const answer = await by.send('GET', `/api/gates/${gateId}/notices`);
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  expect(answer.body.toString('utf8')).not.toContain('请看');
  const gate = await rig.store.gates.find(gateId);
  const key = await rig.keys.pullKey(gateId, gate?.cardEpoch ?? 0);
  const sealed = new Uint8Array(answer.body);
  const plain = key && (await openUnderCard(sealed, key, noticesAad(gateId)));
  const notices = plain && parseNotices(plain);
  if (!notices) throw new Error('cannot be opened');
  return { notices, etag: String(answer.headers.etag) };
}

const read = (noticeId: string, by: string, at = NOW) =>
  ({ kind: 'notice-read', at, noticeId, by }) as const;

test('a notice goes to the gates of its place and to no other, sealed under each gate’s card', async () => {
  await send(street, 's', '全街道');
  await send(desk, 'm1', '梧桐里');
  await send(desk, 'g2', '南门');
  expect((await told('g1')).notices.map(({ title }) => title).toSorted()).toEqual([
    '全街道',
    '梧桐里',
  ]);
  const southern = (await told('g2')).notices;
  expect(southern).toHaveLength(3);
  expect(southern.find(({ title }) => title === '南门')).toMatchObject({
    kind: 'words',
    placeName: '南门',
    text: '请看一看。',
    madeAt: NOW,
    expiresAt: null,
    policy: null,
    readBy: [],
  });
  const elsewhere = await TestDevice.enrolled(rig, 'gate', 'm2');
  expect((await told('g3', elsewhere)).notices.map(({ title }) => title)).toEqual(['全街道']);
});

test('it is not sent again while nothing changed, and is gone when its time is over or it is withdrawn', async () => {
  const id = await send(desk, 'm1', '今天', NOW + HOUR_MS);
  const other = await send(desk, 'm1', '一直');
  const { etag } = await told('g1');
  const again = { more: { 'if-none-match': etag } };
  expect((await phone.send('GET', '/api/gates/g1/notices', null, again)).status).toBe(304);
  rig.time.now = NOW + HOUR_MS;
  expect((await told('g1')).notices.map((one) => one.id)).toEqual([other]);
  await desk.send('POST', '/api/notices/change', { kind: 'withdraw', id: other });
  expect((await told('g1')).notices).toEqual([]);
  expect(await list(desk)).toMatchObject(
    [
      { id: other, withdrawnAt: NOW + HOUR_MS },
      { id, withdrawnAt: null },
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
});

test('sent twice it is one, as it was sent first', async () => {
  const id = randomBytes(16).toString('hex');
  for (const title of ['第一次', '第二次']) {
    const body = { kind: 'make', id, placeId: 'm1', title, text: '', expiresAt: null };
    await desk.send('POST', '/api/notices/change', body);
  }
  expect(await list(desk)).toMatchObject([{ id, title: '第一次' }]);
});

test('who has read it comes with the log, by gate, phone and name, and the gate’s other phones hear of it', async () => {
  const id = await send(street, 's', '全街道');
  const second = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(shiftStart(NOW, ['王秀英', '李志强']));
  await log.append(read(id, '王秀英'));
  await log.append(read(id, '李志强', NOW + 1000));
  await log.push();
  await log.push();
  expect((await told('g1', second)).notices[0]?.readBy.toSorted()).toEqual(['李志强', '王秀英']);
  expect((await told('g2', second)).notices[0]?.readBy).toEqual([]);
  // The street sees three gates; the compound's desk its two.
  expect(await list(street)).toMatchObject([{ gates: 3, gatesRead: 1, phones: 2, phonesRead: 1 }]);
  expect(await list(desk)).toMatchObject([{ gates: 2, gatesRead: 1, phones: 2, phonesRead: 1 }]);
  const { gates, unreadPhones } = await detail(desk, id);
  expect(gates).toMatchObject([
    {
      id: 'g1',
      reads: [
        { by: '王秀英', deviceId: phone.deviceId, deviceName: '北门一号', at: NOW },
        { by: '李志强', at: NOW + 1000 },
      ],
    },
    { id: 'g2', reads: [] },
  ]);
  expect(unreadPhones.map(({ deviceId }) => deviceId)).toEqual([second.deviceId]);
  // Whoever may not read names sees these as everywhere.
  const seen = await detail(await TestDevice.enrolled(rig, 'inspector', 's'), id);
  expect(seen.gates[0]?.reads.map(({ by }) => by)).toEqual(['王▇英', '李▇强']);
});

test('a change of the rules is a notice of itself, until other rules are in force', async () => {
  const { version: _v, effectiveFrom: _e, timeZone: _z, ...rules } = DEFAULT_POLICY;
  const { inForce } = contentOf(
    parsePoliciesAnswer((await street.send('GET', '/api/policies')).json()),
  );
  const make = async (basedOn: number, title: string, effectiveFrom: number | null) => {
    const body = { basedOn, effectiveFrom, policy: { ...rules, title } };
    const answer = await street.send('POST', '/api/policies', body);
    return (answer.json() as { policy: { version: number } }).policy.version;
  };
  const first = await make(inForce, '一户一人', null);
  rig.time.now += 1000;
  await make(first, '今晚起不出门', NOW + HOUR_MS);
  const policy = { version: first, effectiveFrom: NOW };
  expect((await told('g1')).notices).toMatchObject([
    { kind: 'policy', title: '今晚起不出门', policy: { effectiveFrom: NOW + HOUR_MS } },
    { kind: 'policy', title: '一户一人', placeName: '青石街道', policy },
  ]);
  rig.time.now = NOW + HOUR_MS;
  expect((await told('g1')).notices.map(({ title }) => title)).toEqual(['今晚起不出门']);
  const [{ id } = { id: '' }] = await list(street);
  const withdrawn = await street.send('POST', '/api/notices/change', { kind: 'withdraw', id });
  expect(withdrawn.json().error).toBe('not-allowed');
});

test('a compound’s desk hears of what the street says, and cannot withdraw it', async () => {
  const id = await send(street, 's', '全街道');
  await send(street, 'm2', '银杏苑');
  expect((await list(desk)).map(({ title }) => title)).toEqual(['全街道']);
  const withdrawn = await desk.send('POST', '/api/notices/change', { kind: 'withdraw', id });
  expect(withdrawn.status).toBe(404);
  const inspector = await TestDevice.enrolled(rig, 'inspector', 's');
  expect(await list(inspector)).toHaveLength(2);
  const own = { kind: 'withdraw', id } as const;
  expect((await inspector.send('POST', '/api/notices/change', own)).status).toBe(403);
});

test('names of readers go with the log that brought them, and a notice that was over with its time', async () => {
  const id = await send(desk, 'm1', '旧的', NOW + HOUR_MS);
  const kept = await send(desk, 'm1', '还要');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(shiftStart(NOW, ['王秀英']));
  await log.append(read(id, '王秀英'));
  await log.push();
  rig.time.now = NOW + 400 * 24 * HOUR_MS;
  await purgeStore(rig.store, rig.keys, { now: rig.time.now, keepDays: 60 });
  expect(await rig.database.all('SELECT * FROM notice_reads')).toEqual([]);
  expect((await list(desk)).map((one) => one.id)).toEqual([kept]);
});
