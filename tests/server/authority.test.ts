import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../src/domain/role.ts';
import { type Bytes, toBase64Url } from '../../src/encoding/bytes.ts';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { ROUTE_ACCESS, SPENDS_SIGNATURE } from '../../src/server/routes/authority.ts';
import { invite } from '../../src/server/street/invite.ts';
import {
  type Call,
  EXPORTERS,
  openTown,
  type Town,
  TRIED_NAMES,
  TRIED_ROUTES,
  type TriedRouteName,
} from './authority-calls.ts';
import {
  type Answer,
  entryAt,
  HOST,
  inject,
  NOW,
  receiptIn,
  TestDevice,
  TestLog,
} from './server-rig.ts';

const JSON_LIMIT = 64 * 1024;
/** A phone that was shut out still hands over its log, and reads the receipts. */
const OF_THE_SHUT_OUT: ReadonlySet<string> = new Set(['POST /api/push', 'GET /api/key-list']);
const OTHER_MINUTE = 6 * 60_000;

let town: Town;
let revoked: TestDevice;
let waiting: TestDevice;
let unknown: TestDevice;

beforeAll(async () => {
  town = await openTown();
  const { rig } = town;
  revoked = await TestDevice.enrolled(rig, 'administrator', 's');
  await rig.store.devices.revoke(revoked.deviceId, NOW);
  waiting = await TestDevice.make(rig);
  const offer = {
    kind: 'shift',
    role: 'gate',
    placeId: 'm1',
    minutes: 60,
    mode: 'ask',
    uses: 1,
  } as const;
  await waiting.enrol((await invite(offer, `https://${HOST}`, rig, NOW))?.link ?? '');
  unknown = await TestDevice.make(rig);
});
afterAll(() => town.rig.close());

const methodOf = (name: string): 'GET' | 'POST' => (name.startsWith('POST') ? 'POST' : 'GET');
const typeOf = (name: TriedRouteName): string => TRIED_ROUTES[name].type ?? 'application/json';
const takesJson = (name: TriedRouteName): boolean =>
  methodOf(name) === 'POST' && typeOf(name) === 'application/json';
const bytesOf = (body: object | undefined): Bytes | null =>
  body === undefined
    ? null
    : body instanceof Uint8Array
      ? new Uint8Array(body)
      : new TextEncoder().encode(JSON.stringify(body));
/** Whoever may, at m1. */
const allowed = (name: TriedRouteName): TestDevice =>
  town.devices[TRIED_ROUTES[name].may[0] as Role];

const send = (device: TestDevice, name: TriedRouteName, { url, body }: Call, more = {}) =>
  device.send(methodOf(name), url, body ?? null, { type: typeOf(name), ...more });

/** One call, signed for `signed` and sent as `sent`. */
async function sendSigned(
  device: TestDevice,
  name: TriedRouteName,
  sent: Call,
  signed: { method?: string; path?: string; query?: string; authority?: string; body?: Bytes } = {},
): Promise<Answer & { again: () => Promise<Answer> }> {
  const [path = '', query] = sent.url.split('?');
  const bytes = bytesOf(sent.body);
  const parts = {
    method: methodOf(name),
    authority: HOST,
    path,
    query: query === undefined ? '' : `?${query}`,
    body: bytes,
    ...signed,
  };
  const key = { createdAt: town.rig.time.now, keyId: device.deviceId };
  const signature = await signRequest({ ...parts, ...key }, device.pair.privateKey);
  const type = bytes ? { 'content-type': typeOf(name) } : {};
  const headers = { host: HOST, ...signature, ...type };
  const again = () => inject(town.rig, methodOf(name), sent.url, headers, bytes);
  return { ...(await again()), again };
}

const refusal = (answer: Answer): unknown[] => [answer.status, answer.json().error];

test('every route of the table is tried here', () => {
  const apart = [
    'GET /healthz',
    'GET /api/openapi.json',
    'GET /api/visit-key',
    'POST /api/enrol',
    'POST /api/enrol/wait',
  ];
  expect([...TRIED_NAMES, ...apart].sort()).toEqual(Object.keys(ROUTE_ACCESS).sort());
});

