import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '../../src/encoding/bytes.ts';
import type { EntryPage } from '../../src/protocol/entries.ts';
import { encodePush } from '../../src/protocol/push.ts';
import { nextHead } from '../../src/sealing/chain.ts';
import { importVerifyKey } from '../../src/sealing/keys.ts';
import { openRecord } from '../../src/sealing/segment.ts';
import { verifyTail } from '../../src/sealing/tail-signature.ts';
import { headAfter, recordOpener } from '../../src/server/ingest/record-opener.ts';
import {
  entryAt,
  facts,
  NOW,
  openRig,
  type Rig,
  receiptIn,
  shiftStart,
  TestDevice,
  TestLog,
} from './server-rig.ts';

let rig: Rig;
let phone: TestDevice;
let desk: TestDevice;

beforeAll(async () => {
  rig = await openRig({ pushThread: true });
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  desk = await TestDevice.enrolled(rig, 'desk', 's');
});
afterAll(() => rig.close());

async function search(query: object): Promise<EntryPage> {
  const answer = await desk.send('POST', '/api/entries/search', { limit: 200, ...query });
  expect(answer.status).toBe(200);
  return answer.json() as unknown as EntryPage;
}

const rowsOf = async (log: TestLog) =>
  (await search({})).rows.filter((row) => row.id.startsWith(log.segmentId));

test('a pushed log comes back as a receipt for its last number and head, and as rows at the desk', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(shiftStart(NOW, ['王桂兰', '李想']));
  await log.append(entryAt(NOW + 1000));
  await log.append({ kind: 'duty-change', at: NOW + 2000, onDuty: ['赵建军'] });
  await log.append(entryAt(NOW + 3000, { direction: 'in' }));
  const receipt = await receiptIn(rig, await log.push());
  expect(receipt).toMatchObject({ deviceId: phone.deviceId, number: 4, unreadable: [] });
  expect(receipt).toMatchObject({ quarantined: false, receivedAt: NOW });
  expect(receipt.head).toEqual(log.heads[4]);
  const rows = await rowsOf(log);
  expect(rows.map((row) => [row.at, row.direction, row.subject.name, row.onDuty])).toEqual([
    [NOW + 3000, 'in', '周敬明', ['赵建军']],
    [NOW + 1000, 'out', '周敬明', ['王桂兰', '李想']],
  ]);
  expect(rows[0]).toMatchObject({ gateName: '北门', subject: { room: '3-1-501', householdId: 1 } });
});

test('the same batch twice answers the same custody and adds nothing', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  const first = await receiptIn(rig, await log.push());
  rig.time.now += 5000;
  const second = await receiptIn(rig, await log.push());
  rig.time.now = NOW;
  expect(second).toEqual(first);
  expect(await rowsOf(log)).toHaveLength(1);
});

test('batches may overlap and come in pieces', async () => {
  const log = await TestLog.begin(phone, 'g1');
  for (let index = 0; index < 6; index += 1) await log.append(entryAt(NOW + index * 1000));
  await log.push(1, 3);
  const receipt = await receiptIn(rig, await log.push(2, 6));
  expect(receipt).toMatchObject({ number: 6, head: log.heads[6] });
  expect(await rowsOf(log)).toHaveLength(6);
});

test('twelve pushes of the same log at once count once', async () => {
  const log = await TestLog.begin(phone, 'g2');
  for (let index = 0; index < 20; index += 1) await log.append(entryAt(NOW + index * 1000));
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => log.push(1, 20 - (index % 3))),
  );
  expect(answers.every((answer) => answer.kind === 'receipt')).toBe(true);
  expect((await receiptIn(rig, await log.push())).number).toBe(20);
  expect(await rowsOf(log)).toHaveLength(20);
});

test('a batch beyond the next number is a gap and says what is here', async () => {
  const log = await TestLog.begin(phone, 'g1');
  for (let index = 0; index < 5; index += 1) await log.append(entryAt(NOW));
  expect(await log.push(3, 5)).toMatchObject({ kind: 'gap', have: 0 });
  await log.push(1, 2);
  expect(await log.push(4, 5)).toMatchObject({ kind: 'gap', have: 2 });
  expect(await rowsOf(log)).toHaveLength(2);
});

