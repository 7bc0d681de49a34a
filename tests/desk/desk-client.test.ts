import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/desk-client/answer.ts';
import { type DeskClient, deskClient } from '../../src/desk-client/desk-client.ts';
import { waitBeforeRetryMs } from '../../src/desk-client/follow-changes.ts';
import type { Role } from '../../src/domain/role.ts';
import {
  entryAt,
  NOW,
  openRig,
  type Rig,
  shiftStart,
  TestDevice,
  TestLog,
} from '../server/server-rig.ts';

let rig: Rig;
let origin: string;

const clientOf = (device: TestDevice, at = origin): DeskClient =>
  deskClient({ deviceId: device.deviceId, privateKey: device.pair.privateKey }, at);

const enrolled = async (role: Role, placeId = 's'): Promise<DeskClient> =>
  clientOf(await TestDevice.enrolled(rig, role, placeId));

function given<T>(answer: Answer<T>): T {
  if (answer.kind === 'failed') throw new Error(answer.why);
  return answer.value;
}

async function logAt(gateId: string, count: number): Promise<TestLog> {
  const phone = await TestDevice.enrolled(rig, 'gate', 's');
  const log = await TestLog.begin(phone, gateId);
  await log.append(shiftStart(NOW, ['王桂兰']));
  for (let turn = 0; turn < count; turn++) await log.append(entryAt(NOW + turn * 1000));
  return log;
}

beforeAll(async () => {
  rig = await openRig();
  origin = await rig.app.listen({ host: '127.0.0.1', port: 0 });
  await (await logAt('g1', 3)).push();
});
afterAll(() => rig.close());

test("a desk whose clock is years off is answered, and then goes by the server's clock", async () => {
  const desk = await enrolled('desk');
  expect(Math.abs(desk.now() - NOW)).toBeGreaterThan(24 * 60 * 60_000);
  expect(given(await desk.searchEntries({ limit: 10 })).rows).toHaveLength(3);
  expect(Math.abs(desk.now() - NOW)).toBeLessThan(60_000);
});

test('places, entries, history, cards and passes are read as the protocol has them', async () => {
  const desk = await enrolled('desk');
  expect(given(await desk.readPlaces()).places.map((place) => place.id)).toContain('g3');
  const { rows } = given(await desk.searchEntries({ limit: 1, gateIds: ['g1'] }));
  expect(rows[0]).toMatchObject({ gateName: '北门', onDuty: ['王桂兰'] });
  const history = given(await desk.readHistory({ householdId: 1 }));
  expect(history.household.room).toBe('3-1-501');
  expect(history.rows).toHaveLength(3);
  expect(given(await desk.readGateCard('g1')).text).toMatch(/^KC1:/);
  const { passes } = given(
    await desk.readPasses({ compoundId: 'm1', kind: 'resident', limit: 200 }),
  );
  expect(passes.map((pass) => pass.room)).toEqual(['3-1-501', '3-1-501', '3-1-502']);
});

test('the exported file holds every row under headings in the language asked for', async () => {
  const desk = await enrolled('desk');
  const request = { ledger: 'entries', format: 'csv', locale: 'en' } as const;
  const csv = await given(await desk.exportLedger(request)).text();
  expect(csv.trimEnd().split('\r\n')).toHaveLength(4);
  expect(csv).toMatch(/Temperature/i);
});

test('what a role may not see is refused as not allowed, what is out of scope as not found', async () => {
  const inspector = await enrolled('inspector');
  expect(await inspector.readGateCard('g1')).toMatchObject({ kind: 'failed', why: 'not-allowed' });
  const elsewhere = await enrolled('desk', 'm2');
  expect(await elsewhere.readGateCard('g1')).toMatchObject({ kind: 'failed', why: 'not-found' });
});

test('a revoked device is told so', async () => {
  const device = await TestDevice.enrolled(rig, 'desk', 's');
  await rig.store.devices.revoke(device.deviceId, NOW);
  expect(await clientOf(device).readPlaces()).toMatchObject({ kind: 'failed', why: 'revoked' });
});

test('a server that is not there fails as away, never by throwing', async () => {
  const device = await TestDevice.enrolled(rig, 'desk', 's');
  const answer = await clientOf(device, 'http://127.0.0.1:1').readPlaces();
  expect(answer).toMatchObject({ kind: 'failed', why: 'server-away' });
});

test('logs that arrive are announced, and the announcing ends when the desk leaves', async () => {
  const desk = await enrolled('desk');
  const log = await logAt('g2', 2);
  const leaving = new AbortController();
  await new Promise<void>((resolve, reject) => {
    let isPushed = false;
    const push = () => {
      if (isPushed) return;
      isPushed = true;
      log.push().catch(reject);
    };
    desk
      .followChanges(
        { onHeard: push, onChange: () => leaving.abort(), onLost: reject },
        leaving.signal,
      )
      .then(resolve, reject);
  });
  expect(given(await desk.searchEntries({ limit: 10, gateIds: ['g2'] })).total).toBe(2);
});

test('desks that lost the server wait longer from turn to turn, up to half a minute, and not all alike', () => {
  const waits = [1, 2, 3, 4, 5, 6, 20].map((failures) => waitBeforeRetryMs(failures, 1));
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(waitBeforeRetryMs(6, 0)).toBe(15_000);
});
