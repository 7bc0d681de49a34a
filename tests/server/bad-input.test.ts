import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBase64Url } from '../../src/encoding/bytes.ts';
import { PUSH_LIMITS } from '../../src/protocol/push.ts';
import { invite } from '../../src/server/street/invite.ts';
import { HOST, inject, NOW, openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
let phone: TestDevice;

beforeAll(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 's');
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterAll(() => rig.close());

const offer = { role: 'gate', placeId: 'g1', minutes: 10, mode: 'ask', uses: 1 } as const;
const newLink = async (more: { uses?: number } = {}) =>
  (await invite({ ...offer, ...more }, `https://${HOST}`, rig, rig.time.now))?.link ?? '';

test('an invitation makes one device; used, expired and unknown ones are told apart', async () => {
  const link = await newLink();
  const enrolled = await (await TestDevice.make(rig)).enrol(link);
  expect(enrolled.status).toBe(200);
  expect(enrolled.json()).toMatchObject({
    role: 'gate',
    place: { id: 'g1', name: '北门', kind: 'gate' },
    streetName: '青石街道',
  });
  const again = await (await TestDevice.make(rig)).enrol(link);
  expect([again.status, again.json().error]).toEqual([410, 'invitation-used']);
  const late = await newLink();
  rig.time.now += 10 * 60_000;
  const expired = await (await TestDevice.make(rig)).enrol(late);
  rig.time.now = NOW;
  expect([expired.status, expired.json().error]).toEqual([410, 'invitation-expired']);
  const unknown = await (await TestDevice.make(rig)).enrol('');
  expect([unknown.status, unknown.json().error]).toEqual([404, 'invitation-unknown']);
});

test('of many phones at once exactly as many join as the invitation has uses', async () => {
  const link = await newLink({ uses: 2 });
  const phones = await Promise.all(Array.from({ length: 6 }, () => TestDevice.make(rig)));
  const answers = await Promise.all(phones.map((one) => one.enrol(link)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 410, 410, 410, 410]);
});

test('enrolment is refused when another key signed it', async () => {
  const [mine, other] = [await TestDevice.make(rig), await TestDevice.make(rig)];
  Object.assign(mine, { pair: other.pair });
  const link = await newLink();
  expect((await mine.enrol(link)).json()).toMatchObject({ error: 'signature-bad' });
  expect((await other.enrol(link)).status).toBe(200);
});

test('too many tries to enrol from one address have to wait, and are told how long', async () => {
  const own = await openRig();
  const stranger = await TestDevice.make(own);
  const answers = [];
  for (let index = 0; index < 61; index += 1) answers.push(await stranger.enrol(''));
  expect(answers[59]?.status).toBe(404);
  expect(answers[60]?.json()).toMatchObject({ error: 'too-many', retryAfterMs: 60_000 });
  expect(answers[60]?.headers['retry-after']).toBe('60');
  own.time.now += 60_000;
  expect((await stranger.enrol('')).status).toBe(404);
  await own.close();
});

test.each([
  ['no JSON', '{"limit":'],
  ['JSON of another shape', '[]'],
  ['extra properties', '{"limit":5,"sql":"1=1"}'],
  ['a limit beyond bounds', '{"limit":100000}'],
  ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ['a cursor that is none', '{"limit":5,"cursor":"x"}'],
  ['an empty body', new Uint8Array()],
])('%s is a malformed body', async (_what, body) => {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const answer = await desk.send('POST', '/api/entries/search', bytes);
  expect([answer.status, answer.json().error]).toEqual([400, 'body-malformed']);
});

test('a body of the wrong type is refused before it is looked at', async () => {
  for (const type of [
    'text/html',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ]) {
    const answer = await desk.send('POST', '/api/entries/search', { limit: 1 }, { type });
    expect([answer.status, answer.json().error]).toEqual([415, 'body-malformed']);
  }
});

test('a gzip bomb is never opened', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, identity']) {
    const headers = {
      host: HOST,
      'content-type': 'application/cbor',
      'content-encoding': encoding,
    };
    const answer = await inject(rig, 'POST', '/api/push', headers, bomb);
    expect([answer.status, answer.json().error]).toEqual([415, 'body-compressed']);
  }
});

test('a body beyond the limit is refused with its size, on every road', async () => {
  const big = new Uint8Array(PUSH_LIMITS.maxBytes + 1);
  const push = await phone.send('POST', '/api/push', big, { type: 'application/cbor' });
  expect([push.status, push.json().error]).toEqual([413, 'body-too-large']);
  const search = await desk.send('POST', '/api/entries/search', new Uint8Array(70_000));
  expect([search.status, search.json().error]).toEqual([413, 'body-too-large']);
});

test('random bytes are a malformed push', async () => {
  for (const body of [new Uint8Array(1), crypto.getRandomValues(new Uint8Array(4000))]) {
    const answer = await phone.send('POST', '/api/push', body, { type: 'application/cbor' });
    expect([answer.status, answer.json().error]).toEqual([400, 'body-malformed']);
  }
});

test('odd addresses are not found, and nothing is echoed', async () => {
  for (const url of [
    '/api/gates/..%2f..%2fkeys/card',
    '/api/gates/%00/card',
    '/api/none',
    '/etc/passwd',
    '/%',
  ]) {
    const answer = await desk.send('GET', url);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(Object.keys(answer.json()).sort()).toEqual(['error', 'serverTime']);
  }
});

test('searching for the signs of a pattern finds nothing by accident', async () => {
  for (const text of ['%', '_', '\\', "' OR 1=1 --", '"']) {
    const answer = await desk.send('POST', '/api/entries/search', { limit: 5, text });
    expect([answer.status, answer.json().total]).toEqual([200, 0]);
  }
});

test('every answer carries the security headers, and the API is never cached', async () => {
  const answer = await inject(rig, 'GET', '/healthz', { host: HOST });
  expect(answer.json()).toEqual({
    ok: true,
    devices: true,
    rootHash: toBase64Url(rig.keys.rootHash),
  });
  const csp = String(answer.headers['content-security-policy']);
  expect(csp).toContain("default-src 'self'");
  expect(csp).toContain("frame-ancestors 'none'");
  expect(csp).not.toMatch(/'unsafe-/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  const api = await desk.send('GET', '/api/places');
  expect(api.headers['cache-control']).toBe('no-store');
});
