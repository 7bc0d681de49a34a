import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBase64Url } from '../../src/encoding/bytes.ts';
import { parsePullAnswer } from '../../src/protocol/pull.ts';
import { verifyKeysOf } from '../../src/sealing/key-list.ts';
import { readDocument } from '../../src/sealing/signed-document.ts';
import { CLI, startProcess } from './server-process.ts';
import {
  entryAt,
  keyListOf,
  NOW,
  openRig,
  type Rig,
  receiptIn,
  TestDevice,
  TestLog,
} from './server-rig.ts';

let rig: Rig;
let lost: TestDevice;
let other: TestDevice;

beforeAll(async () => {
  rig = await openRig();
  lost = await TestDevice.enrolled(rig, 'gate', 'g1');
  other = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterAll(() => rig.close());

/** A process of its own on the data of the server, which goes on running here. */
async function kadian(...args: string[]): Promise<string> {
  const ended = await startProcess(CLI, rig.environment, args).ended;
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout;
}

async function pull() {
  const parsed = parsePullAnswer((await other.send('GET', '/api/pull')).json());
  if (!parsed.ok) throw new Error('not a pull answer');
  return parsed.value;
}

async function isRevoked(revocations: string | undefined, passNumber: number): Promise<boolean> {
  const signers = await verifyKeysOf(await keyListOf(rig), 'policy');
  const bytes = fromBase64Url(revocations ?? '') ?? new Uint8Array();
  const reading = await readDocument('revocations', bytes, (id) => signers.get(id) ?? null);
  if (!reading.ok) throw new Error(reading.why);
  const { bitmap } = reading.content as { bitmap: Uint8Array };
  return (((bitmap[passNumber >> 3] ?? 0) >> (passNumber & 7)) & 1) === 1;
}

test('devices are listed with their place and when their last records came', async () => {
  const log = await TestLog.begin(lost, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  const lines = (await kadian('devices', '--json')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    expect.arrayContaining([
      {
        id: lost.deviceId,
        name: '北门一号',
        role: 'gate',
        placeId: 'g1',
        placeName: '北门',
        enrolledAt: NOW,
        lastSyncAt: NOW,
        revokedAt: null,
      },
      expect.objectContaining({ id: other.deviceId, placeName: '梧桐里', lastSyncAt: null }),
    ]),
  );
  expect(lines).toHaveLength(2);
  expect(await kadian('devices')).toContain(
    `${lost.deviceId}  北门一号  gate at 北门  last sync 2022-03-30 14:00\n`,
  );
});

test('a lost phone is shut out of the running server at once, in the middle of its log', async () => {
  const log = await TestLog.begin(lost, 'g1');
  await log.append(entryAt(NOW));
  expect(await receiptIn(rig, await log.push())).toMatchObject({ quarantined: false });
  expect((await lost.send('GET', '/api/pull')).status).toBe(200);
  await kadian('revoke', '--device', lost.deviceId);
  expect((await lost.send('GET', '/api/pull')).json()).toMatchObject({ error: 'device-revoked' });
  await log.append(entryAt(NOW + 1000));
  expect(await receiptIn(rig, await log.push(2))).toMatchObject({ number: 2, quarantined: true });
  expect((await other.send('GET', '/api/pull')).status).toBe(200);
  expect(await kadian('devices')).toMatch(new RegExp(`${lost.deviceId}.*revoked 20`));
});

test('a revoked pass stands in the next pull, and an unchanged list is not signed again', async () => {
  const before = await pull();
  expect(await isRevoked(before.revocations, 1012)).toBe(false);
  expect((await pull()).revocations).toBe(before.revocations);
  expect((await pull()).policy).toBe(before.policy);
  await kadian('revoke', '--pass', '1012');
  const after = await pull();
  expect(await isRevoked(after.revocations, 1012)).toBe(true);
  expect(await isRevoked(after.revocations, 1011)).toBe(false);
  expect(after.policy).toBe(before.policy);
});

test('a new policy stands in the next pull, also one that counts like the default', async () => {
  const { DEFAULT_POLICY } = await import('../../src/domain/policy.ts');
  const policies = [1, 2].map((version) => ({
    ...DEFAULT_POLICY,
    version,
    lowThresholdTenths: 350,
  }));
  let last = (await pull()).policy;
  for (const policy of policies) {
    await rig.store.policies.add('s', policy);
    const { policy: text } = await pull();
    expect(text).not.toBe(last);
    last = text;
  }
});
