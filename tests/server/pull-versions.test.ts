import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import { fromBase64Url } from '../../src/encoding/bytes.ts';
import { type PullAnswer, parsePullAnswer } from '../../src/protocol/pull.ts';
import { readKeyList, verifyKeysOf } from '../../src/sealing/key-list.ts';
import { readDocument } from '../../src/sealing/signed-document.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { rebuildRoster } from '../../src/server/street/rebuild-roster.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

const HOUR_MS = 3_600_000;
let rig: Rig;
let phone: TestDevice;
/** As a phone says it: what it was sent last, by the server's names. */
let has: Record<string, string> = {};

beforeAll(async () => {
  rig = await openRig();
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
});
afterAll(() => rig.close());

const ALWAYS = ['keyList', 'policy', 'revocations', 'gates', 'gone', 'acknowledged'] as const;
const PARTS = [...ALWAYS, 'nextPolicy'] as const;

async function pull(query = `?${new URLSearchParams({ app: '0.3.0', ...has })}`) {
  const sent = await phone.send('GET', `/api/pull${query}`);
  const parsed = parsePullAnswer(sent.json());
  if (!parsed.ok || !parsed.value.versions) throw new Error('not a pull answer');
  const answer: PullAnswer = parsed.value;
  const { keyList, policy, nextPolicy, revocations, gates } = parsed.value.versions;
  const { incarnation } = answer;
  has = { keys: keyList, policy, revoked: revocations, gates, incarnation };
  if (nextPolicy !== undefined) has.next = nextPolicy;
  return { answer, bytes: sent.body.length, parts: PARTS.filter((part) => part in answer) };
}

test('a phone that says nothing of what it has is sent everything, as one with an older app', async () => {
  expect((await pull('')).parts).toEqual(ALWAYS);
  expect((await pull('?app=0.3.0')).parts).toEqual(ALWAYS);
});

test('a pull with nothing new brings nothing, in less than a kilobyte', async () => {
  const { parts, bytes } = await pull();
  expect(parts).toEqual([]);
  expect(bytes).toBeLessThan(1024);
});

test('what changed comes, and nothing else', async () => {
  await rig.store.rosters.revokePass('s', 1012, NOW);
  expect((await pull()).parts).toEqual(['revocations']);
  await rig.store.transaction((inside) =>
    rebuildRoster(inside, { compoundId: 'm1', now: NOW, samePeople: false }),
  );
  expect((await pull()).parts).toEqual(['gates', 'gone']);
  await issueCard(rig.store, rig.keys, 'g2');
  expect((await pull()).parts).toEqual(['gates', 'gone']);
  rig.time.now = Date.UTC(2022, 3, 1);
  expect((await pull()).parts).toEqual(['keyList']);
  expect((await pull()).parts).toEqual([]);
});

test('rules that are made for later come beside those in force, and take their place at their hour', async () => {
  const { now } = rig.time;
  const rules = (version: number, effectiveFrom: number) =>
    rig.store.policies.add('s', { ...DEFAULT_POLICY, version, effectiveFrom, title: `${version}` });
  const titles = async () => {
    const { policy, nextPolicy } = (await pull('')).answer;
    return [await titleOf(policy), await titleOf(nextPolicy)];
  };
  await rules(5, now);
  await rules(6, now + HOUR_MS);
  expect((await pull()).parts).toEqual(['policy', 'nextPolicy']);
  expect((await pull()).parts).toEqual([]);
  expect(await titles()).toEqual(['5', '6']);
  rig.time.now = now + HOUR_MS;
  expect((await pull()).parts).toEqual(['policy']);
  expect(await titles()).toEqual(['6', null]);
});

async function titleOf(text: string | undefined): Promise<string | null> {
  const bytes = text === undefined ? null : fromBase64Url(text);
  const list = await readKeyList(await rig.keys.keyList(rig.time.now), rig.keys.rootPublicKey, 1);
  if (!list.ok) throw new Error(list.why);
  const signers = await verifyKeysOf(list.list, 'policy');
  const reading = bytes && (await readDocument('policy', bytes, (id) => signers.get(id) ?? null));
  return reading?.ok ? (reading.content as Policy).title : null;
}

test('names of another server, or of nobody, bring everything', async () => {
  has = { keys: 'x', policy: 'x', revoked: 'x', gates: 'x', incarnation: 'x' };
  expect((await pull()).parts).toEqual(ALWAYS);
});

test('a query that is not one is refused', async () => {
  for (const query of ['?keys=', '?gates=%20', '?other=1', `?policy=${'x'.repeat(65)}`]) {
    expect((await phone.send('GET', `/api/pull${query}`)).status).toBe(400);
  }
});
