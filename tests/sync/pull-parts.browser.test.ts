import { Dexie } from 'dexie';
import { beforeEach, expect, it, vi } from 'vitest';
import { readGate } from '../../src/actions/phone-situation.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { firstHead, nextHead } from '../../src/sealing/chain.ts';
import { database, KadianDatabase } from '../../src/storage/database.ts';
import { countPending } from '../../src/storage/pending.ts';
import { readRevocations, readTrustedKeys } from '../../src/storage/street-documents.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { GATE, START } from '../phone/test-street.ts';
import { PullPhone } from './pull-phone.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
});

const VERSIONS = { keyList: 'k1', policy: 'p1', revocations: 'r1', gates: 'g1' };

it('says what it has by the names that the server gave, and keeps what is not sent again', async () => {
  phone.server.versions = VERSIONS;
  phone.server.policy = await phone.street.signedPolicy();
  phone.server.revocations = await phone.street.signedRevocations(1, [101]);
  await phone.pull();
  expect(phone.server.asked).toEqual({ app: '1.2.3', unsent: '0' });
  await phone.pull();
  const has = { keys: 'k1', policy: 'p1', revoked: 'r1', gates: 'g1', incarnation: 'one' };
  expect(phone.server.asked).toEqual({ app: '1.2.3', unsent: '0', ...has });
  await phone.pull();
  expect((await readGate()).gates.map(({ id }) => id)).toContain(GATE);
});

it('asks again for what it cannot read any more, and for gates that still wait to be let go of', async () => {
  phone.server.versions = VERSIONS;
  phone.server.policy = await phone.street.signedPolicy();
  await phone.pull();
  await database.documents.update('policy', { bytes: new Uint8Array(8) });
  await database.gates.update(GATE, { isGone: true });
  await phone.pull();
  expect(Object.keys(phone.server.asked)).toEqual(['app', 'unsent', 'keys', 'incarnation']);
});

it('takes every part that is sound, whatever becomes of the others', async () => {
  const { server, street } = phone;
  server.policy = new Uint8Array(9);
  server.revocations = await street.signedRevocations(3, [101, 70_000]);
  server.sealedAnswers.set(
    '/passings',
    () => new Response('<h1>Bad Gateway</h1>', { status: 502 }),
  );
  server.sealedAnswers.set('/roster', () =>
    Response.json({ error: 'not-found', serverTime: START }, { status: 404 }),
  );
  street.rosterGeneration = 42;
  expect((await phone.pull()).kind).toBe('failed');
  const keys = await readTrustedKeys(phone.identity);
  const revocations = keys && (await readRevocations(keys));
  expect([101, 102, 70_000, 1_000_000].map((pass) => revocations?.isRevoked(pass))).toEqual([
    ...[true, false, true, false],
  ]);
  expect((await database.rosters.get(GATE))?.generation).toBe(41);
  server.sealedAnswers.delete('/roster');
  await phone.pull();
  expect((await database.rosters.get(GATE))?.generation).toBe(42);
  // Nothing can be said of what changed, yet rosters and passings come.
  server.problem = null;
  server.sealedAnswers.clear();
  const json = vi.spyOn(Response, 'json').mockReturnValueOnce(new Response('', { status: 500 }));
  server.requests.length = 0;
  expect((await phone.pull()).kind).toBe('failed');
  json.mockRestore();
  expect(server.requests).toContain(`GET /api/gates/${GATE}/passings`);
  expect((await database.passingFeeds.get(GATE))?.told).not.toBeNull();
});

it('keeps the gates’ news when a document cannot be written', async () => {
  phone.street.rosterGeneration = 42;
  phone.server.revocations = await phone.street.signedRevocations(3, [101]);
  const put = vi
    .spyOn(database.documents, 'put')
    .mockImplementation((row) =>
      row.name === 'revocations'
        ? (Promise.reject(new DOMException('full', 'QuotaExceededError')) as never)
        : (Dexie.Promise.resolve(row.name) as never),
    );
  await expect(phone.pull()).rejects.toThrow('full');
  put.mockRestore();
  expect((await database.rosters.get(GATE))?.generation).toBe(42);
  expect(await database.marks.get('lastPullAt')).toBeUndefined();
});

it('sends from its start what a restored server does not speak of, and loses none of it', async () => {
  const session = await phone.startShift();
  for (let number = 2; number <= 4; number += 1) {
    expect((await writeHandoverNote(session, `第${number}条`, START)).kind).toBe('saved');
  }
  await phone.pull();
  await pushLog(phone.client(), phone.identity, () => phone.now);
  expect(await countPending()).toBe(0);
  phone.server.restore(2);
  // The server speaks of no more than so many segments, and not of this one.
  const held = new Map(phone.server.held);
  phone.server.held.clear();
  expect((await phone.pull()).restored).toBe(true);
  expect(await countPending()).toBe(4);
  for (const [segmentId, log] of held) phone.server.held.set(segmentId, log);
  await pushLog(phone.client(), phone.identity, () => phone.now);
  expect([await countPending(), phone.server.received]).toEqual([0, 4]);
});

it('finds everything of an earlier version in its place, also when that is still open in another window', async () => {
  const name = 'kadian-upgraded';
  await Dexie.delete(name);
  const old = new Dexie(name);
  old.version(1).stores({
    segments: 'segmentId, shiftId, &sequence',
    records: '[segmentId+number]',
    rosters: 'gateId',
    gates: 'id',
    documents: 'name',
    shifts: 'shiftId',
    marks: 'name',
  });
  const segmentId = 'ab'.repeat(16);
  const head = await nextHead(await firstHead(segmentId), new Uint8Array(20));
  await old
    .table('segments')
    .put({ segmentId, shiftId: segmentId, sequence: 1, acknowledgedHead: head });
  await old.table('records').put({ segmentId, number: 1, sealed: new Uint8Array(20) });
  await old.table('rosters').put({ gateId: GATE, generation: 41, cardEpoch: 1, savedAt: START });
  const upgraded = new KadianDatabase(name);
  await upgraded.open();
  expect(await upgraded.records.get([segmentId, 1])).toMatchObject({ number: 1 });
  expect(await upgraded.segments.get(segmentId)).toMatchObject({ acknowledgedHead: head });
  expect(await upgraded.rosters.get(GATE)).toMatchObject({ generation: 41 });
  const tables = [upgraded.rosterDeltas, upgraded.passingPages, upgraded.passingFeeds];
  expect(await Promise.all(tables.map((table) => table.count()))).toEqual([0, 0, 0]);
  upgraded.close();
  old.close();
  await Dexie.delete(name);
});
