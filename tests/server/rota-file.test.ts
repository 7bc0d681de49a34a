import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { streetClock, streetDay } from '../../src/domain/street-time.ts';
import { type RotaFileRead, readRotaFile } from '../../src/server/rota/read-rota-file.ts';
import { NOW } from './server-rig.ts';

const ZONE = 'Asia/Shanghai';
const GATES = [
  { id: 'g1', compoundName: '梧桐里', name: '北门' },
  { id: 'g2', compoundName: '梧桐里', name: '南门' },
  { id: 'g3', compoundName: '银杏苑', name: '北门' },
  { id: 'g4', compoundName: '人民路路口', name: '人民路路口' },
];

type Cells = readonly (string | number | Date | null)[];
interface Written {
  readonly name?: string;
  readonly rows: readonly Cells[];
}

async function workbook(...sheets: readonly Written[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsx({
    sheets: sheets.map(({ name = 'Sheet1', rows }) => ({
      name,
      rows: rows.map((row) => [...row]),
    })),
  });
  return new Uint8Array(bytes);
}
const csv = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));

const read = (bytes: Uint8Array<ArrayBuffer>): Promise<RotaFileRead> =>
  readRotaFile({ bytes, gates: GATES, now: NOW, zone: ZONE });

const moment = (at: number): string => `${streetDay(at, ZONE).slice(5)} ${streetClock(at, ZONE)}`;

/** 'g1 王秀英 03-28 06:00 – 03-28 14:00', in the order of the file; and what is wrong, by line. */
async function linesOf(bytes: Uint8Array<ArrayBuffer>) {
  const found = await read(bytes);
  if (!found.ok) throw new Error(found.why);
  const { rows, problems, problemCount } = found.rota;
  expect(problemCount).toBe(problems.length);
  return {
    rows,
    turns: rows.map(
      ({ gateId, name, startsAt, endsAt }) =>
        `${gateId} ${name} ${moment(startsAt)} – ${moment(endsAt)}`,
    ),
    problems: problems.map(({ line, why, text }) => `${line} ${why} ${text}`.trim()),
  };
}

test('a list is read whatever its columns are called, in whatever order and under whatever titles', async () => {
  const { rows, turns, problems } = await linesOf(
    await workbook({
      rows: [
        ['梧桐社区志愿者值班表'],
        ['2022年3月28日至4月3日'],
        ['联系电话', '单位', '姓名', '卡点名称', '所属小区', '值班日期', '班次', '备注'],
        ['13800001111', '区税务局', '王秀英', '北门', '梧桐里', '2022-03-28', '早班', ''],
        ['13800002222', '区税务局', '李志强', null, null, null, '中班', ''],
        [null, null, '张 三、李四 ；Ann Lee', '南门', null, '3月29日（周二）', '夜班', ''],
        ['合计', null, null, null, null, null, null, '4人'],
      ],
    }),
  );
  expect(turns).toEqual([
    'g1 王秀英 03-28 06:00 – 03-28 14:00',
    'g1 李志强 03-28 14:00 – 03-28 22:00',
    'g2 张三 03-29 22:00 – 03-30 06:00',
    'g2 李四 03-29 22:00 – 03-30 06:00',
    'g2 Ann Lee 03-29 22:00 – 03-30 06:00',
  ]);
  expect(problems).toEqual([]);
  expect(rows[0]).toMatchObject({
    line: 4,
    sheet: 'Sheet1',
    phone: '13800001111',
    unit: '区税务局',
  });
});

test('hours are understood as people write them', async () => {
  const hours = {
    '8:00-14:00': '03-28 08:00 – 03-28 14:00',
    '08—14': '03-28 08:00 – 03-28 14:00',
    '8点至14点半': '03-28 08:00 – 03-28 14:30',
    '22:00-次日06:00': '03-28 22:00 – 03-29 06:00',
    '下午2:00-6:00': '03-28 14:00 – 03-28 18:00',
    '0800-1400': '03-28 08:00 – 03-28 14:00',
    '早班（7：00～15：00）': '03-28 07:00 – 03-28 15:00',
    '8:00-8:00': '03-28 08:00 – 03-29 08:00',
    晚10点到早6点: '03-28 22:00 – 03-29 06:00',
    '18:00-24:00': '03-28 18:00 – 03-29 00:00',
    夜班: '03-28 22:00 – 03-29 06:00',
  };
  const lines = Object.keys(hours).map((one, at) => `2022/3/28,南门,人${at},${one}`);
  const { turns, problems } = await linesOf(csv(`日期,卡点,姓名,时间\n${lines.join('\n')}`));
  expect(turns).toEqual(Object.values(hours).map((when, at) => `g2 人${at} ${when}`));
  expect(problems).toEqual([]);
  const wrong = ['25:00-26:00', '8:70-9:00', '八点', '8:00'];
  const none = await linesOf(
    csv(`日期,卡点,姓名,时间\n${wrong.map((one) => `2022/3/28,南门,王秀英,${one}`).join('\n')}`),
  );
  expect(none.turns).toEqual([]);
  expect(none.problems).toEqual(wrong.map((one, at) => `${at + 2} hours-unknown ${one}`));
});

