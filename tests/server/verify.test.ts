import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import { nextHead } from '../../src/sealing/chain.ts';
import { signTail } from '../../src/sealing/tail-signature.ts';
import { verifyStore } from '../../src/server/verify/verify-store.ts';
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
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

/** What verifying says, by what was found: `what segment number detail`. */
async function found(now = NOW): Promise<string[]> {
  const said: string[] = [];
  const names = new Map([
    [log.segmentId, 'log'],
    [next.segmentId, 'next'],
  ]);
  await verifyStore(rig.store, rig.keys, {
    now,
    onFinding: ({ what, segmentId = '', number, detail }) => {
      const segment = names.get(segmentId);
      // Other tests' segments are theirs to look at.
      if (segment) said.push([what, segment, number ?? '', detail ?? ''].join(' ').trim());
    },
  });
  return said.map((line) => line.replace(/ +/g, ' ')).sort();
}

let device: TestDevice;
let log: TestLog;
let next: TestLog;
beforeEach(async () => {
  device = await TestDevice.enrolled(rig, 'gate', 'm1');
  log = await TestLog.begin(device, 'g1');
  await log.append(shiftStart(NOW, ['王秀英', '李强']));
  for (let n = 1; n <= 5; n += 1) await log.append(entryAt(NOW + n * 1000));
  await log.append({
    kind: 'correction',
    at: NOW + 9000,
    target: { segmentId: log.segmentId, number: 3 },
    ...facts({ direction: 'in' }),
  });
  await log.push(1, 4);
  rig.time.now = NOW + 2 * 3_600_000;
  await log.push(5, 7);
  rig.time.now = NOW;
  next = await TestLog.begin(device, 'g1', { shiftId: log.segmentId, order: 1, previous: log });
  await next.append({
    kind: 'undo',
    at: NOW + 10_000,
    target: { segmentId: log.segmentId, number: 4 },
  });
  await next.append({ kind: 'shift-close', at: NOW + 11_000, recordCount: 9 });
  await next.push();
});

// So that what a test spoils is not verified again in every later one.
afterEach(async () => {
  const logs = ['segments', 'sealed_records', 'forked_records'];
  for (const table of [...logs, 'entries', 'amendments', 'duties', 'shifts']) {
    await rig.database.run(`DELETE FROM ${table}`);
  }
});

const key = () => [device.deviceId, log.segmentId] as const;
const run = (sql: string, values: Parameters<typeof rig.database.run>[1] = []) =>
  rig.database.run(sql, values);
const ofRecord = 'WHERE device_id = ? AND segment_id = ? AND number = ?';
const ofEntry = 'WHERE segment_id = ? AND number = ?';

async function sealed(number: number): Promise<Uint8Array<ArrayBuffer>> {
  const [record] = await rig.store.custody.sealed(...key(), number, number);
  if (!record) throw new Error(`no record ${number}`);
  return new Uint8Array(record.sealed);
}

test('a store with all that phones sent, corrections and undos too, is as it was signed', async () => {
  expect(await found()).toEqual([]);
  const report = await verifyStore(rig.store, rig.keys, { now: NOW, onFinding: () => undefined });
  expect(report).toMatchObject({ faults: 0, unopened: 0, purged: 0 });
  expect(report.records).toBe(report.segments * 4.5);
});

test('one flipped bit in one record is found, and which record it is', async () => {
  const spoiled = await sealed(4);
  spoiled[3] = (spoiled[3] ?? 0) ^ 0b100;
  await run(`UPDATE sealed_records SET sealed = ? ${ofRecord}`, [spoiled, ...key(), 4]);
  expect(await found()).toEqual([
    'chain-broken log',
    'ledger-extra log 4',
    'record-unreadable log 4',
  ]);
});

test('a missing record is found, in the middle and at the end', async () => {
  await run(`DELETE FROM sealed_records ${ofRecord}`, [...key(), 4]);
  expect(await found()).toEqual(['ledger-extra log 4', 'record-missing log 4']);
  await run(`DELETE FROM sealed_records ${ofRecord}`, [...key(), 7]);
  expect(await found()).toContain('record-missing log 7');
});

test('two records that changed places are found', async () => {
  const [three, four] = [await sealed(3), await sealed(4)];
  await run(`UPDATE sealed_records SET sealed = ? ${ofRecord}`, [four, ...key(), 3]);
  await run(`UPDATE sealed_records SET sealed = ? ${ofRecord}`, [three, ...key(), 4]);
  expect(await found()).toEqual([
    'chain-broken log',
    'ledger-extra log 3',
    'ledger-extra log 4',
    'record-unreadable log 3',
    'record-unreadable log 4',
  ]);
});

