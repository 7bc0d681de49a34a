import { afterEach, beforeEach, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../src/encoding/bytes.ts';
import { signRequest } from '../../src/sealing/request-signature.ts';
import {
  entryAt,
  HOST,
  inject,
  NOW,
  openRig,
  type Rig,
  TestDevice,
  TestLog,
} from './server-rig.ts';

const TOLERANCE_MS = 5 * 60_000;
/** Of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

let rig: Rig;
let desk: TestDevice;

beforeEach(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 's');
});
afterEach(() => rig.close());

const add = (name: string) => ({ kind: 'add', parentId: 'm1', placeKind: 'gate', name });

async function signed(body: unknown, createdAt = rig.time.now) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const parts = {
    method: 'POST',
    authority: HOST,
    path: '/api/places/change',
    query: '',
    body: bytes,
  };
  const signature = await signRequest(
    { ...parts, createdAt, keyId: desk.deviceId },
    desk.pair.privateKey,
  );
  const headers = { host: HOST, 'content-type': 'application/json', ...signature };
  return { headers, bytes };
}
const send = async ({ headers, bytes }: Awaited<ReturnType<typeof signed>>) => {
  const answer = await inject(rig, 'POST', '/api/places/change', headers, bytes);
  return [answer.status, answer.json().error];
};

/** The other signature that the same key could have made of the same: (r, n − s). */
function twin(signature: string): string {
  const bytes = fromBase64(signature.slice('sig1=:'.length, -1)) ?? new Uint8Array();
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).toString('hex')}`);
  const other = (ORDER - s).toString(16).padStart(64, '0');
  return `sig1=:${toBase64(new Uint8Array([...bytes.subarray(0, 32), ...Buffer.from(other, 'hex')]))}:`;
}

async function kept(): Promise<number> {
  return (await rig.database.all('SELECT * FROM spent_signatures')).length;
}

test('the same signature changes nothing a second time, also in its other form and at the same moment', async () => {
  const one = await signed(add('西门'));
  const replayed = [401, 'signature-replayed'];
  expect(await send(one)).toEqual([200, undefined]);
  expect(await send(one)).toEqual(replayed);
  const other = { ...one, headers: { ...one.headers, signature: twin(one.headers.signature) } };
  expect(other.headers.signature).not.toBe(one.headers.signature);
  expect(await send(other)).toEqual(replayed);
  const two = await signed(add('侧门'));
  const answers = await Promise.all([send(two), send(two), send(two)]);
  expect(answers.map(([status]) => status).sort()).toEqual([200, 401, 401]);
});

test('the same call signed anew is a new call', async () => {
  expect(await send(await signed({ kind: 'close', placeId: 'g1' }))).toEqual([200, undefined]);
  expect(await send(await signed({ kind: 'close', placeId: 'g1' }))).toEqual([200, undefined]);
});

test('a refused call spends its signature only when it was the device’s and allowed', async () => {
  const wrong = await signed(add('北门'));
  expect(await send(wrong)).toEqual([409, 'place-refused']);
  expect(await send(wrong)).toEqual([401, 'signature-replayed']);
  const stale = await signed(add('西门'), NOW - TOLERANCE_MS - 1000);
  expect(await send(stale)).toEqual([401, 'signature-stale']);
  expect(await send(stale)).toEqual([401, 'signature-stale']);
});

test('as long as a signature is good for its time it stays spent, and then it is forgotten', async () => {
  const early = await signed(add('西门'), NOW + TOLERANCE_MS);
  expect(await send(early)).toEqual([200, undefined]);
  rig.time.now = NOW + 2 * TOLERANCE_MS - 1000;
  expect(await send(early)).toEqual([401, 'signature-replayed']);
  rig.time.now = NOW + 2 * TOLERANCE_MS + 1000;
  expect(await send(early)).toEqual([401, 'signature-stale']);
  expect(await kept()).toBe(1);
  rig.time.now = NOW + 5 * TOLERANCE_MS;
  expect(await send(await signed(add('侧门')))).toEqual([200, undefined]);
  expect(await kept()).toBe(1);
});

test('what only reads, and a push, may come again as it is', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  const request = await log.request();
  for (let time = 0; time < 2; time += 1) {
    expect(await phone.push(request)).toMatchObject({ kind: 'receipt' });
  }
  const parts = { method: 'GET', authority: HOST, path: '/api/places', query: '', body: null };
  const signature = await signRequest(
    { ...parts, createdAt: NOW, keyId: desk.deviceId },
    desk.pair.privateKey,
  );
  for (let time = 0; time < 2; time += 1) {
    const answer = await inject(rig, 'GET', '/api/places', { host: HOST, ...signature });
    expect(answer.status).toBe(200);
  }
  expect(await kept()).toBe(0);
});
