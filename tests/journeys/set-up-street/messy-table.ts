import { writeXlsx } from 'hucre';
import { newcomer, PEOPLE, type Person } from './people.ts';

type Value = string | number | null;

const HEADINGS = [
  '序号',
  '姓 名',
  '公民身份号码\n（18位）',
  '楼栋',
  '单元',
  '房号',
  '联系电话',
  '与户主\n关系',
  '五色管理',
];
const COLOURS = { green: '绿色', yellow: '黄' } as const;

const wide = (text: string): string =>
  text.replace(/[\dX]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const row = (number: number, person: Person, change: Partial<Record<number, Value>> = {}) => {
  const { name, idNumber, building, unit, room, phone, relation, colour } = person;
  const cells: Value[] = [
    number,
    name,
    idNumber,
    `${building}号楼`,
    `${unit}单元`,
    room,
    phone,
    relation,
    COLOURS[colour],
  ];
  return cells.map((cell, column) => change[column] ?? cell);
};

const { lin, he, ouyang, wang, zhao, shan, ma } = PEOPLE;

/**
 * As it is sent round by a community: a merged title above, headings that wrap and come again on the second page, full-width digits,
 * numbers for texts and texts for numbers, a sum at the end. Three rows cannot be taken.
 */
export async function messyTable(): Promise<Buffer> {
  const rows: Value[][] = [
    ['青石街道梧桐里居民花名册'],
    ['填报单位（盖章）：', null, null, null, '填报日期：2022年3月20日'],
    HEADINGS,
    row(1, lin, { 5: wide('502'), 6: 13800000001 }),
    row(2, he, { 2: wide(he.idNumber), 5: 502, 6: wide(he.phone) }),
    row(3, ouyang, { 3: '３号楼', 5: '101室' }),
    row(4, newcomer, { 2: '4.10102E+17' }),
    [],
    ['第 1 页 共 2 页'],
    HEADINGS,
    row(5, wang, { 6: '138-0000-0004' }),
    row(6, zhao, { 1: '' }),
    row(7, zhao),
    row(8, shan),
    row(9, { ...shan, name: '单小明' }, { 2: '', 6: '1.38E+10' }),
    row(10, ma, { 1: '马 超' }),
    ['合计', '10人'],
    ['制表人：李某', null, null, '审核人：'],
  ];
  const merges = [
    { startRow: 0, startCol: 0, endRow: 0, endCol: 8 },
    { startRow: 1, startCol: 4, endRow: 1, endCol: 8 },
  ];
  return Buffer.from(await writeXlsx({ sheets: [{ name: '梧桐里', rows, merges }] }));
}

/** Row numbers as a spreadsheet shows them, with what is wrong there. */
export const WRONG_ROWS = [
  { row: 7, problem: 'id-scientific', found: '4.10102E+17' },
  { row: 12, problem: 'name-missing', found: '' },
  { row: 15, problem: 'phone-scientific', found: '1.38E+10' },
] as const;

/** Put right a week later: one has another name, one moved away, one who was wrong is there. */
export const renamed: Person = { ...wang, name: '王芬' };
export const movedOut: Person = zhao;

export async function correctedTable(): Promise<Buffer> {
  const people = [lin, he, ouyang, newcomer, renamed, shan, ma];
  const rows = [HEADINGS, ...people.map((person, index) => row(index + 1, person))];
  return Buffer.from(await writeXlsx({ sheets: [{ name: '梧桐里', rows }] }));
}

export const AFTER_CORRECTION: readonly Person[] = [lin, he, ouyang, newcomer, renamed, shan, ma];
