import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { askApproval, giveUpWaiting } from '../../src/actions/ask-approval.ts';
import { enrol } from '../../src/actions/enrol.ts';
import { missingCapabilities } from '../../src/actions/phone-capabilities.ts';
import { fromBase64Url, toBase64Url } from '../../src/encoding/bytes.ts';
import { parseEnrolRequest, parseEnrolWait } from '../../src/protocol/enrolment.ts';
import type { ProblemCode } from '../../src/protocol/problem.ts';
import { signCertificate } from '../../src/sealing/certificate.ts';
import { deviceIdOf, importVerifyKey } from '../../src/sealing/keys.ts';
import { verifyRequest } from '../../src/sealing/request-signature.ts';
import { database } from '../../src/storage/database.ts';
import { readIdentity } from '../../src/storage/device-identity.ts';
import { readJoinWait } from '../../src/storage/join-wait.ts';
import { countPending } from '../../src/storage/pending.ts';
import { START, TestStreet } from '../phone/test-street.ts';

const street = await TestStreet.make();
const token = crypto.getRandomValues(new Uint8Array(16));
const join = { token, rootHash: await street.rootHash(), mode: 'ask' as const };

/** What the desk has done with a phone of a shift invitation; null: the invitation wants no approval. */
let desk: 'not-looked' | 'approved' | ProblemCode | null = null;

beforeAll(() => street.setUpPhone());
beforeEach(async () => {
  desk = null;
  await giveUpWaiting();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const refusal = (error: ProblemCode, status: number): Response =>
  Response.json({ error, serverTime: START }, { status });

/** Answers as the server of `signer` would, after checking the request as a server must. */
function serve(signer: TestStreet, certifies?: Uint8Array<ArrayBuffer>): void {
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    const body = new Uint8Array(init.body as Uint8Array);
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    const isFirst = input.pathname === '/api/enrol';
    const parsed = isFirst ? parseEnrolRequest(json) : parseEnrolWait(json);
    if (!parsed.ok) return refusal('body-malformed', 400);
    const publicKey = fromBase64Url(parsed.value.publicKey) ?? new Uint8Array();
    const key = await importVerifyKey(publicKey);
    const request = {
      method: 'POST',
      authority: input.host,
      path: input.pathname,
      query: '',
      body,
      headers: init.headers as Record<string, string>,
    };
    const signed = key && (await verifyRequest(request, key, { now: START, toleranceMs: 1000 }));
    if (!signed?.ok) return refusal('signature-bad', 401);
    if (isFirst) {
      expect(parsed.value).toMatchObject({ token: toBase64Url(token), name: '南门一号机' });
    }
    if (desk === 'not-looked') return Response.json({ kind: 'waiting', checkCode: '0417' });
    if (desk !== null && desk !== 'approved') return refusal(desk, 403);
    const certified = certifies ?? publicKey;
    const certificate = await signCertificate(
      {
        deviceId: await deviceIdOf(certified),
        publicKey: certified,
        role: 'gate',
        placeId: 'p1',
        issuedAt: START,
      },
      signer.keys.certificate.privateKey,
      'c1',
    );
    return Response.json({
      kind: 'enrolled',
      certificate: toBase64Url(certificate),
      rootPublicKey: toBase64Url(await signer.rootKey()),
      keyList: toBase64Url(await signer.keyList()),
      role: 'gate',
      place: { id: 'p1', name: '梧桐里小区', kind: 'compound' },
      streetName: '梧桐街道',
    });
  });
}

it('a phone that lacks nothing but a camera says so', async () => {
  expect((await missingCapabilities()).filter((one) => one !== 'camera')).toEqual([]);
});

it('joins, and keeps a key that nobody can take out', async () => {
  serve(street);
  const enrolled = await enrol(join, ' 南门一号机 ', () => START);
  expect(enrolled).toMatchObject({ kind: 'enrolled', identity: { role: 'gate' } });
  const identity = await readIdentity();
  if (!identity) throw new Error('no identity');
  expect(identity.deviceId).toBe(await deviceIdOf(identity.publicKey));
  await expect(crypto.subtle.exportKey('jwk', identity.privateKey)).rejects.toThrow();
});

it('trusts no server but the one that the invitation names', async () => {
  const before = await readIdentity();
  serve(await TestStreet.make());
  expect(await enrol(join, '南门一号机', () => START)).toEqual({ kind: 'wrong-server' });
  const stranger = await street.enrolled();
  serve(street, stranger.publicKey);
  expect(await enrol(join, '南门一号机', () => START)).toEqual({ kind: 'wrong-server' });
  expect((await readIdentity())?.deviceId).toBe(before?.deviceId);
});

it('tells why it was refused, and that there is no network', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json({ error: 'invitation-used', serverTime: START }, { status: 403 }),
  );
  expect(await enrol(join, '南门一号机', () => START)).toEqual({
    kind: 'refused',
    problem: 'invitation-used',
  });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  expect(await enrol(join, '南门一号机', () => START)).toEqual({ kind: 'no-network' });
});