test('a beginning and an end in columns of their own, as Excel keeps times', async () => {
  const { turns } = await linesOf(
    await workbook({
      rows: [
        ['日期', '开始时间', '结束时间', '点位', '小区', '值守人员'],
        [new Date(Date.UTC(2022, 2, 28)), 8 / 24, 0.75, '北门', '银杏苑', '王秀英'],
        [new Date(Date.UTC(2022, 2, 28)), '20:00', '8:00', '北门', '银杏苑', '李志强'],
      ],
    }),
  );
  expect(turns).toEqual([
    'g3 王秀英 03-28 08:00 – 03-28 18:00',
    'g3 李志强 03-28 20:00 – 03-29 08:00',
  ]);
});

test('the table that streets draw: a row for each gate, a column for each day, shifts below the days', async () => {
  const { turns, problems } = await linesOf(
    await workbook({
      name: '第13周',
      rows: [
        ['青石街道卡点值守安排表（2022年3月28日—4月3日）', null, null, null, null],
        ['早班：7:00-15:00，中班：15:00-23:00，夜班：23:00-次日7:00'],
        ['卡点', '3月28日', null, '3月29日', null],
        [null, '早班', '夜班', '早班', '夜班'],
        ['梧桐里北门', '王秀英\n李志强', '张三', '王秀英', null],
        ['梧桐里 南门', '孙丽 周敏', null, null, '无'],
        ['人民路路口', null, null, null, '吴 昊'],
        ['制表：办公室'],
      ],
    }),
  );
  expect(turns).toEqual([
    'g1 王秀英 03-28 07:00 – 03-28 15:00',
    'g1 李志强 03-28 07:00 – 03-28 15:00',
    'g1 张三 03-28 23:00 – 03-29 07:00',
    'g1 王秀英 03-29 07:00 – 03-29 15:00',
    'g2 孙丽 03-28 07:00 – 03-28 15:00',
    'g2 周敏 03-28 07:00 – 03-28 15:00',
    'g4 吴昊 03-29 23:00 – 03-30 07:00',
  ]);
  expect(problems).toEqual([]);
});

test('weekdays are those of the week that the title names; shifts may have rows of their own', async () => {
  const { turns, problems } = await linesOf(
    csv(
      [
        '值班表（3月28日起）,,,',
        '点位,班次,周一,星期二',
        '南门,早班,王秀英,李志强',
        ',夜班（20:00-8:00）,张三,',
        '',
        '值班表（4月4日起）,,,',
        '点位,班次,周一,星期二',
        '南门,中班,孙丽,',
      ].join('\n'),
    ),
  );
  expect(turns).toEqual([
    'g2 王秀英 03-28 06:00 – 03-28 14:00',
    'g2 李志强 03-29 06:00 – 03-29 14:00',
    'g2 张三 03-28 20:00 – 03-29 08:00',
    'g2 孙丽 04-04 14:00 – 04-04 22:00',
  ]);
  expect(problems).toEqual([]);
});

test('one day with a column for each shift, its day in the name of the sheet or in a column', async () => {
  const { turns } = await linesOf(
    await workbook(
      {
        name: '3月28日',
        rows: [
          ['卡点', '早班', '中班'],
          ['南门', '王秀英', '李志强、张三'],
        ],
      },
      {
        name: '后两天',
        rows: [
          ['日期', '卡点', '8:00-14:00', '14:00-20:00'],
          ['3.29', '南门', '王秀英 13800001111', null],
          ['3.30', '南门', null, '带班：李志强（组长）'],
        ],
      },
    ),
  );
  expect(turns).toEqual([
    'g2 王秀英 03-28 06:00 – 03-28 14:00',
    'g2 李志强 03-28 14:00 – 03-28 22:00',
    'g2 张三 03-28 14:00 – 03-28 22:00',
    'g2 王秀英 03-29 08:00 – 03-29 14:00',
    'g2 李志强 03-30 14:00 – 03-30 20:00',
  ]);
});

