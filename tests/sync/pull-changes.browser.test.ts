import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeShift } from '../../src/actions/close-shift.ts';
import { readGate } from '../../src/actions/phone-situation.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import { database } from '../../src/storage/database.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { countPending } from '../../src/storage/pending.ts';
import { pullChanges } from '../../src/sync/pull-changes.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { GATE, HOUR_MS, OTHER_GATE, START, TestStreet } from '../phone/test-street.ts';
import { ServerDouble } from './server-double.ts';

let street: TestStreet;
let identity: DeviceIdentity;
let server: ServerDouble;
let now = START;

beforeEach(async () => {
  now = START;
  street = await TestStreet.make();
  identity = await street.setUpPhone();
  server = new ServerDouble(street, identity);
  server.cardTag = await street.tagOf(GATE);
});

const client = (): ApiClient =>
  new ApiClient({
    deviceId: identity.deviceId,
    privateKey: identity.privateKey,
    origin: 'https://kadian.example',
    fetch: server.fetch,
    now: () => now,
  });
const pull = () => pullChanges(client(), identity, () => now);

async function startShift(): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  return started.session;
}

describe('pulling', () => {
  it('fetches a roster of a new generation sealed as it is, and an open session uses it', async () => {
    const session = await startShift();
    street.rosterGeneration = 42;
    expect((await pull()).kind).toBe('done');
    expect((await database.rosters.get(GATE))?.generation).toBe(42);
    await vi.waitFor(() => expect(session.roster?.generation).toBe(42));
    server.requests.length = 0;
    await pull();
    expect(server.requests).toEqual(['GET /api/pull']);
  });

  it('brings a policy that judges from its time on, and puts that on record', async () => {
    const session = await startShift();
    street.policy = { ...street.policy, version: 2, effectiveFrom: START + HOUR_MS };
    server.policy = await street.signedPolicy();
    await pull();
    await vi.waitFor(async () => {
      await writeHandoverNote(session, '一小时后', START + HOUR_MS);
      expect(session.policy.version).toBe(2);
    });
    expect(session.state.policyVersion).toBe(2);
    street.policy = { ...street.policy, version: 1 };
    server.policy = await street.signedPolicy();
    await pull();
    const { session: again } = (await unlockWithCard(street.cardOf(GATE), START + HOUR_MS)) as {
      session: ShiftSession;
    };
    expect(again.policy.version).toBe(2);
  });

  it('refuses everything that comes with a key list of another root or an older one', async () => {
    street.keyListVersion = 0;
    expect(await pull()).toMatchObject({ kind: 'failed', problem: 'untrusted-keys' });
    const stranger = await TestStreet.make();
    stranger.keyListVersion = 9;
    vi.spyOn(street, 'keyList').mockResolvedValue(await stranger.keyList());
    expect(await pull()).toMatchObject({ kind: 'failed', problem: 'untrusted-keys' });
    expect(await database.marks.get('lastPullAt')).toBeUndefined();
  });

  it('leaves the old card behind when a gate gets a new one', async () => {
    server.cardEpoch = 2;
    server.cardTag = '1'.repeat(16);
    await pull();
    expect((await unlockWithCard(street.cardOf(GATE), START)).kind).toBe('old-card');
  });

  it('takes a gate away only when no shift is open there', async () => {
    server.gone = [GATE, OTHER_GATE];
    const session = await startShift();
    await pull();
    expect((await readGate()).gates.map((gate) => gate.id)).toEqual([GATE]);
    await closeShift(session, START);
    await pull();
    expect((await readGate()).gates).toEqual([]);
  });

  it('signs again when its clock is wrong', async () => {
    now = START - 50 * HOUR_MS;
    expect((await pull()).kind).toBe('done');
    expect(server.requests.filter((one) => one === 'GET /api/pull')).toHaveLength(2);
  });

  it('lowers the cursors when the server was restored, so that settled shifts are sent again', async () => {
    await closeShift(await startShift(), START);
    await pull();
    await pushLog(client(), identity, () => now);
    expect((await readGate()).unsettled).toEqual([]);
    server.restore(1);
    expect((await pull()).restored).toBe(true);
    expect(await countPending()).toBe(1);
    expect((await readGate()).unsettled).toHaveLength(1);
    await pushLog(client(), identity, () => now);
    expect(server.received).toBe(2);
    expect((await readGate()).unsettled).toEqual([]);
  });

  it('says when nothing came back', async () => {
    const failing = new ApiClient({
      deviceId: identity.deviceId,
      privateKey: identity.privateKey,
      origin: 'https://kadian.example',
      fetch: () => Promise.reject(new TypeError('network')),
      now: () => now,
    });
    expect((await pullChanges(failing, identity, () => now)).kind).toBe('no-network');
  });
});
