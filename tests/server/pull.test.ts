import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBase64Url } from '../../src/encoding/bytes.ts';
import { type PullAnswer, parsePullAnswer } from '../../src/protocol/pull.ts';
import { openRoster } from '../../src/roster/roster-file.ts';
import { deriveCardKeys, openUnderCard, readCardText } from '../../src/sealing/gate-card.ts';
import { passKeysOf, readKeyList, verifyKeysOf } from '../../src/sealing/key-list.ts';
import { readPass } from '../../src/sealing/pass.ts';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { rosterAad } from '../../src/sealing/roster-aad.ts';
import { readDocument } from '../../src/sealing/signed-document.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let phone: TestDevice;
let desk: TestDevice;

beforeAll(async () => {
  rig = await openRig();
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  desk = await TestDevice.enrolled(rig, 'desk', 's');
});
afterAll(() => rig.close());

type Whole = { [Part in keyof PullAnswer]-?: NonNullable<PullAnswer[Part]> };

/** As by a phone that does not say what it has: it is sent everything. */
async function pull() {
  const parsed = parsePullAnswer((await phone.send('GET', '/api/pull')).json());
  if (!parsed.ok) throw new Error('not a pull answer');
  const answer = parsed.value as Whole;
  const keyList = fromBase64Url(answer.keyList) ?? new Uint8Array();
  const reading = await readKeyList(keyList, rig.keys.rootPublicKey, 1);
  if (!reading.ok) throw new Error(reading.why);
  return { answer, list: reading.list };
}

test('a pull brings gates in scope, signed policy and revocations, and what the server has', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  await rig.store.rosters.revokePass('s', 1012, NOW);
  const { answer, list } = await pull();
  expect(answer.gates.map(({ id, name, compoundName }) => [id, name, compoundName])).toEqual([
    ['g1', '北门', '梧桐里'],
    ['g2', '南门', '梧桐里'],
  ]);
  expect([answer.streetName, answer.placeName]).toEqual(['青石街道', '梧桐里']);
  expect(answer.acknowledged).toEqual([{ segmentId: log.segmentId, number: 1 }]);
  const signers = await verifyKeysOf(list, 'policy');
  const keyFor = (keyId: string) => signers.get(keyId) ?? null;
  const policy = await readDocument('policy', fromBase64Url(answer.policy) as never, keyFor);
  expect(policy).toMatchObject({ ok: true, content: { version: 1, timeZone: 'Asia/Shanghai' } });
  const revoked = await readDocument(
    'revocations',
    fromBase64Url(answer.revocations) as never,
    keyFor,
  );
  const content = revoked.ok ? (revoked.content as { list: number; bitmap: Uint8Array }) : null;
  expect(content).toMatchObject({ version: 1, list: 0 });
  expect([1011, 1012, 1013].map((n) => ((content?.bitmap[n >> 3] ?? 0) >> (n & 7)) & 1)).toEqual([
    0, 1, 0,
  ]);
});

test('the roster opens under the gate’s card and no other, and passes name its people', async () => {
  const { answer, list } = await pull();
  const gate = answer.gates[0];
  const file = await phone.send('GET', '/api/gates/g1/roster');
  expect(file.headers.etag).toBe(`"${gate?.rosterGeneration}"`);
  expect(file.body.length).toBe(gate?.rosterBytes);
  const sealed = new Uint8Array(file.body);
  const open = async (gateId: string) => {
    const card = (await desk.send('GET', `/api/gates/${gateId}/card`)).json();
    const reading = readCardText(String(card.text));
    if (reading.kind !== 'card') throw new Error(reading.kind);
    const { pullKey } = await deriveCardKeys(reading.secret);
    return openUnderCard(sealed, pullKey, rosterAad('g1', gate?.rosterGeneration ?? 0));
  };
  expect(await open('g2')).toBeNull();
  const plain = await open('g1');
  const roster = openRoster(plain as NonNullable<typeof plain>);
  expect(roster.byRosterNumber(11)).toMatchObject({ name: '周敬明', room: '3-1-501' });
  const page = (
    await desk.send('POST', '/api/passes', { compoundId: 'm1', kind: 'resident', limit: 1 })
  ).json();
  const [pass] = page.passes as { passText: string; name: string }[];
  expect([pass?.name, page.next]).toEqual(['周敬明', '1011']);
  const read = await readPass(pass?.passText ?? '', await passKeysOf(list));
  expect(read).toMatchObject({ kind: 'pass', content: { passNumber: 1011, kind: 'resident' } });
});

