import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PullAnswer, parsePullAnswer } from '../../src/protocol/pull.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { rebuildRoster } from '../../src/server/street/rebuild-roster.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

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

const PARTS = ['keyList', 'policy', 'revocations', 'gates', 'gone', 'acknowledged'] as const;

async function pull(query = `?${new URLSearchParams({ app: '0.3.0', ...has })}`) {
  const sent = await phone.send('GET', `/api/pull${query}`);
  const parsed = parsePullAnswer(sent.json());
  if (!parsed.ok || !parsed.value.versions) throw new Error('not a pull answer');
  const answer: PullAnswer = parsed.value;
  const { keyList, policy, revocations, gates } = parsed.value.versions;
  const { incarnation } = answer;
  has = { keys: keyList, policy, revoked: revocations, gates, incarnation };
  return { answer, bytes: sent.body.length, parts: PARTS.filter((part) => part in answer) };
}

test('a phone that says nothing of what it has is sent everything, as one with an older app', async () => {
  expect((await pull('')).parts).toEqual(PARTS);
  expect((await pull('?app=0.3.0')).parts).toEqual(PARTS);
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

test('names of another server, or of nobody, bring everything', async () => {
  has = { keys: 'x', policy: 'x', revoked: 'x', gates: 'x', incarnation: 'x' };
  expect((await pull()).parts).toEqual(PARTS);
});

test('a query that is not one is refused', async () => {
  for (const query of ['?keys=', '?gates=%20', '?other=1', `?policy=${'x'.repeat(65)}`]) {
    expect((await phone.send('GET', `/api/pull${query}`)).status).toBe(400);
  }
});
