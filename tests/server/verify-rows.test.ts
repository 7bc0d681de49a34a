import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { EMPTY_VISITOR } from '../../src/domain/entry.ts';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import { purgeStore } from '../../src/server/purge/purge-store.ts';
import { verifyStore } from '../../src/server/verify/verify-store.ts';
import { entryAt, NOW, openRig, type Rig, shiftStart, TestDevice, TestLog } from './server-rig.ts';

const DAY_MS = 86_400_000;
const AFTER_PURGE = NOW + 100 * DAY_MS;

let rig: Rig;
let device: TestDevice;
let log: TestLog;
let other: TestLog;
beforeAll(async () => {
  rig = await openRig();
  device = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterAll(() => rig.close());

const visitor = { ...EMPTY_VISITOR, name: '赵四', plate: '豫A12345', householdVisited: '3-1-501' };
const records = (of: string): GateRecord[] => [
  shiftStart(NOW, ['王秀英']),
  { kind: 'head-count', at: NOW + 1000, direction: 'in', people: 4 },
  { kind: 'head-count', at: NOW + 2000, direction: 'out', people: 2 },
  { kind: 'undo', at: NOW + 3000, target: { segmentId: of, number: 3 } },
  entryAt(NOW + 4000, {
    verdict: 'check',
    outcome: 'parked',
    reasons: ['fever-first'],
    reading: { temperatureTenths: 381, site: 'forehead' },
  }),
  step('called', of),
  step('arrived', of),
  { kind: 'notice-read', at: NOW + 6000, noticeId: '9'.repeat(32), by: '李强' },
  {
    kind: 'daily-report',
    at: NOW + 7000,
    day: '2022-03-30',
    isZero: false,
    figures: { ...NO_FIGURES, in: 4 },
    by: '王秀英',
    note: '都好',
  },
  { kind: 'handover-accepted', at: NOW + 8000, shiftId: 'a'.repeat(32), by: '李强' },
  {
    kind: 'standards-answered',
    at: NOW + 9000,
    version: 2,
    missing: [1, 3],
    by: '李强',
    note: '明天到',
  },
  { kind: 'quiz-answered', at: NOW + 10_000, version: 0, asked: 5, right: 4, by: '王秀英' },
  { kind: 'duty-change', at: NOW + 11_000, onDuty: ['李强'] },
  entryAt(NOW + 11_500, {
    subject: { kind: 'visitor', visitor },
    identification: 'form',
  }),
  { kind: 'handover-note', at: NOW + 12_000, text: '雨伞在门后' },
  { kind: 'shift-close', at: NOW + 13_000, recordCount: 16 },
];
const step = (step: 'called' | 'arrived', segmentId: string): GateRecord => ({
  kind: 'case-step',
  at: NOW + 5000,
  target: { segmentId, number: 5 },
  step,
  by: '王秀英',
  note: '',
});

beforeEach(async () => {
  log = await TestLog.begin(device, 'g1');
  for (const record of records(log.segmentId)) await log.append(record);
  await log.push();
  other = await TestLog.begin(device, 'g2', { previous: log });
  await other.append(entryAt(NOW));
  await other.push();
});
const TABLES = [
  ...['segments', 'purged_segments', 'sealed_records', 'forked_records', 'entries', 'amendments'],
  ...['duties', 'shifts', 'case_steps', 'head_counts', 'notice_reads', 'statements'],
  ...['handovers_accepted', 'standards_answers', 'quiz_answers'],
];
afterEach(async () => {
  rig.time.now = NOW;
  for (const table of TABLES) await rig.database.run(`DELETE FROM ${table}`);
});

const run = (sql: string, values: Parameters<typeof rig.database.run>[1] = []) =>
  rig.database.run(sql, values);

/** What verifying says: `what segment number detail`. */
async function found(): Promise<string[]> {
  const names = new Map([
    [log.segmentId, 'log'],
    [other.segmentId, 'other'],
  ]);
  const said: string[] = [];
  await verifyStore(rig.store, rig.keys, {
    now: rig.time.now,
    onFinding({ what, segmentId = '', number, detail }) {
      const segment = names.get(segmentId) ?? segmentId;
      said.push([what, segment, number, detail].filter((part) => part !== undefined).join(' '));
    },
  });
  return said.sort();
}

test('a store with a record of every kind is as it was signed, and its rows are counted', async () => {
  expect(await found()).toEqual([]);
  const report = await verifyStore(rig.store, rig.keys, { now: NOW, onFinding: () => undefined });
  expect(report).toMatchObject({ records: 17, entries: 3, otherRows: 12, faults: 0 });
});

const ROWS = [
  [
    'case_steps',
    'step',
    6,
    { made_by: '李强', step: 'arrived', target_number: 14, note: '?', at: 1 },
  ],
  ['head_counts', 'count', 2, { people: 5, direction: 'out', undone: 1, at: 1, street_id: 't' }],
  ['head_counts', 'count', 3, { undone: 0 }],
  [
    'notice_reads',
    'read',
    8,
    { notice_id: 'n2', made_by: '', device_id: 'd', at: 1, street_id: 't' },
  ],
  ['handovers_accepted', 'handover', 10, { shift_id: 'b', made_by: '', at: 1 }],
  [
    'standards_answers',
    'standards',
    11,
    { missing: '[1]', version: 3, shift_id: 'b', made_by: '', note: '', at: 1, street_id: 't' },
  ],
  [
    'quiz_answers',
    'quiz',
    12,
    { correct: 5, asked: 6, version: 1, made_by: '', at: 1, street_id: 't' },
  ],
  ['duties', 'duty', 13, { on_duty: '["赵四"]', at: 1 }],
] as const;

const ofRecord = 'WHERE gate_id = ? AND segment_id = ? AND number = ?';
const keyOf = (number: number) => ['g1', log.segmentId, number];

test.each(
  ROWS.flatMap(([table, kind, number, columns]) =>
    Object.entries(columns).map(([column, value]) => ({ table, kind, number, column, value })),
  ),
)('a row of $table whose $column was altered is found', async (planted) => {
  const { table, kind, number, column, value } = planted;
  await run(`UPDATE ${table} SET ${column} = ? ${ofRecord}`, [value, ...keyOf(number)]);
  const said = await found();
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(new RegExp(`^${kind}-altered log ${number} \\w+$`));
});

test.each(ROWS)(
  'a row of %s that was taken out, or whose number changed, is found',
  async (...row) => {
    const [table, kind, number] = row;
    await run(`UPDATE ${table} SET number = 70 ${ofRecord}`, keyOf(number));
    expect(await found()).toEqual([`${kind}-extra log 70`, `${kind}-missing log ${number}`]);
    await run(`DELETE FROM ${table} ${ofRecord}`, keyOf(70));
    expect(await found()).toEqual([`${kind}-missing log ${number}`]);
  },
);

test.each([...ROWS.map(([table]) => table), 'amendments'])(
  'rows of %s that name a segment that is not here, or its own at another gate, are found',
  async (table) => {
    await run(`UPDATE ${table} SET segment_id = 'nobody' WHERE segment_id = ?`, [log.segmentId]);
    const said = await found();
    expect(said).toContain(`rows-without-segment nobody ${table}`);
    expect(said.filter((line) => line.includes('-missing log')).length).toBeGreaterThan(0);
    await run(`UPDATE ${table} SET segment_id = ?, gate_id = 'g2' WHERE segment_id = 'nobody'`, [
      log.segmentId,
    ]);
    expect(await found()).toContain(`rows-without-segment log ${table}`);
  },
);

test('a list of people on duty that stands under another shift is found', async () => {
  await run(`UPDATE duties SET shift_id = 'other' WHERE segment_id = ? AND number = 13`, [
    log.segmentId,
  ]);
  expect(await found()).toEqual(['duty-missing log 13', 'rows-without-segment log duties']);
});

test('a statement that no record made is found, at a segment that is here and at one that is not', async () => {
  await run(`UPDATE statements SET id = ? WHERE device_id = ?`, [
    `${log.segmentId}/70`,
    device.deviceId,
  ]);
  expect(await found()).toEqual(['statement-extra log 70', 'statement-missing log 9']);
  await run(`UPDATE statements SET id = 'nobody/9' WHERE device_id = ?`, [device.deviceId]);
  expect(await found()).toEqual([
    'rows-without-segment nobody statements',
    'statement-missing log 9',
  ]);
});

test.each([
  ['day', '2022-03-31', 'day'],
  ['figures', '[]', 'figures'],
  ['place_id', 'g2', 'placeId'],
  ['received_at', 1, 'receivedAt'],
  ['device_id', 'd', 'deviceId'],
  ['is_desk', 1, 'isDesk'],
])('a statement whose %s was altered is found', async (column, value, detail) => {
  await run(`UPDATE statements SET ${column} = ? WHERE device_id = ?`, [value, device.deviceId]);
  expect(await found()).toEqual([`statement-altered log 9 ${detail}`]);
});

test('a statement in another street’s books is found', async () => {
  await run(`UPDATE statements SET street_id = 't' WHERE device_id = ?`, [device.deviceId]);
  expect(await found()).toEqual(['rows-without-segment log statements', 'statement-missing log 9']);
});

test.each([
  ['started_at', NOW + 5000, 'startedAt'],
  ['started_at', null, 'startedAt'],
  ['closed_at', NOW, 'closedAt'],
  ['closed_at', null, 'closedAt'],
  ['record_count', 15, 'recordCount'],
  ['note', '', 'note'],
  ['note', '没有', 'note'],
])('a shift whose %s was altered to %s is found', async (column, value, detail) => {
  await run(`UPDATE shifts SET ${column} = ? WHERE shift_id = ?`, [value, log.segmentId]);
  expect(await found()).toEqual([`shift-altered log ${detail}`]);
});

test('a shift that was taken out, or that nobody’s records made, is found', async () => {
  await run('UPDATE shifts SET device_id = ? WHERE shift_id = ?', ['d', log.segmentId]);
  expect(await found()).toEqual(['shift-altered log deviceId']);
  await run(`UPDATE shifts SET shift_id = 'nobody' WHERE shift_id = ?`, [log.segmentId]);
  expect(await found()).toEqual(['shift-extra nobody', 'shift-missing log']);
});

test.each([
  ['open_case', 0, 5, 'openCase'],
  ['open_case', 1, 14, 'openCase'],
  ['subject_kind', 'visitor', 5, 'subjectKind'],
  ['visitor_search', '', 14, 'visitorSearch'],
])(
  'an entry whose %s, which the desk counts or searches by, was altered is found',
  async (...planted) => {
    const [column, value, number, detail] = planted;
    await run(`UPDATE entries SET ${column} = ? ${ofRecord}`, [value, ...keyOf(number)]);
    expect(await found()).toEqual([`ledger-altered log ${number} ${detail}`]);
  },
);

test('a change that a server of an earlier version wrote, without its shift, is as it was signed', async () => {
  await run(`UPDATE amendments SET shift_id = '' WHERE segment_id = ?`, [log.segmentId]);
  expect(await found()).toEqual([]);
  await run(`UPDATE amendments SET shift_id = 'other' WHERE segment_id = ?`, [log.segmentId]);
  expect(await found()).toEqual(['change-altered log 4 shiftId']);
});

test('what a revoked phone sent is kept apart, and nothing of it is missing', async () => {
  const lost = await TestDevice.enrolled(rig, 'gate', 'm1');
  log = await TestLog.begin(lost, 'g1');
  for (const record of records(log.segmentId)) await log.append(record);
  await rig.store.devices.revoke(lost.deviceId, NOW);
  await log.push();
  expect(await found()).toEqual([]);
});

test('a purge that is cut short leaves nothing that is called wrong', async () => {
  await run('INSERT INTO purged_segments SELECT device_id, segment_id, have, head FROM segments');
  await run('DELETE FROM sealed_records');
  await run('DELETE FROM entries WHERE segment_id = ?', [other.segmentId]);
  await run(`INSERT INTO server_state (name, value) VALUES ('purging', ?)`, [
    `${device.deviceId}/${log.segmentId}`,
  ]);
  expect(await found()).toEqual([]);
  await run(`DELETE FROM server_state WHERE name = 'purging'`);
  expect(await found()).toContain('rows-after-purge log 1 duties');
});

async function purged(): Promise<void> {
  rig.time.now = AFTER_PURGE;
  await purgeStore(rig.store, rig.keys, { keepDays: 60, now: AFTER_PURGE });
}

// The last one: with the records their month’s key goes.
test('of what was purged nothing is missing; a row that is left of it, or came later, is found', async () => {
  const saved = new Map<string, Awaited<ReturnType<typeof rig.database.all>>>();
  const tables = [...new Set([...ROWS.map(([table]) => table), 'amendments', 'entries', 'shifts'])];
  for (const table of tables) {
    const column = table === 'shifts' ? 'shift_id' : 'segment_id';
    const sql = `SELECT * FROM ${table} WHERE ${column} = ?`;
    saved.set(table, await rig.database.all(sql, [log.segmentId]));
  }
  await purged();
  expect(await found()).toEqual([]);
  for (const [table, rows] of saved) {
    const [row] = rows;
    if (!row) throw new Error(`nothing in ${table}`);
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    const put = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`;
    await run(put, Object.values(row));
    const where = table === 'shifts' ? 'log shifts' : `log ${row.number} ${table}`;
    expect(await found()).toEqual([`rows-after-purge ${where}`]);
    await run(`DELETE FROM ${table}`);
  }
});