test('other bytes under a spent number are a fork: kept, flagged, never overwritten', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.append(entryAt(NOW + 1000));
  await log.push();
  const before = await rig.store.custody.sealed(phone.deviceId, log.segmentId, 1, 9);
  const other = await TestLog.begin(phone, 'g1');
  Object.assign(other, { begun: log.begun });
  other.heads[0] = log.heads[0] as (typeof log.heads)[0];
  await other.append(entryAt(NOW));
  await other.append(entryAt(NOW + 7000));
  await other.append(entryAt(NOW + 8000));
  expect(await other.push()).toMatchObject({ kind: 'fork', have: 2 });
  expect(await other.push(3, 3)).toMatchObject({ kind: 'fork', have: 2 });
  expect(await rig.store.custody.sealed(phone.deviceId, log.segmentId, 1, 9)).toEqual(before);
  const kept = await rig.store.custody.segment(phone.deviceId, log.segmentId);
  expect(kept).toMatchObject({ have: 2, forked: true });
  expect(await rowsOf(log)).toHaveLength(2);
});

test('an unreadable record is receipted and listed, and those after it are read', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.appendSealed(new Uint8Array(40).fill(7));
  await log.appendPlain(utf8('no record at all'));
  await log.append(entryAt(NOW + 1000));
  const receipt = await receiptIn(rig, await log.push());
  expect(receipt).toMatchObject({ number: 4, unreadable: [2, 3] });
  expect(await rowsOf(log)).toHaveLength(2);
  const kept = await rig.store.custody.sealed(phone.deviceId, log.segmentId, 2, 2);
  expect(kept[0]?.sealed).toEqual(new Uint8Array(40).fill(7));
});

test('what a revoked phone still has is receipted into quarantine and shown nowhere', async () => {
  const lost = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(lost, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  await rig.store.devices.revoke(lost.deviceId, NOW);
  await log.append(entryAt(NOW + 1000));
  const receipt = await receiptIn(rig, await log.push());
  expect(receipt).toMatchObject({ number: 2, quarantined: true });
  expect(await rowsOf(log)).toHaveLength(1);
  expect((await lost.send('GET', '/api/pull')).json()).toMatchObject({ error: 'device-revoked' });
});

test('a log of a gate outside the phone’s scope is kept in quarantine', async () => {
  const log = await TestLog.begin(phone, 'g3');
  await log.append(entryAt(NOW));
  expect(await receiptIn(rig, await log.push())).toMatchObject({ number: 1, quarantined: true });
  expect(await rowsOf(log)).toHaveLength(0);
});

test('a carried log counts for the phone that wrote it', async () => {
  const carrier = await TestDevice.enrolled(rig, 'gate', 'm2');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  const receipt = await receiptIn(rig, await carrier.push(await log.request()));
  expect(receipt).toMatchObject({ deviceId: phone.deviceId, quarantined: false });
  expect(await rowsOf(log)).toHaveLength(1);
});

test.each([
  [
    'a tail signed by another',
    async (log: TestLog) => {
      const other = await TestDevice.enrolled(rig, 'gate', 'm1');
      const foreign = await TestLog.begin(other, 'g1');
      await foreign.append(entryAt(NOW));
      return { ...(await log.request()), tail: (await foreign.request()).tail };
    },
  ],
  [
    'a changed record',
    async (log: TestLog) => ({
      ...(await log.request()),
      records: [new Uint8Array(30)],
    }),
  ],
  [
    'a header of another segment',
    async (log: TestLog) => ({
      ...(await log.request()),
      header: (await TestLog.begin(phone, 'g1')).begun.headerBytes,
    }),
  ],
])('%s is refused and leaves nothing behind', async (_what, spoil) => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  const body = encodePush(await spoil(log));
  const answer = await phone.send('POST', '/api/push', body, { type: 'application/cbor' });
  expect([answer.status, answer.json().error]).toEqual([400, 'body-malformed']);
  expect(await rig.store.custody.segment(phone.deviceId, log.segmentId)).toBeNull();
});

test('a push needs no right clock', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  const body = encodePush({ ...(await log.request()), sentAt: NOW - 86_400_000 });
  const answer = await phone.send('POST', '/api/push', body, {
    type: 'application/cbor',
    createdAt: NOW - 86_400_000,
  });
  expect(answer.status).toBe(200);
  expect((await rowsOf(log))[0]?.flags).toContain('clock-skew');
});

