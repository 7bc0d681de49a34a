import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IDENTIFICATIONS, MEASURING_SITES, OUTCOMES } from '../../src/domain/entry.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { REASON_CODES } from '../../src/domain/reason.ts';
import type { LedgerFacts, LedgerShown } from '../../src/server/ledger/ledger-facts.ts';
import { ENTRY_STATES } from '../../src/server/ledger/standing.ts';
import {
  AMENDMENT_COLUMNS,
  amendmentFromRow,
  amendmentToRow,
} from '../../src/server/store/amendment-row.ts';
import { type Database, insertRows, type Row } from '../../src/server/store/database.ts';
import { DEVICE_COLUMNS, deviceFromRow, deviceToRow } from '../../src/server/store/devices.ts';
import {
  ENTRY_COLUMNS,
  ENTRY_FLAGS,
  entryFromRow,
  entryToRow,
  type LedgerEntry,
} from '../../src/server/store/entry-row.ts';
import { GATE_COLUMNS, gateFromRow, gateToRow } from '../../src/server/store/gates.ts';
import { IMPORT_COLUMNS, importFromRow, importToRow } from '../../src/server/store/imports.ts';
import {
  INVITATION_COLUMNS,
  invitationFromRow,
  invitationToRow,
} from '../../src/server/store/invitations.ts';
import {
  NOTICE_READ_COLUMNS,
  noticeReadFromRow,
  noticeReadToRow,
} from '../../src/server/store/notice-read-row.ts';
import { NOTICE_COLUMNS, noticeFromRow, noticeToRow } from '../../src/server/store/notices.ts';
import {
  PAPER_SHEET_COLUMNS,
  paperSheetFromRow,
  paperSheetToRow,
} from '../../src/server/store/paper-sheets.ts';
import { PLACE_COLUMNS, placeFromRow, placeToRow } from '../../src/server/store/places.ts';
import { POLICY_COLUMNS, policyFromRow, policyToRow } from '../../src/server/store/policies.ts';
import {
  HOUSEHOLD_COLUMNS,
  householdFromRow,
  householdToRow,
  PASS_COLUMNS,
  passFromRow,
  passToRow,
  RESIDENT_COLUMNS,
  residentFromRow,
  residentToRow,
} from '../../src/server/store/roster-row.ts';
import {
  SEGMENT_COLUMNS,
  segmentFromRow,
  segmentToRow,
} from '../../src/server/store/segment-row.ts';
import { facts } from './server-rig.ts';
import { emptyTables, type TestDatabase } from './test-database.ts';

let tables: TestDatabase;
let database: Database;
beforeAll(async () => {
  tables = await emptyTables();
  database = tables.database;
});
afterAll(async () => {
  await tables.close();
});

/** Through the real table and back; the table is empty before and after. */
async function throughTable(table: string, columns: readonly string[], row: Row): Promise<Row> {
  await insertRows(database, table, columns, [row], '');
  const [found] = await database.all(`SELECT * FROM ${table}`);
  await database.run(`DELETE FROM ${table}`);
  if (!found) throw new Error('nothing came back');
  expect(Object.keys(found).sort()).toEqual([...columns].sort());
  return found;
}

const BYTES = new Uint8Array([0, 1, 255]);
const ID = 'ab'.repeat(16);

