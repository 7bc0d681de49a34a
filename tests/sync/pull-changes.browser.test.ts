import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeShift } from '../../src/actions/close-shift.ts';
import { goOnWithoutNames } from '../../src/actions/go-on-without-names.ts';
import { lock } from '../../src/actions/lock.ts';
import { readGate } from '../../src/actions/phone-situation.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import type { Bytes } from '../../src/encoding/bytes.ts';
import { database } from '../../src/storage/database.ts';
import {
  type DeviceIdentity,
  readIdentity,
  saveIdentity,
} from '../../src/storage/device-identity.ts';
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
const PARTS = ['briefing', 'notices', 'day', 'handbook', 'passings'].map(
  (part) => `GET /api/gates/${GATE}/${part}`,
);
const pull = () => pullChanges(client(), identity, '1.2.3', () => now);

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
    expect(server.requests).toEqual(['GET /api/pull', ...PARTS]);
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

  it('learns what its street and its place are called now, unless it joined as another meanwhile', async () => {
    const named = async () => {
      const kept = await readIdentity();
      return [kept?.deviceId, kept?.streetName, kept?.place.name];
    };
    server.names = { streetName: '白石街道', placeName: '银杏苑' };
    await pull();
    expect(await named()).toEqual([identity.deviceId, '白石街道', '银杏苑']);
    expect(await readIdentity()).toMatchObject({
      certificate: identity.certificate,
      role: identity.role,
      place: { id: identity.place.id, kind: identity.place.kind },
    });
    await saveIdentity({ ...identity, deviceId: 'f'.repeat(32) });
    await pull();
    expect(await named()).toEqual(['f'.repeat(32), identity.streetName, identity.place.name]);
  });

  it('tells the server which version of the app it is', async () => {
    await pull();
    expect(server.appVersion).toBe('1.2.3');
  });

  it.each([
    ['was damaged', (sealed: Bytes) => sealed.with(20, (sealed[20] ?? 0) ^ 1)],
    ['is of a format that this version does not know', () => street.sealedRoster(GATE, 'other')],
  ])('fetches a roster again that %s', async (_, spoil) => {
    const row = await database.rosters.get(GATE);
    if (!row) throw new Error('no roster');
    await database.rosters.put({ ...row, sealed: await spoil(row.sealed) });
    const session = await startShift();
    expect(session).toMatchObject({ named: true, roster: null });
    await pull();
    await vi.waitFor(() => expect(session.roster?.size).toBe(10));
    server.requests.length = 0;
    await pull();
    expect(server.requests).toEqual(['GET /api/pull', ...PARTS]);
  });

  it('keeps a roster that is sealed under a newer card than the one that was shown', async () => {
    const sealed = await street.sealedRoster(OTHER_GATE);
    await database.rosters.update(GATE, { cardEpoch: 2, sealed });
    expect((await startShift()).roster).toBeNull();
    expect(await database.rosters.count()).toBe(2);
    await database.rosters.update(GATE, { cardEpoch: 1 });
    expect((await unlockWithCard(street.cardOf(GATE), START)).kind).toBe('opened');
    expect(await database.rosters.count()).toBe(1);
  });

  it('takes a gate away with its roster, but says so first to a shift that is open there', async () => {
    server.gone = [GATE, OTHER_GATE];
    const session = await startShift();
    expect(session.isGateGone).toBe(false);
    server.hasGate = false;
    await pull();
    await vi.waitFor(() => expect(session.isGateGone).toBe(true));
    expect((await readGate()).gates.map((gate) => gate.id)).toEqual([GATE]);
    expect((await writeHandoverNote(session, '照常', START)).kind).toBe('saved');
    lock(session);
    const again = await unlockWithCard(street.cardOf(GATE), START);
    if (again.kind !== 'opened') throw new Error(again.kind);
    await vi.waitFor(() => expect(again.session.isGateGone).toBe(true));
    await closeShift(again.session, START);
    // Not yet pulled again, and already no place to begin a shift.
    expect((await readGate()).gates).toEqual([]);
    expect((await unlockWithCard(street.cardOf(GATE), START)).kind).toBe('unknown-card');
    expect((await goOnWithoutNames(GATE, [], START)).kind).toBe('unknown-gate');
    await pull();
    expect(await database.gates.count()).toBe(0);
    expect(await database.rosters.count()).toBe(0);
  });

  it('has a gate again that was gone by mistake', async () => {
    const session = await startShift();
    await database.gates.update(GATE, { isGone: true });
    await vi.waitFor(() => expect(session.isGateGone).toBe(true));
    await pull();
    await vi.waitFor(() => expect(session.isGateGone).toBe(false));
  });

  it('lets go of the people of a place that the gate no longer stands at', async () => {
    await pull();
    const before = await database.rosters.get(GATE);
    expect(before?.generation).toBe(street.rosterGeneration);
    server.compoundId = 'yinxingyuan';
    server.requests.length = 0;
    await pull();
    expect(server.requests).toEqual(['GET /api/pull', `GET /api/gates/${GATE}/roster`, ...PARTS]);
    server.compoundId = 'wutongli';
    server.rosterBytes = 0;
    await pull();
    expect(await database.rosters.get(GATE)).toBeUndefined();
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
    expect((await pullChanges(failing, identity, '1.2.3', () => now)).kind).toBe('no-network');
  });
});