test('hours that stand in the cell with the names are theirs', async () => {
  const { rows, turns } = await linesOf(
    await workbook({
      rows: [
        ['卡点', '2022-03-28', '2022-03-29'],
        ['南门', '早：王秀英\n夜：李志强', '8:00-12:00 张三\n12:00 - 18:00 孙丽 13900001111'],
      ],
    }),
  );
  expect(turns).toEqual([
    'g2 王秀英 03-28 06:00 – 03-28 14:00',
    'g2 李志强 03-28 22:00 – 03-29 06:00',
    'g2 张三 03-29 08:00 – 03-29 12:00',
    'g2 孙丽 03-29 12:00 – 03-29 18:00',
  ]);
  expect(rows.at(-1)?.phone).toBe('13900001111');
});

test('every row that cannot be taken is told with its number and its reason, and the others are taken', async () => {
  const { turns, problems } = await linesOf(
    csv(
      [
        '日期,班次,小区,卡点,姓名',
        '2022-02-30,早班,梧桐里,北门,王秀英',
        '2022-03-28,早班,梧桐里,西门,王秀英',
        '2022-03-28,机动,梧桐里,北门,王秀英',
        '2022-03-28,早班,梧桐里,北门,',
        '2022-03-28,早班,梧桐里,北门,李志强',
      ].join('\n'),
    ),
  );
  expect(turns).toEqual(['g1 李志强 03-28 06:00 – 03-28 14:00']);
  expect(problems).toEqual([
    '2 day-unknown 2022-02-30',
    '3 gate-unknown 梧桐里 西门',
    '4 hours-unknown 机动',
    '5 no-name',
  ]);
  const unclear = await linesOf(
    csv('日期,班次,卡点,姓名\n2022-03-28,早班,北门,王秀英\n,,,\n2022-03-28,早班,东大门,李志强'),
  );
  expect(unclear.problems).toEqual(['2 gate-not-unique 北门', '4 gate-unknown 东大门']);
  const empty = await linesOf(
    csv('姓名,卡点,日期,班次\n王秀英,,2022-03-28,早班\n李志强,南门,,早班'),
  );
  expect(empty.problems).toEqual(['2 no-gate']);
  const bare = await linesOf(csv('卡点,姓名\n南门,王秀英'));
  expect(bare.problems).toEqual(['2 no-day']);
  const hourless = await linesOf(csv('卡点,2022-03-28,2022-03-29\n南门,王秀英,李志强'));
  expect(hourless.problems).toEqual(['2 no-hours 王秀英']);
});

test('what is no rota is refused with the reason, and nothing brings the reader down', async () => {
  const why = async (bytes: Uint8Array<ArrayBuffer>) => {
    const found = await read(bytes);
    return found.ok ? `${found.rota.rows.length} rows` : found.why;
  };
  expect(await why(new Uint8Array())).toBe('no-rows');
  expect(await why(csv('你好，世界\n没有表格'))).toBe('no-headings');
  expect(await why(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]))).toBe('damaged');
  expect(await why(new Uint8Array(500).map((_, at) => (at * 37) % 256))).toBe('not-a-table');
  const whole = await workbook({
    rows: [
      ['卡点', '3月28日', '3月29日'],
      ['南门', '王', '李'],
    ],
  });
  expect(await why(whole.slice(0, whole.length / 2))).toBe('damaged');
  const wide = Array.from({ length: 250 }, () => '王'.repeat(32_000));
  expect(await why(await workbook({ rows: Array.from({ length: 9 }, () => wide) }))).toBe(
    'too-large',
  );
  const many = Array.from({ length: 20_001 }, (_, at) => `2022-03-28,早班,南门,人${at}`);
  expect(await why(csv(`日期,班次,卡点,姓名\n${many.join('\n')}`))).toBe('too-many-rows');
  // One cell of a hundred thousand names, and signs that regular expressions stumble over.
  const long = `${'早:'.repeat(20_000)}${'1'.repeat(20_000)}${' 啊'.repeat(20_000)}`;
  expect(await why(csv(`日期,班次,卡点,姓名\n2022-03-28,早班,南门,"${long}"`))).toMatch(/rows/);
});
