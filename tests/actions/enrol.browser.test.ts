import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { enrol } from '../../src/actions/enrol.ts';
import { missingCapabilities } from '../../src/actions/phone-capabilities.ts';
import { fromBase64Url, toBase64Url } from '../../src/encoding/bytes.ts';
import { parseEnrolRequest } from '../../src/protocol/enrolment.ts';
import { signCertificate } from '../../src/sealing/certificate.ts';
import { deviceIdOf, importVerifyKey } from '../../src/sealing/keys.ts';
import { verifyRequest } from '../../src/sealing/request-signature.ts';
import { database } from '../../src/storage/database.ts';
import { readIdentity } from '../../src/storage/device-identity.ts';
import { countPending } from '../../src/storage/pending.ts';
import { START, TestStreet } from '../phone/test-street.ts';

const street = await TestStreet.make();
const token = crypto.getRandomValues(new Uint8Array(16));
const join = { token, rootHash: await street.rootHash(), mode: 'ask' as const };

beforeAll(() => street.setUpPhone());
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Answers as the server of `signer` would, after checking the request as a server must. */
function serve(signer: TestStreet, certifies?: Uint8Array<ArrayBuffer>): void {
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    const body = new Uint8Array(init.body as Uint8Array);
    const parsed = parseEnrolRequest(JSON.parse(new TextDecoder().decode(body)));
    if (!parsed.ok)
      return Response.json({ error: 'body-malformed', serverTime: START }, { status: 400 });
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
    if (!signed?.ok)
      return Response.json({ error: 'signature-bad', serverTime: START }, { status: 401 });
    expect(parsed.value).toMatchObject({ token: toBase64Url(token), name: '南门一号机' });
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
  const enrolled = await enrol(join, ' 南门一号机 ', START);
  expect(enrolled).toMatchObject({ kind: 'enrolled', identity: { role: 'gate' } });
  const identity = await readIdentity();
  if (!identity) throw new Error('no identity');
  expect(identity.deviceId).toBe(await deviceIdOf(identity.publicKey));
  await expect(crypto.subtle.exportKey('jwk', identity.privateKey)).rejects.toThrow();
});

it('trusts no server but the one that the invitation names', async () => {
  const before = await readIdentity();
  serve(await TestStreet.make());
  expect(await enrol(join, '南门一号机', START)).toEqual({ kind: 'wrong-server' });
  const stranger = await street.enrolled();
  serve(street, stranger.publicKey);
  expect(await enrol(join, '南门一号机', START)).toEqual({ kind: 'wrong-server' });
  expect((await readIdentity())?.deviceId).toBe(before?.deviceId);
});

it('tells why it was refused, and that there is no network', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json({ error: 'invitation-used', serverTime: START }, { status: 403 }),
  );
  expect(await enrol(join, '南门一号机', START)).toEqual({
    kind: 'refused',
    problem: 'invitation-used',
  });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  expect(await enrol(join, '南门一号机', START)).toEqual({ kind: 'no-network' });
});

it('does not forget a log that nobody received, unless it is told to', async () => {
  serve(street);
  await enrol(join, '南门一号机', START);
  const before = await readIdentity();
  await savePendingRecord();
  expect(await enrol(join, '南门一号机', START)).toEqual({
    kind: 'unsent',
    pending: 1,
    streetName: '梧桐街道',
  });
  expect((await readIdentity())?.deviceId).toBe(before?.deviceId);
  expect(await countPending()).toBe(1);

  const enrolled = await enrol(join, '南门一号机', START, { discardUnsent: true });
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