test('a new card opens what the old one no longer does', async () => {
  const before = await pull();
  await issueCard(rig.store, rig.keys, 'g2');
  const after = await pull();
  const [old, fresh] = [before, after].map(({ answer }) =>
    answer.gates.find(({ id }) => id === 'g2'),
  );
  expect([old?.cardEpoch, fresh?.cardEpoch]).toEqual([1, 2]);
  expect(fresh?.cardTag).not.toBe(old?.cardTag);
});

test('the key list counts up when a month’s sealing key is made, and only then', async () => {
  const { list } = await pull();
  const sealing = (keys: typeof list.keys) =>
    keys.filter(({ use }) => use === 'sealing').map(({ keyId }) => keyId);
  expect(sealing(list.keys)).toEqual(['2022-03', '2022-04']);
  expect((await pull()).list.version).toBe(list.version);
  rig.time.now = Date.UTC(2022, 3, 1);
  const next = (await pull()).list;
  expect([next.version, sealing(next.keys)]).toEqual([
    list.version + 1,
    ['2022-03', '2022-04', '2022-05'],
  ]);
  rig.time.now = NOW;
});

async function listening(by: TestDevice) {
  if (!rig.app.server.listening) await rig.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = rig.app.server.address() as AddressInfo;
  const [authority, path] = [`127.0.0.1:${port}`, '/api/entries/changes'];
  const parts = { method: 'GET', authority, path, query: '', body: null };
  const signed = { ...parts, createdAt: rig.time.now, keyId: by.deviceId };
  const headers = await signRequest(signed, by.pair.privateKey);
  const response = await fetch(`http://${authority}${path}`, { headers });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  expect((await reader.read()).value).toBe(`data: {"entries":0,"at":${NOW}}\n\n`);
  return reader;
}

async function logged(by: TestDevice, gateId: string, entries: number): Promise<void> {
  const log = await TestLog.begin(by, gateId);
  for (let n = 0; n < entries; n += 1) await log.append(entryAt(NOW));
  await log.push();
}

test('a desk hears of what is in its scope now, not of what was when it began to listen', async () => {
  const below = await TestDevice.enrolled(rig, 'desk', 'm2');
  const beside = await TestDevice.enrolled(rig, 'gate', 's');
  const reader = await listening(below);
  await logged(beside, 'g1', 1);
  await logged(beside, 'g3', 2);
  expect((await reader.read()).value).toBe(`data: {"entries":2,"at":${NOW}}\n\n`);
  await rig.store.devices.moveAll('s', 'm2', 'm1');
  await logged(beside, 'g3', 3);
  await logged(beside, 'g1', 4);
  expect((await reader.read()).value).toBe(`data: {"entries":4,"at":${NOW}}\n\n`);
  await rig.store.devices.revoke(below.deviceId, NOW);
  await logged(beside, 'g1', 5);
  expect(await reader.read()).toEqual({ done: true, value: undefined });
});

test('a desk hears that logs arrived in its scope, and nothing of what is in them, until the server stops', async () => {
  const reader = await listening(desk);
  await logged(phone, 'g1', 2);
  expect((await reader.read()).value).toBe(`data: {"entries":2,"at":${NOW}}\n\n`);
  await rig.app.close();
  expect(await reader.read()).toEqual({ done: true, value: undefined });
});