const place = {
  id: 'g1',
  parentId: 'm1',
  kind: 'gate' as const,
  name: '北门',
  path: 's/m1/g1/',
  closedAt: 1_648_000_000_000,
  mergedInto: 'g2',
};
const gate = { id: 'g1', streetId: 's', compoundId: 'm1', cardEpoch: 2, cardTag: 'ab' };
const invitation = {
  tokenHash: 'ab',
  streetId: 's',
  kind: 'shift' as const,
  role: 'street' as const,
  placeId: 'm1',
  usesLeft: 3,
  createdAt: 1_648_000_000_000,
  expiresAt: 1_648_000_600_000,
};
const device = {
  deviceId: ID,
  streetId: 's',
  role: 'gate' as const,
  placeId: 'm1',
  name: '一号',
  locale: 'zh-TW',
  publicKey: BYTES,
  enrolledAt: 5,
  revokedAt: null,
  checkCode: '0417',
  tokenHash: 'ab',
  lastSeenAt: 6,
  clockSkewMs: -7,
  appVersion: '0.3.0',
  unsent: 11,
};
const segment = {
  deviceId: ID,
  segmentId: ID,
  gateId: 'g1',
  shiftId: ID,
  order: 2,
  startedAt: 7,
  previousId: '',
  previousNumber: 8,
  header: BYTES,
  have: 9,
  head: BYTES,
  tail: BYTES,
  receivedAt: 11,
  clockSkewMs: -13,
  unreadable: [2, 5],
  quarantinedFrom: 4,
  forked: true,
  purgedAt: 15,
};
const paperSheet = {
  gateId: 'g1',
  sheetId: ID,
  streetId: 's',
  deviceId: ID,
  writer: '王桂兰',
  savedAt: 5,
};
const notice = {
  streetId: 's',
  id: ID,
  placeId: 'm1',
  title: '标题',
  text: '内容',
  madeAt: 5,
  madeBy: '值班台',
  expiresAt: 6,
  withdrawnAt: null,
  policy: { version: 2, effectiveFrom: 7 },
};
const noticeRead = {
  gateId: 'g1',
  id: { segmentId: ID, number: 3 },
  streetId: 's',
  noticeId: 'cd'.repeat(16),
  deviceId: ID,
  at: 8,
  by: '王秀英',
};
const household = {
  id: 1,
  compoundId: 'm1',
  building: '3',
  unit: '1',
  room: '502',
  label: '3-1-502',
  colour: 'red' as const,
  gone: true,
};
const resident = {
  rosterNumber: 3,
  compoundId: 'm1',
  householdId: 1,
  name: '单静',
  initials: ['SJ', 'DJ'],
  phoneTail: '0417',
  relation: '户主',
  idNumber: '11010519491231002X',
  phone: '13800000417',
  movedInOn: '2021-03-04',
  remark: '独居',
  gone: false,
};
const pass = {
  passNumber: 0xffff_fffe,
  rosterNumber: 3,
  householdId: 4,
  validFrom: 1,
  validUntil: 2,
  revokedAt: 3,
};

const importJob = {
  importId: ID,
  streetId: 's',
  what: 'places' as const,
  placeId: 'm1',
  fileName: '名册.xlsx',
  bytes: 7,
  deviceId: ID,
  startedAt: 5,
  columns: [{ sheet: '表一', column: 2, field: 'name' as const }],
  phase: 'taken-back' as const,
  detail: '{}',
};

test('every row comes back from its table as it went in', async () => {
  const through = throughTable;
  expect(placeFromRow(await through('places', PLACE_COLUMNS, placeToRow(place, 5)))).toEqual(place);
  expect(gateFromRow(await through('gates', GATE_COLUMNS, gateToRow(gate)))).toEqual(gate);
  const rows = {
    invitation: await through('invitations', INVITATION_COLUMNS, invitationToRow(invitation)),
    device: await through('devices', DEVICE_COLUMNS, deviceToRow(device)),
    segment: await through('segments', SEGMENT_COLUMNS, segmentToRow(segment)),
    household: await through('households', HOUSEHOLD_COLUMNS, householdToRow('s', household)),
    resident: await through('residents', RESIDENT_COLUMNS, residentToRow('s', resident)),
    pass: await through('passes', PASS_COLUMNS, passToRow('s', pass)),
    paperSheet: await through('paper_sheets', PAPER_SHEET_COLUMNS, paperSheetToRow(paperSheet)),
    importJob: await through('imports', IMPORT_COLUMNS, importToRow(importJob)),
    notice: await through('notices', NOTICE_COLUMNS, noticeToRow(notice)),
    noticeRead: await through('notice_reads', NOTICE_READ_COLUMNS, noticeReadToRow(noticeRead)),
    policy: await through('policies', POLICY_COLUMNS, policyToRow('s', DEFAULT_POLICY)),
  };
  expect(invitationFromRow(rows.invitation)).toEqual(invitation);
  expect(deviceFromRow(rows.device)).toEqual(device);
  expect(segmentFromRow(rows.segment)).toEqual(segment);
  expect(householdFromRow(rows.household)).toEqual(household);
  expect(residentFromRow(rows.resident)).toEqual(resident);
  expect(passFromRow(rows.pass)).toEqual(pass);
  expect(importFromRow(rows.importJob)).toEqual(importJob);
  expect(policyFromRow(rows.policy)).toEqual(DEFAULT_POLICY);
  expect(paperSheetFromRow(rows.paperSheet)).toEqual(paperSheet);
  expect(noticeFromRow(rows.notice)).toEqual(notice);
  expect(noticeReadFromRow(rows.noticeRead)).toEqual(noticeRead);
});