test('a record put above the last number is found', async () => {
  await run(
    `INSERT INTO sealed_records (device_id, segment_id, number, sealed, received_at)
     VALUES (?, ?, ?, ?, ?)`,
    [...key(), 8, await sealed(7), NOW],
  );
  expect(await found()).toEqual(['record-beyond log 8']);
});

test.each([
  ['temperature_tenths', 391, 'reading'],
  ['mask', 0, 'mask'],
  ['direction', 'in', 'direction'],
  ['roster_number', 12, 'subject'],
  ['at', NOW + 60_000, 'at'],
  ['received_at', NOW + 1, 'receivedAt'],
  ['note', 'nothing', 'note'],
  ['state', 'undone', 'state'],
  ['device_id', '1'.repeat(32), 'deviceId'],
])('a ledger row whose %s was altered is found', async (column, value, detail) => {
  await run(`UPDATE entries SET ${column} = ? ${ofEntry}`, [value, log.segmentId, 2]);
  expect(await found()).toContain(`ledger-altered log 2 ${detail}`);
});

test('what an entry was at first cannot be altered unseen, even together with what it is', async () => {
  const { kind: _kind, at: _at, follows: _follows, ...facts } = entryAt(NOW + 1000);
  const original = JSON.stringify({ ...facts, mask: false });
  const values = [original, log.segmentId, 2];
  await run(`UPDATE entries SET original = ?, mask = 0 ${ofEntry}`, values);
  expect(await found()).toEqual(['ledger-altered log 2 original']);
});

test('a ledger row that is missing, or that no record made, is found', async () => {
  await run(`DELETE FROM entries ${ofEntry}`, [log.segmentId, 2]);
  await run(`UPDATE entries SET number = 70 ${ofEntry}`, [log.segmentId, 5]);
  expect(await found()).toEqual([
    'ledger-extra log 70',
    'ledger-missing log 2',
    'ledger-missing log 5',
  ]);
});

test('an undo or a correction that was taken out, put in or altered is found', async () => {
  await run(`DELETE FROM amendments ${ofEntry}`, [next.segmentId, 1]);
  expect(await found()).toEqual(['change-missing next 1', 'ledger-altered log 4 state']);
  await run(`UPDATE amendments SET target_number = 2 ${ofEntry}`, [log.segmentId, 7]);
  expect(await found()).toContain('change-altered log 7 target');
  await run(`UPDATE amendments SET number = 2 ${ofEntry}`, [log.segmentId, 7]);
  expect(await found()).toEqual(
    expect.arrayContaining(['change-extra log 2', 'change-missing log 7']),
  );
});

test('who was on duty cannot be altered unseen', async () => {
  await run('UPDATE duties SET on_duty = ? WHERE segment_id = ?', ['["赵四"]', log.segmentId]);
  expect(await found()).toEqual(['duty-altered log 1 onDuty']);
});

test('what somebody stated of a day cannot be altered or taken out unseen', async () => {
  const by = '王桂兰';
  await next.append({
    kind: 'daily-report',
    at: NOW,
    day: '2022-03-30',
    isZero: true,
    figures: NO_FIGURES,
    by,
    note: '',
  });
  await next.push(next.heads.length - 1);
  const before = await found();
  const id = `${next.segmentId}/${next.heads.length - 1}`;
  await run('UPDATE statements SET is_zero = 0 WHERE id = ?', [id]);
  const line = `next ${next.heads.length - 1}`;
  expect(await found()).toEqual([...before, `statement-altered ${line} isZero`].sort());
  await run("UPDATE statements SET is_zero = 1, made_by = '李强' WHERE id = ?", [id]);
  expect(await found()).toEqual([...before, `statement-altered ${line} by`].sort());
  await run("UPDATE statements SET made_by = '' WHERE id = ?", [id]);
  expect(await found()).toEqual(before);
  await run('DELETE FROM statements WHERE id = ?', [id]);
  expect(await found()).toEqual([...before, `statement-missing ${line}`].sort());
});

test('a forged header is found, and a row that says other things than its header', async () => {
  await run('UPDATE segments SET gate_id = ? WHERE device_id = ? AND segment_id = ?', [
    'g2',
    ...key(),
  ]);
  expect(await found()).toEqual(expect.arrayContaining(['header-differs log gateId']));
  await run('UPDATE segments SET gate_id = ? WHERE device_id = ? AND segment_id = ?', [
    'g1',
    ...key(),
  ]);
  const forger = await TestDevice.enrolled(rig, 'gate', 'm1');
  const forged = await TestLog.begin(forger, 'g1');
  await run('UPDATE segments SET header = ? WHERE device_id = ? AND segment_id = ?', [
    forged.begun.headerBytes,
    ...key(),
  ]);
  expect(await found()).toEqual(['header-forged log']);
});

