import { writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { readRosterFile } from '../../src/server/roster-import/read-roster-file.ts';
import type { RosterRow } from '../../src/server/roster-import/read-row.ts';
import {
  datesAndNumbers,
  freeAddresses,
  fullWidthText,
  guardedCsv,
  htmlTable,
  idNumber,
  type MessyFile,
  mergedHouseholds,
  openDocument,
  pagedCsv,
  roundedNumbers,
  sheetPerBuilding,
  titledWorkbook,
  wrongRows,
} from './messy-files.ts';

const NOW = Date.UTC(2022, 3, 1);

async function reading(file: MessyFile, options: { compoundName?: string | null } = {}) {
  const { compoundName = '锦绣花园' } = options;
  const read = await readRosterFile(file.bytes, file.fileName, {
    columns: [],
    now: NOW,
    compoundName,
  });
  if (!read.ok) throw new Error(read.why);
  return read.file;
}

const doors = (rows: readonly RosterRow[]): string[] =>
  rows.map(({ compound, label, name }) => `${compound} ${label} ${name}`);

describe('a roster is understood', () => {
  test('below titles, with headings in two rows, without sums and signatures', async () => {
    const file = await reading(await titledWorkbook(), { compoundName: null });
    expect(doors(file.rows)).toEqual([
      '锦绣花园小区 3-1-502 周敬明',
      '锦绣花园小区 3-1-502 何静',
      '锦绣花园小区 3-2-0101 欧阳静',
    ]);
    expect(file.rows[0]).toMatchObject({
      row: 6,
      idNumber: idNumber('19680412', 11),
      phone: '13800000001',
      relation: '户主',
      colour: 'green',
    });
    expect(file.rows[2]).toMatchObject({ row: 9, phone: '0371-61234567', colour: 'yellow' });
    expect(file.sheets).toMatchObject([{ name: '锦绣花园小区', headingRow: 4, rows: 5 }]);
    expect(file.sheets[0]?.columns.map(({ field }) => field)).toEqual([
      null,
      'name',
      'id-number',
      'building',
      'unit',
      'room',
      'phone',
      'relation',
      'colour',
    ]);
    expect([file.wrongRows, file.warnings]).toEqual([0, 0]);
  });

  test('in GB18030, with its headings again on every page', async () => {
    const file = await reading(pagedCsv(), { compoundName: '紫荆山家属院' });
    expect(file.encoding).toBe('GB18030');
    expect(doors(file.rows)).toEqual([
      '紫荆山家属院 1-1-101 张伟',
      '紫荆山家属院 1-1-102 王芳',
      '紫荆山家属院 1-2-301 單明',
    ]);
    expect(file.rows.map(({ remark }) => remark)).toEqual(['独居老人,需送菜', '', '钥匙在物业']);
    expect(file.wrongRows).toBe(0);
  });

  test('with a sheet for every building, each in its own order', async () => {
    const file = await reading(await sheetPerBuilding());
    expect(doors(file.rows)).toEqual([
      '春晓苑 3-1-301 李娜',
      '春晓苑 3-2-402 赵强',
      '春晓苑 4-1-301 孙丽',
    ]);
    expect(file.sheets.map(({ name, headingRow }) => [name, headingRow])).toEqual([
      ['3号楼', 1],
      ['4号楼', 1],
    ]);
  });

  test('in UTF-16 and in full-width signs', async () => {
    const file = await reading(fullWidthText());
    expect(file.encoding).toBe('UTF-16');
    expect(doors(file.rows)).toEqual(['锦绣花园 A-2-1203 张三', '锦绣花园 A-2-1204 Ann Lee']);
    expect(file.rows[0]).toMatchObject({
      idNumber: idNumber('19770707', 77),
      phone: '13500000011',
      movedInOn: '2020-03-01',
    });
    expect(file.rows[1]).toMatchObject({ idNumber: 'H12345678', movedInOn: '' });
    expect(file.problems.map(({ row, problem, isWarning }) => [row, problem, isWarning])).toEqual([
      [3, 'id-wrong', true],
      [3, 'phone-wrong', true],
    ]);
  });

  test('with households in merged cells, of which only the first row has the room', async () => {
    const file = await reading(mergedHouseholds(), { compoundName: null });
    expect(doors(file.rows)).toEqual([]);
    const named = await reading(mergedHouseholds(), { compoundName: '西凉苑' });
    expect(doors(named.rows)).toEqual([
      '西凉苑 5&6-1-101 马腾',
      '西凉苑 5&6-1-101 马超',
      '西凉苑 5&6-1-102 韩遂',
    ]);
    expect(named.rows.map(({ movedInOn }) => movedInOn)).toEqual(['2020-03-01', '2020-03-02', '']);
    expect(named.problems.map(({ row, problem }) => [row, problem])).toEqual([
      [7, 'room-missing'],
      [8, 'formula-error'],
    ]);
  });

  test('from an address in one column', async () => {
    const file = await reading(await freeAddresses());
    expect(file.rows.map(({ label }) => label)).toEqual([
      '3-2-501',
      '3-2-502',
      '3-2-503',
      '3-504',
      '3-2-505',
      '3-2-506',
      '3-2-507',
      '3组-12',
      '4-1-201',
    ]);
    expect(file.problems).toMatchObject([{ row: 11, heading: '现住址', problem: 'room-missing' }]);
  });

  test('with days of every kind and numbers as text', async () => {
    const file = await reading(await datesAndNumbers());
    expect(file.rows.map(({ movedInOn }) => movedInOn)).toEqual([
      ...Array(9).fill('2020-03-01'),
      '',
      '',
    ]);
    expect(new Set(file.rows.map(({ building, unit }) => `${building}-${unit}`))).toEqual(
      new Set(['1-1']),
    );
    expect(file.problems.map(({ row, problem, isWarning }) => [row, problem, isWarning])).toEqual([
      [13, 'signs-wrong', false],
      [14, 'signs-wrong', false],
      [3, 'birth-date-differs', true],
      [11, 'date-wrong', true],
      [12, 'date-wrong', true],
    ]);
  });

  test('with quoted line breaks and guards against reckoning', async () => {
    const file = await reading(guardedCsv());
    expect(file.encoding).toBe('UTF-8');
    expect(file.rows).toMatchObject([
      {
        row: 3,
        name: '诸葛亮',
        label: '1-2-0301',
        idNumber: idNumber('19810723', 15),
        phone: '13400000001',
        remark: '他说"不在家" 下周回',
      },
      { row: 4, name: '黄月英', label: '1-2-301', idNumber: idNumber('19830101', 28), remark: '-' },
    ]);
  });

  test('from a page that calls itself .xls, and from OpenDocument', async () => {
    const page = await reading(htmlTable());
    expect(doors(page.rows)).toEqual(['和平新村 12-3樓之1 陳美玲', '和平新村 12-502 林志明']);
    const document = await reading(await openDocument());
    expect(doors(document.rows)).toEqual(['幸福里 A-1-1203 Ann Lee']);
  });
});

describe('what is wrong is refused with its reason', () => {
  test('IDs and phones that Excel rounded', async () => {
    const file = await reading(await roundedNumbers());
    expect(doors(file.rows)).toEqual(['锦绣花园 1-1-106 甲六']);
    expect(file.problems.map(({ row, heading, problem }) => [row, heading, problem])).toEqual([
      [2, '身份证', 'id-scientific'],
      [3, '身份证', 'id-scientific'],
      [4, '身份证', 'id-scientific'],
      [5, '手机', 'phone-scientific'],
      [6, '手机', 'phone-scientific'],
    ]);
    expect(file.wrongRows).toBe(5);
    expect(file.wrongRooms[0]).toEqual({ compound: '锦绣花园', label: '1-1-101' });
  });

  test('people twice, formula errors, broken signs, endless texts; empty flats are nobody', async () => {
    const file = await reading(await wrongRows());
    expect(doors(file.rows)).toEqual(['锦绣花园 1-1-101 老杨', '锦绣花园 1-1-106 老陈']);
    expect(file.problems.map(({ row, problem, isWarning }) => [row, problem, isWarning])).toEqual([
      [4, 'person-twice', false],
      [5, 'formula-error', false],
      [6, 'signs-wrong', false],
      [7, 'text-too-long', false],
      [11, 'name-missing', false],
      [12, 'room-missing', false],
      [3, 'person-twice', true],
      [8, 'id-wrong', true],
      [8, 'phone-wrong', true],
      [8, 'colour-unknown', true],
      [8, 'text-too-long', true],
      [10, 'name-missing', true],
    ]);
    expect(file.wrongRooms.map(({ label }) => label)).toEqual([
      '1-1-102',
      '1-1-103',
      '1-1-104',
      '1-1-105',
      '1-1-109',
      '2',
    ]);
  });
});

describe('what the desk says about columns', () => {
  const rows = [
    ['称呼', '在哪', '手机'],
    ['刘备', '1-1-101', '13100000009'],
  ];
  const file = async () => ({
    fileName: '表.xlsx',
    bytes: await writeXlsx({ sheets: [{ name: 'Sheet1', rows }] }),
  });

  test('is asked for when nobody understands the headings', async () => {
    const read = await reading(await file());
    expect(read.rows).toEqual([]);
    expect(read.sheets).toEqual([
      {
        name: 'Sheet1',
        headingRow: null,
        rows: 0,
        columns: [
          { heading: '称呼', field: null },
          { heading: '在哪', field: null },
          { heading: '手机', field: 'phone' },
        ],
      },
    ]);
  });

  test('wins over what the headings say', async () => {
    const { bytes, fileName } = await file();
    const read = await readRosterFile(bytes, fileName, {
      now: NOW,
      compoundName: '桃园里',
      columns: [
        { sheet: 'Sheet1', column: 0, field: 'name' },
        { sheet: 'Sheet1', column: 1, field: 'address' },
        { sheet: 'Sheet1', column: 2, field: null },
      ],
    });
    expect(read.ok && read.file.rows).toMatchObject([
      { row: 2, name: '刘备', label: '1-1-101', phone: '' },
    ]);
    expect(read.ok && read.file.sheets[0]?.headingRow).toBe(1);
  });
});