test('undo, correction, decision and a second reading settle the same in every order of arrival', async () => {
  const settled: unknown[] = [];
  for (const lateFirst of [false, true]) {
    const first = await TestLog.begin(phone, 'g1');
    await first.append(shiftStart(NOW, ['王桂兰']));
    const parked = await first.append(
      entryAt(NOW + 1000, { verdict: 'check', outcome: 'parked', reasons: ['fever-first'] }),
    );
    const undone = await first.append(entryAt(NOW + 2000));
    const decided = await first.append(
      entryAt(NOW + 3000, { verdict: 'check', outcome: 'parked', reasons: ['mask-missing'] }),
    );
    const corrected = await first.append(entryAt(NOW + 4000));
    const second = await TestLog.begin(phone, 'g1', {
      shiftId: first.segmentId,
      order: 1,
      previous: first,
      startedAt: NOW + 5000,
    });
    const target = (number: number) => ({ segmentId: first.segmentId, number });
    await second.append({ ...entryAt(NOW + 6000), follows: target(parked) } as never);
    await second.append({ kind: 'undo', at: NOW + 7000, target: target(undone) });
    await second.append({
      kind: 'decision',
      at: NOW + 8000,
      target: target(decided),
      by: '',
      outcome: 'passed',
      note: '已发口罩',
    });
    await second.append({
      kind: 'correction',
      at: NOW + 9000,
      target: target(corrected),
      ...facts({ direction: 'in', subject: { kind: 'resident', rosterNumber: 21 } }),
    });
    for (const log of lateFirst ? [second, first] : [first, second]) await log.push();
    const rows = [...(await rowsOf(second)), ...(await rowsOf(first))];
    settled.push(
      rows.map(({ id, follows, ...row }) => ({
        ...row,
        id: id.slice(33),
        follows: follows?.slice(33) ?? null,
      })),
    );
  }
  expect(settled[0]).toMatchObject([
    { id: '1', state: 'standing', follows: '2', onDuty: ['王桂兰'] },
    {
      id: '5',
      state: 'corrected',
      direction: 'in',
      subject: { name: '何芳', householdId: 2 },
      original: { isSameSubject: false, direction: 'out', temperatureTenths: 365, mask: true },
    },
    { id: '4', state: 'standing', outcome: 'passed', note: '已发口罩' },
    { id: '3', state: 'undone' },
    { id: '2', state: 'continued' },
  ]);
  expect(settled[1]).toEqual(settled[0]);
});

test('a pass that the gate could not name gets its holder’s name, a refused code its reason', async () => {
  const log = await TestLog.begin(await TestDevice.enrolled(rig, 'gate', 'm1'), 'g1');
  await log.append(entryAt(NOW + 1000, { subject: { kind: 'pass', passNumber: 1012 } }));
  await log.append({
    kind: 'refusal',
    at: NOW,
    direction: 'in',
    reason: 'pass-forged',
    passNumber: null,
  });
  await log.push();
  expect(await rowsOf(log)).toMatchObject([
    { subject: { kind: 'pass', name: '单静', rosterNumber: 12, room: '3-1-501' } },
    {
      subject: { name: '' },
      verdict: 'stop',
      outcome: 'turned-back',
      reasons: ['pass-forged'],
      flags: ['refusal'],
    },
  ]);
});

test('a shift’s own count stands beside what came', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(shiftStart(NOW, ['王桂兰']));
  await log.append({ kind: 'shift-close', at: NOW + 1000, recordCount: 2 });
  await log.push();
  const sql = 'SELECT * FROM shifts WHERE shift_id = ?';
  const [kept] = await rig.database.all(sql, [log.segmentId]);
  expect(kept).toMatchObject({ started_at: NOW, closed_at: NOW + 1000, record_count: 2 });
});

test('segments that name the same predecessor are marked as rolled back', async () => {
  const own = await TestDevice.enrolled(rig, 'gate', 'm1');
  const first = await TestLog.begin(own, 'g1');
  await first.append(entryAt(NOW));
  await first.push();
  for (const startedAt of [NOW + 1000, NOW + 2000]) {
    const next = await TestLog.begin(own, 'g1', { previous: first, startedAt });
    await next.append(entryAt(startedAt));
    await next.push();
    const flags = (await rowsOf(next)).map((row) => row.flags);
    expect(flags).toEqual([startedAt === NOW + 1000 ? [] : ['rolled-back']]);
  }
  expect((await rowsOf(first)).map((row) => row.flags)).toEqual([[]]);
});

