import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { ExportRequest } from '../../src/protocol/exports.ts';
import { MAX_ROWS } from '../../src/server/roster-import/read-file.ts';
import { readRosterFile } from '../../src/server/roster-import/read-roster-file.ts';
import { readCsv } from '../journeys/strict-csv.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

const EVIL = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'];

let rig: Rig;
let desk: TestDevice;
beforeAll(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  const { rosters } = rig.store;
  const { households, residents } = await rosters.people('s', 'm1');
  const details = {
    idNumber: '410102199001010018',
    phone: '0371-61234567',
    movedInOn: '2020-03-01',
    remark: '=1+1',
  };
  await rosters.write({
    streetId: 's',
    generations: [],
    households: households
      .filter(({ id }) => id === 2)
      .map((one) => ({ ...one, colour: 'yellow' })),
    residents: residents
      .filter(({ householdId }) => householdId === 2)
      .map((one) => ({ ...one, ...details })),
    passes: [
      {
        passNumber: 77,
        rosterNumber: null,
        householdId: 2,
        validFrom: NOW,
        validUntil: NOW + 1,
        revokedAt: null,
      },
    ],
  });
  await rosters.revokePass('s', 1012, NOW);
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g1');
  for (const [index, name] of EVIL.entries()) {
    const visitor = { name, idNumber: '', address: '', phone: '', purpose: '' };
    const subject = {
      kind: 'visitor',
      visitor: { ...visitor, householdVisited: '', plate: '', remark: `a"b,c\r\n${name}` },
    } as const;
    await log.append(entryAt(NOW + index * 1000, { subject }));
  }
  await log.push();
});
afterAll(() => rig.close());

const ask = (device: TestDevice, request: Partial<ExportRequest> | object) =>
  device.send('POST', '/api/exports', { format: 'csv', locale: 'zh-CN', ...request });

async function csv(device: TestDevice, request: object): Promise<Record<string, string>[]> {
  const answer = await ask(device, request);
  if (answer.status !== 200) throw new Error(answer.body.toString());
  return readCsv(answer.body.toString());
}

async function xlsx(device: TestDevice, request: object) {
  const answer = await ask(device, { ...request, format: 'xlsx' });
  expect(answer.headers['content-type']).toContain('spreadsheetml');
  const workbook = await readXlsx(new Uint8Array(answer.body), { readStyles: true });
  return workbook.sheets[0] ?? { rows: [], cells: new Map() };
}

test('the register of residents has all that is known of who lives there', async () => {
  const rows = await csv(desk, { ledger: 'residents', placeId: 'm1' });
  expect(rows).toHaveLength(3);
  expect(rows[2]).toMatchObject({
    小区: '梧桐里',
    楼栋: '3',
    单元: '1',
    房号: '502',
    姓名: '何芳',
    身份证号: '410102199001010018',
    电话: '0371-61234567',
    颜色: '黄',
    入住日期: '2020-03-01',
    备注: '=1+1',
    名册编号: '21',
    通行码编号: '1021',
  });
  expect(rows[2]?.手输码).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{2}$/);
  expect(rows[1]).toMatchObject({ 姓名: '单静', 通行码编号: '' });
});

test('households and passes have their own', async () => {
  expect(await csv(desk, { ledger: 'households', placeId: 'm1' })).toMatchObject([
    { 房号: '501', 颜色: '绿', 人数: '2' },
    { 房号: '502', 颜色: '黄', 人数: '1', 通行码编号: '77' },
  ]);
  const passes = await csv(desk, { ledger: 'passes', placeId: 'm1' });
  expect(
    passes.map((row) => [row.通行码编号, row.码的种类, row.姓名, row.作废时间 !== '']),
  ).toEqual([
    ['77', '户码', '', false],
    ['1011', '个人码', '周敬明', false],
    ['1012', '个人码', '单静', true],
    ['1021', '个人码', '何芳', false],
  ]);
});

test('places, devices and accesses are ledgers too', async () => {
  const street = await TestDevice.enrolled(rig, 'street', 's');
  const places = await csv(street, { ledger: 'places', placeId: 'c' });
  expect(places[1]).toMatchObject({ 名称: '梧桐里', 类别: '小区', 上级地点: '梧桐社区' });
  const devices = await csv(street, { ledger: 'devices', placeId: 'm1' });
  expect(devices.map((row) => [row.岗位, row.地点, row.状态]).toSorted()).toEqual(
    [
      ['值班台', '梧桐里', '在用'],
      ['卡点', '梧桐里', '在用'],
    ].toSorted(),
  );
  await csv(desk, { ledger: 'places', placeId: 'm1' });
  const accesses = await csv(street, { ledger: 'accesses', placeId: 'm1' });
  expect(accesses[0]).toMatchObject({ 岗位: '值班台', 看了什么: '导出台账', 上级地点: '梧桐里' });
});

test('a workbook says the same, every text as text, and runs nothing', async () => {
  const entries = await xlsx(desk, { ledger: 'entries' });
  const names = entries.rows.slice(1).map(([name]) => name);
  expect(names).toEqual(EVIL.toReversed());
  expect(entries.rows[1]?.[21]).toBe(`a"b,c\n${EVIL.at(-1)}`);
  expect(entries.rows[1]?.[6]).toBe(36.5);
  expect([...(entries.cells?.values() ?? [])].filter(({ formula }) => formula)).toEqual([]);
  const residents = await xlsx(desk, { ledger: 'residents', placeId: 'm1', locale: 'en' });
  expect(residents.rows[0]?.slice(0, 5)).toEqual(['Compound', 'Building', 'Unit', 'Room', 'Name']);
  expect(residents.rows[3]?.slice(3, 7)).toEqual([
    '502',
    '何芳',
    '410102199001010018',
    '0371-61234567',
  ]);
});