it('waits for the desk with the same key, through a reload, until it is approved', async () => {
  const before = await readIdentity();
  serve(street);
  desk = 'not-looked';
  expect(await enrol(join, '南门一号机', () => START)).toEqual({
    kind: 'waiting',
    checkCode: '0417',
  });
  const wait = await readJoinWait();
  if (!wait) throw new Error('nothing is waited for');
  await expect(crypto.subtle.exportKey('jwk', wait.privateKey)).rejects.toThrow();
  expect((await readIdentity())?.deviceId).toBe(before?.deviceId);

  const ask = () => askApproval(() => START);
  expect(await ask()).toEqual({ kind: 'waiting', checkCode: '0417', trouble: null });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  expect(await ask()).toMatchObject({ kind: 'waiting', trouble: 'no-network' });
  serve(street);
  desk = 'server-failed';
  expect(await ask()).toMatchObject({ kind: 'waiting', trouble: 'server-failed' });
  desk = 'approved';
  const approved = await ask();
  expect(approved.kind).toBe('enrolled');
  expect((await readIdentity())?.deviceId).toBe(await deviceIdOf(wait.publicKey));
  expect(await ask()).toEqual({ kind: 'not-waiting' });
});

it.each(['invitation-expired', 'device-revoked'] as const)(
  'stops waiting when the answer is %s, and is who it was before',
  async (problem) => {
    const before = await readIdentity();
    serve(street);
    desk = 'not-looked';
    await enrol(join, '南门一号机', () => START);
    desk = problem;
    expect(await askApproval(() => START)).toEqual({ kind: 'refused' });
    expect(await readJoinWait()).toBeNull();
    expect((await readIdentity())?.deviceId).toBe(before?.deviceId);
  },
);

it('a phone that gave up is not enrolled, even if the desk approves it', async () => {
  serve(street);
  desk = 'not-looked';
  await enrol(join, '南门一号机', () => START);
  await giveUpWaiting();
  desk = 'approved';
  expect(await askApproval(() => START)).toEqual({ kind: 'not-waiting' });
});

it('an approval from another server than the invited one is believed in nothing', async () => {
  const before = await readIdentity();
  serve(street);
  desk = 'not-looked';
  await enrol(join, '南门一号机', () => START);
  serve(await TestStreet.make());
  desk = 'approved';
  expect(await askApproval(() => START)).toEqual({ kind: 'wrong-server' });
  expect((await readIdentity())?.deviceId).toBe(before?.deviceId);
});

it('joins at the second tap when only the answer to the first was lost', async () => {
  serve(street);
  const served = globalThis.fetch;
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    asked.push(input.pathname);
    const answer = await served(input, init);
    if (asked.length === 1) throw new TypeError('cut');
    return answer;
  });
  expect(await enrol(join, '南门一号机', () => START)).toEqual({ kind: 'no-network' });
  expect((await enrol(join, '南门一号机', () => START)).kind).toBe('enrolled');
  expect(asked).toEqual(['/api/enrol', '/api/enrol/wait']);
});

it('asks anew when the first question did not get there', async () => {
  serve(street);
  const served = globalThis.fetch;
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  expect(await enrol(join, '南门一号机', () => START)).toEqual({ kind: 'no-network' });
  vi.stubGlobal('fetch', (input: URL, init: RequestInit) =>
    input.pathname === '/api/enrol/wait'
      ? Promise.resolve(refusal('invitation-expired', 403))
      : served(input, init),
  );
  expect((await enrol(join, '南门一号机', () => START)).kind).toBe('enrolled');
});

it('does not forget a log that nobody received, unless it is told to', async () => {
  serve(street);
  await enrol(join, '南门一号机', () => START);
  const before = await readIdentity();
  await savePendingRecord();
  expect(await enrol(join, '南门一号机', () => START)).toEqual({
    kind: 'unsent',
    pending: 1,
    streetName: '梧桐街道',
  });
  expect((await readIdentity())?.deviceId).toBe(before?.deviceId);
  expect(await countPending()).toBe(1);
  await expectUnsentStopsApproval();

  const enrolled = await enrol(join, '南门一号机', () => START, { discardUnsent: true });
  expect(enrolled.kind).toBe('enrolled');
  expect(await countPending()).toBe(0);
  expect(await database.documents.toCollection().primaryKeys()).toEqual(['keyList']);
});

async function savePendingRecord(): Promise<void> {
  const segmentId = 'ab'.repeat(16);
  await database.segments.add({
    segmentId,
    shiftId: segmentId,
    order: 0,
    sequence: 1,
    gateId: 'g1',
    startedAt: START,
    headerBytes: new Uint8Array(),
    wrappedKey: null,
    cardEpoch: null,
    acknowledged: 0,
    acknowledgedHead: new Uint8Array(),
    receipt: null,
    trouble: null,
  });
  await database.records.add({ segmentId, number: 1, sealed: new Uint8Array(30) });
  await database.documents.put({ name: 'policy', bytes: new Uint8Array() });
}

/** The records came while the phone was waiting. */
async function expectUnsentStopsApproval(): Promise<void> {
  const records = await database.records.toArray();
  await database.records.clear();
  desk = 'not-looked';
  await enrol(join, '南门一号机', () => START);
  await database.records.bulkAdd(records);
  desk = 'approved';
  expect(await askApproval(() => START)).toMatchObject({ kind: 'unsent', pending: 1 });
  expect(await countPending()).toBe(1);
  desk = null;
}