test('every route that changes something takes each signature once', () => {
  const once = TRIED_NAMES.filter((name) => TRIED_ROUTES[name].takesSignatureOnce);
  expect([...SPENDS_SIGNATURE].sort()).toEqual(once.sort());
});

describe.each(TRIED_NAMES)('%s', (name) => {
  const {
    may,
    call,
    outside,
    status = 200,
    isStream,
    takesSignatureOnce,
    maxBytes,
  } = TRIED_ROUTES[name];

  test('lets in exactly the roles that may', async () => {
    for (const role of ROLES) {
      const isAllowed = may.includes(role);
      if (isStream && isAllowed) continue;
      const device = town.devices[role];
      const answer = await send(device, name, await call(town, device));
      expect([role, answer.status]).toEqual([role, isAllowed ? status : 403]);
      if (!isAllowed) expect(answer.json()).toEqual({ error: 'not-allowed', serverTime: NOW });
    }
  });

  test('refuses the unsigned, the unknown, the waiting and the revoked', async () => {
    const { url, body } = await call(town, allowed(name));
    const bytes = bytesOf(body);
    const type = bytes ? { 'content-type': typeOf(name) } : {};
    const unsigned = await inject(town.rig, methodOf(name), url, { host: HOST, ...type }, bytes);
    expect(refusal(unsigned)).toEqual([401, 'signature-malformed']);
    expect(refusal(await send(unknown, name, { url, ...(body && { body }) }))).toEqual([
      401,
      'device-unknown',
    ]);
    expect(refusal(await send(waiting, name, await call(town, allowed(name))))).toEqual([
      403,
      'device-waiting',
    ]);
    const late = await send(revoked, name, await call(town, allowed(name)));
    if (OF_THE_SHUT_OUT.has(name)) expect(late.status).toBe(200);
    else expect(refusal(late)).toEqual([403, 'device-revoked']);
  });

  test('refuses another method, path, query, host and body than were signed, and another’s name', async () => {
    const device = allowed(name);
    const sent = await call(town, allowed(name));
    const [path = ''] = sent.url.split('?');
    for (const signed of [
      { method: methodOf(name) === 'POST' ? 'GET' : 'POST' },
      { path: `${path}/` },
      { query: '?locale=en' },
      { authority: 'other.test' },
      { body: new Uint8Array([1]) },
    ]) {
      const answer = await sendSigned(device, name, sent, signed);
      expect([signed, ...refusal(answer)]).toEqual([signed, 401, 'signature-bad']);
    }
    const forger = await TestDevice.make(town.rig);
    Object.assign(forger, { deviceId: device.deviceId });
    expect(refusal(await send(forger, name, sent))).toEqual([401, 'signature-bad']);
  });

  test('answers a wrong clock with the server’s time, except a push and what it is read by', async () => {
    for (const offMs of [-OTHER_MINUTE, OTHER_MINUTE]) {
      const createdAt = NOW + offMs;
      const answer = await send(allowed(name), name, await call(town, allowed(name)), {
        createdAt,
      });
      if (OF_THE_SHUT_OUT.has(name)) expect(answer.status).toBe(200);
      else expect(answer.json()).toEqual({ error: 'signature-stale', serverTime: NOW });
    }
  });

  if (!isStream)
    test('takes a signature once if it changes anything', async () => {
      const answer = await sendSigned(allowed(name), name, await call(town, allowed(name)));
      expect(answer.status).toBe(status);
      const again = await answer.again();
      if (takesSignatureOnce) expect(refusal(again)).toEqual([401, 'signature-replayed']);
      else expect(again.status).toBe(status);
    });

  if (outside)
    test('knows nothing of what lies outside the scope', async () => {
      for (const sent of await outside(town)) {
        for (const role of sent.by ?? may) {
          const answer = await send(town.devices[role], name, sent);
          expect([role, sent, ...refusal(answer)]).toEqual([role, sent, 404, 'not-found']);
        }
      }
    });

  if (takesJson(name))
    test('takes its body in the exact shape only', async () => {
      const { url, body = {} } = await call(town, allowed(name));
      for (const spoiled of [...withExtras(body), [], null, 'text', 5]) {
        const answer = await send(allowed(name), name, {
          url,
          body: new TextEncoder().encode(JSON.stringify(spoiled)),
        });
        expect([spoiled, ...refusal(answer)]).toEqual([spoiled, 400, 'body-malformed']);
      }
      for (const text of ['', '{', '\u0000']) {
        const answer = await send(allowed(name), name, {
          url,
          body: new TextEncoder().encode(text),
        });
        expect([text, ...refusal(answer)]).toEqual([text, 400, 'body-malformed']);
      }
    });

  if (methodOf(name) === 'POST')
    test('refuses other kinds of body, packed and too large ones', async () => {
      const sent = await call(town, allowed(name));
      for (const type of ['text/html', 'multipart/form-data; boundary=x']) {
        const answer = await send(allowed(name), name, sent, { type });
        expect([type, ...refusal(answer)]).toEqual([type, 415, 'body-malformed']);
      }
      const packed = await inject(
        town.rig,
        'POST',
        sent.url,
        { host: HOST, 'content-type': typeOf(name), 'content-encoding': 'gzip' },
        bytesOf(sent.body),
      );
      expect(refusal(packed)).toEqual([415, 'body-compressed']);
      const large = new Uint8Array((maxBytes ?? JSON_LIMIT) + 1);
      const answer = await send(allowed(name), name, { url: sent.url, body: large });
      expect(refusal(answer)).toEqual([413, 'body-too-large']);
    });
});

