import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '../../src/domain/role.ts';
import { encodePush } from '../../src/protocol/push.ts';
import { ROUTE_ACCESS, type RouteName } from '../../src/server/routes/authority.ts';
import {
  entryAt,
  inject,
  NOW,
  openRig,
  type Rig,
  receiptIn,
  TestDevice,
  TestLog,
} from './server-rig.ts';

let rig: Rig;
const devices = {} as Record<Role, TestDevice>;
let revoked: TestDevice;
let unknown: TestDevice;
let pushBody: Uint8Array;

beforeAll(async () => {
  rig = await openRig();
  for (const role of ROLES) devices[role] = await TestDevice.enrolled(rig, role, 'm1');
  revoked = await TestDevice.enrolled(rig, 'administrator', 's');
  await rig.store.devices.revoke(revoked.deviceId, NOW);
  unknown = await TestDevice.make(rig);
  const log = await TestLog.begin(devices.gate, 'g1');
  await log.append(entryAt(NOW));
  pushBody = encodePush(await log.request());
  await devices.gate.send('POST', '/api/push', pushBody, { type: 'application/cbor' });
});
afterAll(() => rig.close());

/** How each route is called rightly, and who may: written by hand, so that a changed table is noticed. */
const CALLS: Record<
  Exclude<RouteName, 'GET /healthz' | 'POST /api/enrol' | 'GET /api/entries/changes'>,
  { url: string; body?: () => unknown; may: readonly Role[] }
> = {
  'POST /api/push': { url: '/api/push', body: () => pushBody, may: ROLES },
  'GET /api/pull': { url: '/api/pull', may: ['gate'] },
  'GET /api/gates/:gateId/roster': { url: '/api/gates/g1/roster', may: ['gate'] },
  'GET /api/gates/:gateId/card': {
    url: '/api/gates/g1/card',
    may: ['desk', 'street', 'administrator'],
  },
  'POST /api/passes': {
    url: '/api/passes',
    body: () => ({ compoundId: 'm1', limit: 10 }),
    may: ['desk', 'street', 'administrator'],
  },
  'GET /api/places': { url: '/api/places', may: ROLES },
  'POST /api/entries/search': {
    url: '/api/entries/search',
    body: () => ({ limit: 10 }),
    may: ['desk', 'street', 'inspector', 'administrator'],
  },
  'POST /api/entries/export': {
    url: '/api/entries/export',
    body: () => ({}),
    may: ['desk', 'street', 'inspector', 'administrator'],
  },
  'POST /api/histories': {
    url: '/api/histories',
    body: () => ({ householdId: 1 }),
    may: ['desk', 'street', 'inspector', 'administrator'],
  },
};
const NAMES = Object.keys(CALLS) as (keyof typeof CALLS)[];
const typeOf = (name: string) =>
  name === 'POST /api/push' ? 'application/cbor' : 'application/json';

function call(device: TestDevice, name: keyof typeof CALLS, more: { createdAt?: number } = {}) {
  const { url, body } = CALLS[name];
  const method = name.startsWith('POST') ? 'POST' : 'GET';
  return device.send(method, url, body?.() ?? null, { type: typeOf(name), ...more });
}

test('every route of the table is tried here', () => {
  const apart = ['GET /healthz', 'POST /api/enrol', 'GET /api/entries/changes'];
  expect([...NAMES, ...apart].sort()).toEqual(Object.keys(ROUTE_ACCESS).sort());
});

test.each(NAMES)('%s lets in exactly the roles that may', async (name) => {
  for (const role of ROLES) {
    const answer = await call(devices[role], name);
    const allowed = CALLS[name].may.includes(role);
    expect([role, answer.status]).toEqual([role, allowed ? 200 : 403]);
    if (!allowed) expect(answer.json()).toMatchObject({ error: 'not-allowed', serverTime: NOW });
  }
});

test.each(NAMES)('%s refuses the unsigned and the unknown', async (name) => {
  const { url, body } = CALLS[name];
  const method = name.startsWith('POST') ? 'POST' : 'GET';
  const sent = body?.();
  const bytes =
    sent === undefined || sent instanceof Uint8Array
      ? (sent ?? null)
      : new TextEncoder().encode(JSON.stringify(sent));
  const headers = { host: 'kadian.test', ...(bytes ? { 'content-type': typeOf(name) } : {}) };
  const unsigned = await inject(rig, method, url, headers, bytes as Uint8Array | null);
  expect([unsigned.status, unsigned.json().error]).toEqual([401, 'signature-malformed']);
  const stranger = await call(unknown, name);
  expect([stranger.status, stranger.json().error]).toEqual([401, 'device-unknown']);
});

