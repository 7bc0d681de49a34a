import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import type { Bytes } from '../../src/encoding/bytes.ts';
import { type EntryRow, parseEntryPage } from '../../src/protocol/entries.ts';
import { sealVisitorCode } from '../../src/sealing/seal-visitor-code.ts';
import { readVisitorCode } from '../../src/sealing/visitor-code.ts';
import { readCsv } from '../journeys/strict-csv.ts';
import { USUAL_FORM } from '../sealing/any-visitor-form.ts';
import {
  entryAt,
  facts,
  keyListOf,
  NOW,
  openRig,
  type Rig,
  TestDevice,
  TestLog,
} from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
let inspector: TestDevice;
let log: TestLog;
let code: Bytes;

const seen = { idNumber: '', address: '', phone: '', remark: '' };
const visitor = {
  ...seen,
  name: '欧阳晓静',
  purpose: '探亲',
  householdVisited: '3-1-502',
  plate: '',
};
const withForm = (bytes: Bytes, more: Partial<typeof visitor> = {}): Partial<EntryFacts> => ({
  subject: { kind: 'visitor', visitor: { ...visitor, ...more } },
  identification: 'form',
  shown: [{ kind: 'visitor-form', code: bytes }],
});

beforeAll(async () => {
  rig = await openRig({ pushThread: true });
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  inspector = await TestDevice.enrolled(rig, 'inspector', 's');
  log = await TestLog.begin(await TestDevice.enrolled(rig, 'gate', 'm1'), 'g1');
  const key = (await keyListOf(rig)).keys.find(({ use }) => use === 'sealing');
  if (!key) throw new Error('no sealing key');
  const reading = readVisitorCode(await sealVisitorCode(USUAL_FORM, key, NOW));
  if (reading.kind !== 'visitor-code') throw new Error(reading.kind);
  code = reading.code;
});
afterAll(() => rig.close());

async function pushed(...records: GateRecord[]): Promise<string> {
  for (const record of records) await log.append(record);
  expect((await log.push()).kind).toBe('receipt');
  return `${log.segmentId}/${log.sealed.length}`;
}

async function rowOf(id: string, device = desk): Promise<EntryRow> {
  const answer = await device.send('POST', '/api/entries/search', { limit: 200 });
  const page = parseEntryPage(answer.json());
  const row = page.ok ? page.value.rows.find((one) => one.id === id) : null;
  if (!row) throw new Error(answer.body.toString());
  return row;
}

async function registered(device = desk): Promise<Record<string, string>> {
  const request = { ledger: 'entries', format: 'csv', locale: 'zh-CN' };
  const answer = await device.send('POST', '/api/exports', request);
  const [first] = readCsv(answer.body.toString());
  if (!first) throw new Error(answer.body.toString());
  return first;
}

test('both codes stand in the ledger and in the register, with the date of a code of another day', async () => {
  const id = await pushed(
    entryAt(NOW, {
      shown: [
        { kind: 'health-code', colour: 'green', shownOn: '2022-03-30' },
        { kind: 'travel-card', isStarred: true, shownOn: '2022-03-29' },
      ],
      reasons: ['travel-card-starred'],
    }),
  );
  expect((await rowOf(id)).shown).toEqual([
    { kind: 'health-code', colour: 'green', shownOn: '2022-03-30' },
    { kind: 'travel-card', isStarred: true, shownOn: '2022-03-29' },
  ]);
  expect(await registered()).toMatchObject({
    口罩: '已戴',
    健康码: '绿',
    行程卡: '带星 2022-03-29',
    缘由: '行程卡带星',
  });
});

test('what a visitor wrote on their own phone fills what the volunteer left empty', async () => {
  const id = await pushed(entryAt(NOW + 1000, withForm(code, { phone: '13900000000' })));
  const row = await rowOf(id);
  expect(row.shown).toEqual([{ kind: 'visitor-form', people: 2, isWhole: true }]);
  expect(row.flags).not.toContain('form-unreadable');
  expect(await registered()).toMatchObject({
    姓名: '欧阳晓静',
    身份证号: USUAL_FORM.idNumber,
    电话: '13900000000',
    住址: USUAL_FORM.address,
    健康码: '',
    行程卡: '',
  });
});

test('whoever may not read names learns nothing from a form', async () => {
  const row = await registered(inspector);
  for (const secret of [USUAL_FORM.idNumber, USUAL_FORM.address, '13900000000', '欧阳晓静']) {
    expect(Object.values(row).join()).not.toContain(secret);
  }
});

test('a correction keeps the form, and is filled in again', async () => {
  const number = log.sealed.length;
  const changed = withForm(code, { purpose: '送药' });
  await pushed({
    kind: 'correction',
    at: NOW + 2000,
    target: { segmentId: log.segmentId, number },
    ...facts(changed),
  });
  expect(await rowOf(`${log.segmentId}/${number}`)).toMatchObject({
    state: 'corrected',
    shown: [{ kind: 'visitor-form', people: 2, isWhole: true }],
  });
  expect(await registered()).toMatchObject({
    事由: '送药',
    身份证号: USUAL_FORM.idNumber,
    电话: USUAL_FORM.phone,
  });
});

test('a form whose hidden part was changed is marked, and what the volunteer saw stands', async () => {
  const broken = code.slice();
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  const id = await pushed(entryAt(NOW + 3000, withForm(broken)));
  expect(await rowOf(id)).toMatchObject({
    flags: ['form-unreadable'],
    shown: [{ kind: 'visitor-form', people: 2, isWhole: false }],
  });
  expect(await registered()).toMatchObject({ 姓名: '欧阳晓静', 身份证号: '' });
});

test('bytes that are no form at all are taken like any record and marked', async () => {
  const id = await pushed(entryAt(NOW + 4000, withForm(new Uint8Array([1, 2, 3]))));
  expect(await rowOf(id)).toMatchObject({
    flags: ['form-unreadable'],
    shown: [{ kind: 'visitor-form', people: 0, isWhole: false }],
  });
});