test('a log cut short together with its head is found by the device’s own signature', async () => {
  await run(`DELETE FROM sealed_records ${ofRecord}`, [...key(), 7]);
  await run(`DELETE FROM amendments ${ofEntry}`, [log.segmentId, 7]);
  await run('UPDATE segments SET have = 6, head = ? WHERE device_id = ? AND segment_id = ?', [
    log.heads[6] as Uint8Array<ArrayBuffer>,
    ...key(),
  ]);
  expect(await found()).toEqual(
    expect.arrayContaining([`previous-behind next ${log.segmentId}, 6 of 7`, 'tail-wrong log']),
  );
});

test('a segment from before tails were kept is told, and is nothing wrong', async () => {
  await run('UPDATE segments SET tail = NULL WHERE device_id = ? AND segment_id = ?', key());
  expect(await found()).toEqual(['no-tail log']);
});

test('a whole segment that was taken out is found', async () => {
  await run('DELETE FROM segments WHERE device_id = ? AND segment_id = ?', key());
  expect(await found(NOW + 2 * 86_400_000)).toEqual([
    'bytes-without-segment log',
    `previous-missing next ${log.segmentId}`,
    'rows-without-segment log amendments',
    'rows-without-segment log duties',
    'rows-without-segment log entries',
    'shift-altered log startedAt',
    'shift-incomplete log 2 of 9',
  ]);
});

test('a closed shift of which records have not come is outstanding for a day, then incomplete', async () => {
  const other = await TestLog.begin(device, 'g2');
  log = other;
  await other.append({ kind: 'shift-close', at: NOW, recordCount: 5 });
  await other.push();
  expect(await found()).toEqual(['shift-outstanding log 1 of 5']);
  expect(await found(NOW + 2 * 86_400_000)).toEqual(['shift-incomplete log 1 of 5']);
});

test('clones and forks are told, with what was kept of them, and altered bytes of a fork are found', async () => {
  const clone = await TestLog.begin(device, 'g1', { previous: log });
  await clone.append(entryAt(NOW));
  await clone.push();
  next = clone;
  expect(await found()).toEqual([`previous-shared next ${log.segmentId}`]);
  const fork = await clone.request();
  await clone.appendSealed(new Uint8Array(40).fill(7));
  const [head, records] = [clone.heads[2] as Uint8Array<ArrayBuffer>, clone.sealed.slice(1)];
  const otherHead = await nextHead(clone.heads[0] as typeof head, records[0] as typeof head);
  const tail = await signTail(device.pair.privateKey, clone.segmentId, 1, otherHead);
  const answer = await device.push({ ...fork, records, head: otherHead, tail });
  expect(answer.kind).toBe('fork');
  expect(await found()).toEqual(['fork next', `previous-shared next ${log.segmentId}`]);
  await run('UPDATE forked_records SET sealed = ? WHERE segment_id = ?', [
    new Uint8Array(40),
    clone.segmentId,
  ]);
  expect(await found()).toContain('fork-altered next 1');
});

test('numbers that could not be read stay listed, and what can be read meanwhile is told', async () => {
  const odd = await TestLog.begin(device, 'g2');
  log = odd;
  await odd.append(entryAt(NOW));
  await odd.appendPlain(new Uint8Array([0x82, 0x18, 0x63, 0x01]));
  const answer = await odd.push();
  expect((await receiptIn(rig, answer)).unreadable).toEqual([2]);
  expect(await found()).toEqual([]);
  await run("UPDATE segments SET unreadable = '1 2' WHERE segment_id = ?", [odd.segmentId]);
  await run('DELETE FROM entries WHERE segment_id = ?', [odd.segmentId]);
  await run('DELETE FROM shifts WHERE shift_id = ?', [odd.segmentId]);
  expect(await found()).toEqual(['readable-now log 1']);
});

test('what a revoked phone sent is kept apart, and nothing is missing in the ledger', async () => {
  const lost = await TestDevice.enrolled(rig, 'gate', 'm1');
  log = await TestLog.begin(lost, 'g1');
  await log.append(entryAt(NOW));
  await rig.store.devices.revoke(lost.deviceId, NOW);
  expect((await receiptIn(rig, await log.push())).quarantined).toBe(true);
  expect(await found()).toEqual([]);
});
