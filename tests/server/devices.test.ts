import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROLES, type Role } from '../../src/domain/role.ts';
import {
  type DeviceChange,
  type ListedDevice,
  parseDevicesAnswer,
} from '../../src/protocol/devices.ts';
import { encodePush } from '../../src/protocol/push.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

const MINUTE_MS = 60_000;

let rig: Rig;
let desk: TestDevice;
let phone: TestDevice;

beforeEach(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 's');
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterEach(() => rig.close());

async function listed(by = desk): Promise<ListedDevice[]> {
  const parsed = parseDevicesAnswer((await by.send('GET', '/api/devices')).json());
  if (!parsed.ok) throw new Error('not a list of devices');
  return parsed.value.devices;
}
async function found(device = phone): Promise<ListedDevice> {
  const one = (await listed()).find(({ deviceId }) => deviceId === device.deviceId);
  if (!one) throw new Error('not listed');
  return one;
}
const change = (wanted: DeviceChange, by = desk) => by.send('POST', '/api/devices/change', wanted);

test('a phone is listed with its place, its version, when it was last seen and when its records came', async () => {
  expect(await found()).toEqual({
    deviceId: phone.deviceId,
    name: '北门一号',
    role: 'gate',
    placeId: 'm1',
    placeName: '梧桐里',
    enrolledAt: NOW,
    lastSeenAt: null,
    lastSyncAt: null,
    clockSkewMs: null,
    appVersion: '',
    revokedAt: null,
    checkCode: null,
  });
  rig.time.now = NOW + MINUTE_MS;
  await phone.send('GET', '/api/pull?app=0.3.1');
  expect(await found()).toMatchObject({ lastSeenAt: NOW + MINUTE_MS, appVersion: '0.3.1' });
  await phone.send('GET', '/api/pull');
  expect(await found()).toMatchObject({ appVersion: '0.3.1' });
  rig.time.now = NOW + 2 * MINUTE_MS;
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  expect(await found()).toMatchObject({ lastSyncAt: NOW + 2 * MINUTE_MS, clockSkewMs: 0 });
});

test('a version that is none is refused, and so is whatever else stands in the address', async () => {
  for (const query of [`app=${'9'.repeat(41)}`, 'app=1&app=2', 'app=1&places=all']) {
    const answer = await phone.send('GET', `/api/pull?${query}`);
    expect([query, answer.status, answer.json().error]).toEqual([query, 400, 'body-malformed']);
  }
});

test('signs of life are kept once a minute, from calls that a device signed itself', async () => {
  const seenAfter = async (ms: number): Promise<number | null> => {
    rig.time.now = NOW + ms;
    await phone.send('GET', '/api/places');
    return (await found()).lastSeenAt;
  };
  expect(await seenAfter(0)).toBe(NOW);
  expect(await seenAfter(MINUTE_MS - 1)).toBe(NOW);
  expect(await seenAfter(MINUTE_MS)).toBe(NOW + MINUTE_MS);
  const forger = await TestDevice.make(rig);
  Object.assign(forger, { deviceId: phone.deviceId });
  rig.time.now = NOW + 5 * MINUTE_MS;
  expect((await forger.send('GET', '/api/places')).json()).toMatchObject({
    error: 'signature-bad',
  });
  expect((await found()).lastSeenAt).toBe(NOW + MINUTE_MS);
});

test('an old call that somebody kept and sends again is no sign of life; what a push brings is one', async () => {
  await phone.send('GET', '/api/pull');
  const later = NOW + 60 * MINUTE_MS;
  rig.time.now = later;
  const stale = await phone.send('GET', '/api/pull', null, { createdAt: NOW });
  expect(stale.json()).toMatchObject({ error: 'signature-stale' });
  expect(await found()).toMatchObject({ lastSeenAt: NOW, clockSkewMs: 0 });
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  const push = encodePush({ ...(await log.request()), sentAt: NOW });
  const old = { createdAt: NOW, type: 'application/cbor' };
  await phone.send('POST', '/api/push', push, old);
  const pushed = { lastSeenAt: later, lastSyncAt: later, clockSkewMs: NOW - later };
  expect(await found()).toMatchObject(pushed);
  rig.time.now = later + 60 * MINUTE_MS;
  expect((await phone.send('POST', '/api/push', push, old)).status).toBe(200);
  expect(await found()).toMatchObject(pushed);
});

test('how wrong a phone’s clock is shows with its log, though it signs by the right one', async () => {
  await phone.send('GET', '/api/pull');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await phone.push({ ...(await log.request()), sentAt: NOW - 1000 });
  expect(await found()).toMatchObject({ clockSkewMs: -1000 });
  rig.time.now = NOW + 10 * MINUTE_MS;
  await phone.send('GET', '/api/pull', null, { createdAt: rig.time.now - 120_000 });
  expect(await found()).toMatchObject({ clockSkewMs: -120_000 });
});