test('what was exported can be imported again', async () => {
  for (const format of ['csv', 'xlsx'] as const) {
    const { body } = await ask(desk, { ledger: 'residents', placeId: 'm1', format });
    const read = await readRosterFile(new Uint8Array(body), `x.${format}`, {
      columns: [],
      compoundName: null,
      now: NOW,
    });
    expect(read.ok && read.file.rows).toMatchObject([
      { compound: '梧桐里', label: '3-1-501', name: '周敬明', colour: 'green' },
      { label: '3-1-501', name: '单静' },
      {
        label: '3-1-502',
        name: '何芳',
        phone: '0371-61234567',
        movedInOn: '2020-03-01',
        remark: '=1+1',
        colour: 'yellow',
      },
    ]);
  }
});

test('a ledger is for those who may read it, within their places, and leaves its trace', async () => {
  const inspector = await TestDevice.enrolled(rig, 'inspector', 'm1');
  for (const ledger of ['residents', 'households', 'passes', 'devices', 'accesses']) {
    const answer = await ask(inspector, { ledger, placeId: 'm1' });
    expect([ledger, answer.status, answer.json().error]).toEqual([ledger, 403, 'not-allowed']);
  }
  expect((await ask(desk, { ledger: 'accesses', placeId: 'm1' })).json().error).toBe('not-allowed');
  for (const placeId of ['s', 'c', 'm2', 'g3', 'nowhere']) {
    const answer = await ask(desk, { ledger: 'residents', placeId });
    expect([placeId, answer.status]).toEqual([placeId, 404]);
  }
  const masked = await csv(inspector, { ledger: 'entries' });
  expect(masked[0]?.姓名).not.toBe(EVIL.at(-1));
  const seen = [];
  for await (const access of rig.store.accesses.all('s')) seen.push(access);
  expect(seen.find(({ deviceId }) => deviceId === inspector.deviceId)).toMatchObject({
    what: 'export',
    scopeId: 'm1',
    count: EVIL.length,
  });
});

test('a ledger longer than a page comes whole and in order', async () => {
  const many = Array.from({ length: 2_345 }, (_, index) => index + 1);
  await rig.store.rosters.write({
    streetId: 's',
    generations: [],
    households: many.map((id) => ({
      id: 10_000 + id,
      compoundId: 'm2',
      building: '1',
      unit: '',
      room: String(id),
      label: `1-${id}`,
      colour: 'green',
      gone: false,
    })),
    residents: many.map((id) => ({
      rosterNumber: 50_000 - id,
      compoundId: 'm2',
      householdId: 10_000 + id,
      name: `住户${id}`,
      initials: [],
      phoneTail: '',
      relation: '',
      idNumber: '',
      phone: '',
      movedInOn: '',
      remark: '',
      gone: false,
    })),
    passes: [],
  });
  const other = await TestDevice.enrolled(rig, 'desk', 'm2');
  const rows = await csv(other, { ledger: 'residents', placeId: 'm2' });
  expect(rows.map((row) => row.房号)).toEqual(many.map(String));
  expect(await csv(other, { ledger: 'households', placeId: 'm2' })).toHaveLength(many.length);
  expect(many.length).toBeLessThan(MAX_ROWS);
});

test('the gate register says of residents what the roster knows, and hides it with their names', async () => {
  const other = await TestDevice.enrolled(rig, 'gate', 'g2');
  const log = await TestLog.begin(other, 'g2');
  for (const [index, rosterNumber] of [21, 11].entries()) {
    const subject = { kind: 'resident', rosterNumber } as const;
    await log.append(entryAt(NOW + 3_600_000 + index, { subject }));
  }
  await log.push();
  const asked = { ledger: 'entries', gateIds: ['g2'] };
  expect(await csv(desk, asked)).toMatchObject([
    { 姓名: '周敬明', 身份证号: '', 电话: '4411' },
    { 姓名: '何芳', 身份证号: '410102199001010018', 电话: '0371-61234567' },
  ]);
  const inspector = await TestDevice.enrolled(rig, 'inspector', 'm1');
  expect(await csv(inspector, asked)).toMatchObject([
    { 身份证号: '', 电话: '▇' },
    { 身份证号: '▇', 电话: '▇' },
  ]);
});

test('what residents told at the gate stands in the register’s own columns, plates as the reader may see them', async () => {
  await rig.store.policies.add('s', {
    ...DEFAULT_POLICY,
    version: 2,
    documents: [{ id: 3, name: '就医证明', lifts: ['quota'], directions: ['out'], perDay: 0 }],
  });
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g2');
  await log.append(
    entryAt(NOW, {
      shown: [
        { kind: 'purpose', purpose: 'medical' },
        { kind: 'document', documentId: 3 },
        { kind: 'vehicle', plate: '京A12345', people: 2 },
      ],
    }),
  );
  await log.push();
  const asked = { ledger: 'entries', gateIds: ['g2'] };
  const told = (rows: Record<string, string>[]) => rows.filter(({ 事由 }) => 事由 === '就医');
  expect(told(await csv(desk, asked))).toMatchObject([{ 证明: '就医证明', 车牌: '京A12345' }]);
  const inspector = await TestDevice.enrolled(rig, 'inspector', 'm1');
  expect(told(await csv(inspector, asked))).toMatchObject([{ 车牌: '▇' }]);
});
