import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import { idCheckCharacter } from '../../src/domain/id-number.ts';
import { madeUpName } from '../../src/server/demo/names.ts';
import { seededRandom } from '../../src/server/demo/seeded-random.ts';

const DAYS = 25_000;
const FIRST_DAY = Date.UTC(1935, 0, 1);
const DAY_MS = 86_400_000;
const RELATIONS = ['户主', '配偶', '子', '女', '父亲', '母亲'];
const COMPOUNDS = [
  '锦绣花园',
  '春晓苑',
  '和平里',
  '紫荆花园',
  '文化新村',
  '丰产家园',
  '经纬公寓',
  '东风小区',
];

/** Each number once: a day of birth takes as many people as there are rounds. */
function idNumber(index: number): string {
  const born = new Date(FIRST_DAY + (index % DAYS) * DAY_MS).toISOString().slice(0, 10);
  const order = String(1 + Math.floor(index / DAYS)).padStart(3, '0');
  const first17 = `410105${born.replaceAll('-', '')}${order}`;
  return first17 + idCheckCharacter(first17);
}

type Value = string | number | Date | null;

function* rowsOf(count: number): Generator<Value[]> {
  const random = seededRandom(2022);
  yield ['丰产路街道居民花名册', ...Array(11).fill(null)];
  yield [
    '序号',
    '社区',
    '小区名称',
    '楼栋',
    '单元',
    '房号',
    '姓名',
    '身份证号码',
    '联系电话',
    '与户主关系',
    '入住日期',
    '备注',
  ];
  let household = 0;
  let left = 0;
  let member = 0;
  for (let index = 0; index < count; index++) {
    if (left === 0) {
      household += 1;
      left = random.between(1, 5);
      member = 0;
    }
    left -= 1;
    // 40 compounds with 24 buildings of 4 units with 20 floors of 4 doors.
    const door = Math.floor(household / 40);
    const compound = household % 40;
    const phone = 15_400_000_000 + index;
    yield [
      index + 1,
      `第${1 + (compound % 8)}社区`,
      `${COMPOUNDS[compound % 8]}${Math.floor(compound / 8) + 1}期`,
      `${1 + Math.floor(door / 320)}号楼`,
      1 + (Math.floor(door / 80) % 4),
      (1 + (Math.floor(door / 4) % 20)) * 100 + (door % 4) + 1,
      madeUpName(random),
      idNumber(index),
      random.chance(0.5) ? phone : String(phone),
      RELATIONS[Math.min(member++, 5)] ?? '',
      random.chance(0.8) ? new Date(Date.UTC(2010, 0, random.between(1, 4_000))) : '2020.3.1',
      random.chance(0.05) ? '独居老人，需送药' : null,
    ];
  }
}

/** A register as Excel keeps it: 12 columns, texts shared, numbers and days among them. */
export async function writeTable(file: string, rows: number): Promise<void> {
  const columns = Array.from({ length: 12 }, (_, column) =>
    column === 10 ? { numFmt: 'yyyy/m/d' } : {},
  );
  const table = writeXlsxStream(rowsOf(rows), { name: '居民', columns, inlineStrings: false });
  await table.pipeTo(Writable.toWeb(createWriteStream(file)));
}