/** The value once for every object in it, each time with a property too many in that one. */
function withExtras(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, index) =>
      withExtras(one).map((spoiled) => value.with(index, spoiled)),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, one]) =>
    withExtras(one).map((spoiled) => ({ ...value, [key]: spoiled })),
  );
  return [{ ...value, isAdmin: true }, ...inside];
}

describe('joining', () => {
  const link = async (): Promise<string> => {
    const offer = { role: 'gate', placeId: 'g1', minutes: 10, mode: 'ask', uses: 1 } as const;
    return (await invite(offer, `https://${HOST}`, town.rig, NOW))?.link ?? '';
  };
  const bodyOf = async (url: string, phone: TestDevice): Promise<object> => {
    const { readJoin } = await import('../../src/sealing/invitation.ts');
    const publicKey = toBase64Url(phone.publicKey);
    if (url.endsWith('wait')) return { publicKey };
    const token = toBase64Url(readJoin(await link())?.token ?? new Uint8Array());
    return { token, publicKey, name: '一号', locale: 'zh-CN' };
  };

  test.each(['/api/enrol', '/api/enrol/wait'])(
    '%s is signed with the new key itself, now, and in the exact shape',
    async (url) => {
      const phone = await TestDevice.make(town.rig);
      const body = await bodyOf(url, phone);
      const type = { 'content-type': 'application/json' };
      const unsigned = await inject(town.rig, 'POST', url, { host: HOST, ...type }, bytesOf(body));
      expect(refusal(unsigned)).toEqual([401, 'signature-malformed']);
      const other = await TestDevice.make(town.rig);
      expect(refusal(await other.send('POST', url, body))).toEqual([401, 'signature-malformed']);
      Object.assign(other, { deviceId: phone.deviceId });
      expect(refusal(await other.send('POST', url, body))).toEqual([401, 'signature-bad']);
      const createdAt = NOW - OTHER_MINUTE;
      expect(refusal(await phone.send('POST', url, body, { createdAt }))).toEqual([
        401,
        'signature-stale',
      ]);
      for (const spoiled of [...withExtras(body), { ...body, publicKey: 'A'.repeat(87) }, []]) {
        expect(refusal(await phone.send('POST', url, spoiled))).toEqual([400, 'body-malformed']);
      }
      expect(refusal(await phone.send('POST', url, body, { type: 'text/plain' }))).toEqual([
        415,
        'body-malformed',
      ]);
      const large = new Uint8Array(JSON_LIMIT + 1);
      expect(refusal(await phone.send('POST', url, large))).toEqual([413, 'body-too-large']);
    },
  );

  test('whether the server is well is told to anybody, and nothing more', async () => {
    const answer = await inject(town.rig, 'GET', '/healthz', { host: HOST });
    expect(Object.keys(answer.json()).sort()).toEqual(['devices', 'ok', 'rootHash']);
  });
});