test('a phone that was corrected for its calls still shows how wrong its own clock was', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await phone.push({ ...(await log.request()), sentAt: NOW - 86_400_000 });
  rig.time.now = NOW + 10 * MINUTE_MS;
  await phone.send('GET', '/api/pull');
  expect(await found()).toMatchObject({ clockSkewMs: -86_400_000 });
});

test('a phone is renamed, and shut out for good', async () => {
  expect(
    (await change({ kind: 'rename', deviceId: phone.deviceId, name: ' 南门二号 ' })).json(),
  ).toEqual({
    deviceId: phone.deviceId,
  });
  expect((await found()).name).toBe('南门二号');
  await change({ kind: 'revoke', deviceId: phone.deviceId });
  rig.time.now = NOW + MINUTE_MS;
  await change({ kind: 'revoke', deviceId: phone.deviceId });
  expect((await found()).revokedAt).toBe(NOW);
  expect((await phone.send('GET', '/api/pull')).json()).toMatchObject({ error: 'device-revoked' });
  for (const name of ['', '  ', '字'.repeat(41)]) {
    const answer = await change({ kind: 'rename', deviceId: phone.deviceId, name });
    expect([answer.status, answer.json().error]).toEqual([400, 'body-malformed']);
  }
});

test('a device sees and changes only those within its place, and only whom it could have invited', async () => {
  const own = await TestDevice.enrolled(rig, 'desk', 'm1');
  const other = await TestDevice.enrolled(rig, 'gate', 'm2');
  expect((await listed(own)).map(({ deviceId }) => deviceId)).toEqual(
    [own, phone].map(({ deviceId }) => deviceId).sort(),
  );
  for (const kind of ['approve', 'refuse', 'revoke'] as const) {
    const above = await change({ kind, deviceId: desk.deviceId }, own);
    expect([kind, above.status, above.json().error]).toEqual([kind, 404, 'not-found']);
    const beside = await change({ kind, deviceId: other.deviceId }, own);
    expect([kind, beside.status, beside.json().error]).toEqual([kind, 404, 'not-found']);
  }
  const may: Record<Role, readonly Role[]> = {
    gate: [],
    desk: ['gate'],
    street: ['gate', 'desk', 'inspector'],
    inspector: [],
    administrator: ROLES,
  };
  const changing = {} as Record<Role, TestDevice>;
  const changed = {} as Record<Role, TestDevice>;
  for (const role of ROLES) {
    changing[role] = await TestDevice.enrolled(rig, role, 's');
    changed[role] = await TestDevice.enrolled(rig, role, 'm2');
  }
  for (const role of ROLES) {
    for (const target of ROLES) {
      const { deviceId } = changed[target];
      const answer = await change({ kind: 'rename', deviceId, name: role }, changing[role]);
      const allowed = may[role].includes(target);
      expect([role, target, answer.status]).toEqual([role, target, allowed ? 200 : 403]);
    }
  }
});

test('a phone is listed with what is wrong with its logs, and how many records that is about', async () => {
  expect((await found()).troubles).toBeUndefined();
  const log = await TestLog.begin(phone, 'g1');
  for (const seconds of [1, 2, 3]) await log.append(entryAt(NOW + seconds * 1000));
  await log.push(1, 1);
  const more = { shiftId: log.segmentId, order: 1, previous: log, startedAt: NOW + 5000 };
  const next = await TestLog.begin(phone, 'g1', more);
  await next.append(entryAt(NOW + 6000));
  await next.push();
  const own = { gateName: '北门', startedAt: NOW + 5000 };
  expect((await found()).troubles).toEqual([{ ...own, kind: 'lost', records: 2 }]);
  const clone = await TestLog.begin(phone, 'g1', { ...more, startedAt: NOW + 7000 });
  await clone.append(entryAt(NOW + 8000));
  await clone.push();
  await log.push();
  expect((await found()).troubles).toEqual([
    { ...own, startedAt: NOW + 7000, kind: 'shared', records: 1 },
    { ...own, kind: 'shared', records: 1 },
  ]);
  const other = await TestDevice.enrolled(rig, 'gate', 'm1');
  const astray = await TestLog.begin(other, 'g3');
  await astray.append(entryAt(NOW));
  await astray.append(entryAt(NOW + 1000));
  await astray.push();
  expect((await found(other)).troubles).toMatchObject([{ kind: 'quarantined', records: 2 }]);
  rig.time.now = NOW + 32 * 86_400_000;
  expect((await found()).troubles).toBeUndefined();
});