test.each([
  { kind: 'undo' as const, at: 5 },
  { kind: 'continued' as const, at: 5 },
  { kind: 'decision' as const, at: 5, outcome: 'held' as const, note: '已联系' },
  { kind: 'correction' as const, at: 5, facts: { ...facts({ direction: 'in' }), shown: [] } },
])('an amendment of kind $kind comes back', async (change) => {
  const amendment = {
    gateId: 'g1',
    id: { segmentId: ID, number: 4 },
    target: { segmentId: 'cd'.repeat(16), number: 2 },
    shiftId: ID,
    segmentStartedAt: 3,
    segmentOrder: 1,
    change,
  };
  const row = await throughTable('amendments', AMENDMENT_COLUMNS, amendmentToRow(amendment));
  expect(amendmentFromRow(row)).toEqual(amendment);
});

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const subject = fc.oneof(
  fc.record({ kind: fc.constant('resident' as const), rosterNumber: uint32 }),
  fc.record({ kind: fc.constant('pass' as const), passNumber: uint32 }),
  fc.record({
    kind: fc.constant('visitor' as const),
    visitor: fc.record({
      name: fc.string(),
      idNumber: fc.string(),
      address: fc.string(),
      phone: fc.string(),
      purpose: fc.string(),
      householdVisited: fc.string(),
      plate: fc.string(),
      remark: fc.string(),
    }),
  }),
);
const entryFacts = fc.record({
  subject,
  direction: fc.constantFrom('out' as const, 'in' as const),
  identification: fc.constantFrom(...IDENTIFICATIONS),
  reading: fc.option(
    fc.record({
      temperatureTenths: fc.integer({ min: 0, max: 999 }),
      site: fc.constantFrom(...MEASURING_SITES),
    }),
  ),
  mask: fc.boolean(),
  verdict: fc.constantFrom('pass' as const, 'check' as const, 'stop' as const),
  outcome: fc.constantFrom(...OUTCOMES),
  reasons: fc.shuffledSubarray([...REASON_CODES]),
  shown: fc.subarray<LedgerShown>([
    { kind: 'health-code', colour: 'red', shownOn: '2022-03-30' },
    { kind: 'travel-card', isStarred: true, shownOn: '2022-03-29' },
    { kind: 'visitor-form', people: 3, isWhole: false },
  ]),
});

test('any entry comes back from its table, corrected or not', async () => {
  const entry = fc
    .record({
      facts: entryFacts,
      original: entryFacts,
      follows: fc.option(fc.constant({ segmentId: ID, number: 12 })),
      at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
      late: fc.boolean(),
      resolved: fc.option(uint32),
      householdId: fc.option(uint32),
      state: fc.constantFrom(...ENTRY_STATES),
      note: fc.string(),
      flags: fc.subarray([...ENTRY_FLAGS]),
      decidedBy: fc.string(),
      changedAt: fc.nat(),
    })
    .map(({ resolved, ...more }): LedgerEntry => {
      const { subject: who } = more.facts;
      return {
        gateId: 'g1',
        id: { segmentId: ID, number: 1 },
        streetId: 's',
        deviceId: ID,
        shiftId: ID,
        segmentOrder: 0,
        receivedAt: 9,
        ...more,
        rosterNumber:
          who.kind === 'resident' ? who.rosterNumber : who.kind === 'pass' ? resolved : null,
      };
    });
  await fc.assert(
    fc.asyncProperty(entry, async (one) => {
      // What makes an entry an open case stands in its records, not in it.
      const columns = [...ENTRY_COLUMNS, 'open_case'];
      const row = await throughTable('entries', columns, { ...entryToRow(one), open_case: 0 });
      expect(entryFromRow(row)).toEqual(one);
    }),
    { numRuns: 100, seed: 3 },
  );
});

test('an entry that was kept before anything could be shown comes back with nothing shown', async () => {
  const { shown: _shown, ...kept } = facts();
  const entry = { gateId: 'g1', id: { segmentId: ID, number: 1 }, facts: facts({ shown: [] }) };
  const row = entryToRow({
    ...entry,
    streetId: 's',
    deviceId: ID,
    shiftId: ID,
    segmentOrder: 0,
    at: 1,
    receivedAt: 2,
    late: false,
    follows: null,
    original: kept as LedgerFacts,
    facts: { ...facts(), shown: [] },
    rosterNumber: 11,
    householdId: 1,
    state: 'standing',
    note: '',
    flags: [],
    decidedBy: '',
    changedAt: 3,
  });
  expect(entryFromRow(row).original.shown).toEqual([]);
});

test('a transaction that fails leaves nothing, and nothing slips into it from beside', async () => {
  const add = (inside: Database, id: string) =>
    insertRows(inside, 'places', PLACE_COLUMNS, [placeToRow({ ...place, id }, null)], '');
  const failing = database.transaction(async (inside) => {
    await add(inside, 'lost');
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error('no');
  });
  const beside = add(database, 'kept');
  await expect(failing).rejects.toThrow('no');
  await beside;
  const rows = await database.all('SELECT id FROM places');
  await database.run('DELETE FROM places');
  expect(rows).toEqual([{ id: 'kept' }]);
});