describe('what lists show', () => {
  const idsIn = async (device: TestDevice, url: string, list: string, id: string) =>
    ((await device.send('GET', url)).json()[list] as Record<string, string>[]).map(
      (one) => one[id],
    );

  test('of places, gates and devices a device is shown those within its place', async () => {
    const { desk, gate } = town.devices;
    expect(await idsIn(desk, '/api/places', 'places', 'id')).toEqual(['m1', 'g1', 'g2']);
    expect(await idsIn(gate, '/api/pull', 'gates', 'id')).toEqual(['g1', 'g2']);
    const shown = await idsIn(desk, '/api/devices', 'devices', 'deviceId');
    expect(shown).toContain(town.phone.deviceId);
    for (const { deviceId } of [...town.phonesElsewhere, town.above, town.abroad]) {
      expect(shown).not.toContain(deviceId);
    }
  });

  test('of invitations and imports a device is shown those for places within its own', async () => {
    const all = await idsIn(town.devices.desk, '/api/invitations', 'invitations', 'placeId');
    expect(new Set(all)).toEqual(new Set(['g1']));
    const imports = await idsIn(town.devices.desk, '/api/imports', 'imports', 'placeId');
    expect([...new Set(imports)].filter((id) => !['m1', 'g1', 'g2'].includes(id ?? ''))).toEqual(
      [],
    );
  });

  test('of the ledger a device finds and exports nothing that was logged elsewhere', async () => {
    const elsewhere = await TestDevice.enrolled(town.rig, 'desk', 'm2');
    for (const query of [{}, { gateIds: ['g1'] }, { residentNumber: 11 }, { householdId: 1 }]) {
      const found = await elsewhere.send('POST', '/api/entries/search', { limit: 9, ...query });
      const rows = found.json().rows as { gateId: string }[];
      expect([query, rows.filter(({ gateId }) => gateId !== 'g3')]).toEqual([query, []]);
    }
    const csv = await elsewhere.send('POST', '/api/exports', {
      ledger: 'entries',
      format: 'csv',
      locale: 'zh-CN',
      gateIds: ['g1'],
    });
    expect(csv.body.toString().trim().split('\r\n')).toHaveLength(1);
  });
});

describe('what of the ledgers may leave the server', () => {
  test.each(Object.entries(EXPORTERS))('%s: by %j', async (ledger, exporting) => {
    const may: readonly Role[] = exporting;
    for (const role of ROLES) {
      const day = ledger === 'daily-report' && { day: '2022-03-30' };
      const body = { ledger, format: 'csv', locale: 'zh-CN', placeId: 'm1', ...day };
      const answer = await town.devices[role].send('POST', '/api/exports', body);
      expect([role, answer.status]).toEqual([role, may.includes(role) ? 200 : 403]);
    }
  });
});

test('of all roles only a gate writes the gate’s log; what others send is kept apart', async () => {
  const { rig, devices } = town;
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

test('a gate’s phone writes no log of a gate outside its scope', async () => {
  for (const gateId of ['g3', 'tg', 'nowhere']) {
    const log = await TestLog.begin(town.devices.gate, gateId);
    await log.append(entryAt(NOW));
    expect(await receiptIn(town.rig, await log.push())).toMatchObject({ quarantined: true });
  }
});

test('an inspector finds nobody by name, phone or plate, but by room', async () => {
  const total = async (text: string) =>
    (await town.devices.inspector.send('POST', '/api/entries/search', { limit: 9, text })).json()
      .total;
  expect(await total('周敬明')).toBe(0);
  expect(await total('4411')).toBe(0);
  expect(await total('3-1-501')).toBeGreaterThan(0);
});