test('the server’s opener and chain are those of the phone', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  const sealed = log.sealed[0] as (typeof log.sealed)[0];
  const { rawKey, segmentKey } = log.begun;
  const plain = await openRecord(segmentKey, log.segmentId, 1, sealed);
  expect(plain).not.toBeNull();
  const open = recordOpener(rawKey, log.segmentId);
  expect(new Uint8Array(open(1, sealed) ?? [])).toEqual(plain);
  expect(open(2, sealed)).toBeNull();
  const head = log.heads[0] as (typeof log.heads)[0];
  expect(headAfter(head, sealed)).toEqual(await nextHead(head, sealed));
});

test('whatever changes an entry, the row says when', async () => {
  const log = await TestLog.begin(phone, 'g1');
  const [undone, corrected, decided, left] = [1, 2, 3, 4];
  for (let number = 1; number <= 4; number += 1) await log.append(entryAt(NOW + number * 1000));
  const target = (number: number) => ({ segmentId: log.segmentId, number });
  const changedAt = async (): Promise<Record<number, unknown>> => {
    const rows = await rig.database.all(
      'SELECT number, changed_at FROM entries WHERE gate_id = ? AND segment_id = ?',
      ['g1', log.segmentId],
    );
    return Object.fromEntries(rows.map((row) => [Number(row.number), row.changed_at]));
  };
  const pushAt = async (now: number): Promise<void> => {
    rig.time.now = now;
    await log.push();
  };
  try {
    await pushAt(NOW);
    await log.append({ kind: 'undo', at: NOW + 9000, target: target(undone) });
    await pushAt(NOW + 10_000);
    await log.append({
      kind: 'correction',
      at: NOW + 19_000,
      target: target(corrected),
      ...facts({ direction: 'in' }),
    });
    await pushAt(NOW + 20_000);
    await log.append({
      kind: 'decision',
      at: NOW + 29_000,
      target: target(decided),
      by: '',
      outcome: 'passed',
      note: '',
    });
    await pushAt(NOW + 30_000);
    expect(await changedAt()).toEqual({
      [undone]: NOW + 10_000,
      [corrected]: NOW + 20_000,
      [decided]: NOW + 30_000,
      [left]: NOW,
    });
  } finally {
    rig.time.now = NOW;
  }
});

test('what an entry was at first is kept once it is changed, and told from what it is', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  const target = { segmentId: log.segmentId, number: 1 };
  const change = facts({ direction: 'in', mask: false });
  await log.append({ kind: 'correction', at: NOW + 1000, target, ...change });
  await log.push(2);
  await log.append({ kind: 'correction', at: NOW + 2000, target, ...change, mask: true });
  await log.push(3);
  const entry = await rig.store.cases.entry('g1', target);
  expect([entry?.original.direction, entry?.original.mask]).toEqual(['out', true]);
  expect([entry?.facts.direction, entry?.facts.mask]).toEqual(['in', true]);
});

test('however a log comes in, its segment has the phone’s signature over what is here', async () => {
  const log = await TestLog.begin(phone, 'g1');
  const key = await importVerifyKey(phone.publicKey);
  if (!key) throw new Error('not a key');
  for (let number = 1; number <= 7; number += 1) await log.append(entryAt(NOW + number * 1000));
  for (const [from, to] of [
    [1, 2],
    [3, 5],
    // Sent before, and again with what followed; then what was here long ago.
    [2, 7],
    [1, 3],
  ]) {
    await log.push(from, to);
    const kept = await rig.store.custody.segment(phone.deviceId, log.segmentId);
    expect(kept?.tail).toBeTruthy();
    const { have = 0, head = new Uint8Array(), tail } = kept ?? {};
    expect(await verifyTail(key, log.segmentId, have, head, tail ?? new Uint8Array())).toBe(true);
  }
  expect((await rig.store.custody.segment(phone.deviceId, log.segmentId))?.have).toBe(7);
});