test.each(NAMES)('%s refuses a changed body, path, query and host', async (name) => {
  const { url, body } = CALLS[name];
  const method = name.startsWith('POST') ? 'POST' : 'GET';
  const device = devices[CALLS[name].may[0] as Role];
  const { signRequest } = await import('../../src/sealing/request-signature.ts');
  const sent = body?.();
  const bytes =
    sent === undefined
      ? null
      : sent instanceof Uint8Array
        ? new Uint8Array(sent)
        : new TextEncoder().encode(JSON.stringify(sent));
  const parts = { method, authority: 'kadian.test', path: url, query: '', body: bytes };
  const spoiled = [
    { ...parts, method: method === 'POST' ? 'GET' : 'POST' },
    { ...parts, path: `${url}/` },
    { ...parts, query: '?locale=en' },
    { ...parts, authority: 'other.test' },
    { ...parts, body: new Uint8Array([1]) },
  ];
  for (const part of spoiled) {
    const signature = await signRequest(
      { ...part, createdAt: NOW, keyId: device.deviceId },
      device.pair.privateKey,
    );
    const headers = {
      host: 'kadian.test',
      ...signature,
      ...(bytes ? { 'content-type': typeOf(name) } : {}),
    };
    const answer = await inject(rig, method, url, headers, bytes);
    expect([answer.status, answer.json().error]).toEqual([401, 'signature-bad']);
  }
});

test.each(NAMES)('%s answers a wrong clock with the server’s time, except a push', async (name) => {
  const device = devices[CALLS[name].may[0] as Role];
  for (const offMs of [-6 * 60_000, 6 * 60_000]) {
    const answer = await call(device, name, { createdAt: NOW + offMs });
    if (name === 'POST /api/push') expect(answer.status).toBe(200);
    else
      expect([answer.status, answer.json()]).toEqual([
        401,
        { error: 'signature-stale', serverTime: NOW },
      ]);
  }
});

test.each(NAMES)('%s is closed to a revoked device, except a push', async (name) => {
  const answer = await call(revoked, name);
  if (name === 'POST /api/push') expect(answer.status).toBe(200);
  else expect([answer.status, answer.json().error]).toEqual([403, 'device-revoked']);
});

test('what is out of scope is not there', async () => {
  const elsewhere = await TestDevice.enrolled(rig, 'desk', 'm2');
  const gate = await TestDevice.enrolled(rig, 'gate', 'm2');
  const missing = [404, 'not-found'];
  const ask = async (device: TestDevice, method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await device.send(method, url, body ?? null);
    return [answer.status, answer.json().error];
  };
  expect(await ask(elsewhere, 'GET', '/api/gates/g1/card')).toEqual(missing);
  expect(await ask(gate, 'GET', '/api/gates/g1/roster')).toEqual(missing);
  expect(await ask(elsewhere, 'POST', '/api/passes', { compoundId: 'm1', limit: 1 })).toEqual(
    missing,
  );
  expect(await ask(elsewhere, 'POST', '/api/histories', { householdId: 1 })).toEqual(missing);
  expect(await ask(elsewhere, 'POST', '/api/histories', { residentNumber: 11 })).toEqual(missing);
  for (const body of [
    { limit: 9 },
    { limit: 9, gateIds: ['g1'] },
    { limit: 9, residentNumber: 11 },
  ]) {
    const answer = await elsewhere.send('POST', '/api/entries/search', body);
    expect(answer.json()).toMatchObject({ rows: [], total: 0 });
  }
  const csv = await elsewhere.send('POST', '/api/entries/export', { gateIds: ['g1'] });
  expect(csv.body.toString().trim().split('\r\n')).toHaveLength(1);
  const places = await elsewhere.send('GET', '/api/places');
  expect((places.json().places as { id: string }[]).map(({ id }) => id)).toEqual(['m2', 'g3']);
  const pulled = (await gate.send('GET', '/api/pull')).json();
  expect((pulled.gates as { id: string }[]).map(({ id }) => id)).toEqual(['g3']);
});

test('of all roles only a gate writes the gate’s log; what others send is kept apart', async () => {
  for (const role of ROLES) {
    for (const placeId of ['s', 'm1', 'g1']) {
      const device = await TestDevice.enrolled(rig, role, placeId);
      const log = await TestLog.begin(device, 'g1');
      await log.append(entryAt(NOW + 60_000));
      const { quarantined, number } = await receiptIn(rig, await log.push());
      expect([role, placeId, number, quarantined]).toEqual([role, placeId, 1, role !== 'gate']);
      const found = await devices.desk.send('POST', '/api/entries/search', { limit: 200 });
      expect(found.body.includes(log.segmentId)).toBe(role === 'gate');
    }
  }
});

test('an inspector finds nobody by name, phone or plate, but by room', async () => {
  const total = async (text: string) =>
    (await devices.inspector.send('POST', '/api/entries/search', { limit: 9, text })).json().total;
  expect(await total('周敬明')).toBe(0);
  expect(await total('4411')).toBe(0);
  expect(await total('3-1-501')).toBeGreaterThan(0);
});
