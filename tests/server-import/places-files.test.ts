import { expect, test } from 'vitest';
import { readPlacesFile } from '../../src/server/roster-import/read-places-file.ts';
import { gb18030 } from './gb18030.ts';

const OPTIONS = { columns: [], compoundName: null, now: Date.UTC(2022, 3, 1) };

async function placesOf(lines: readonly string[]) {
  const read = await readPlacesFile(gb18030(`${lines.join('\r\n')}\r\n`), '地点.csv', OPTIONS);
  if (!read.ok) throw new Error(read.why);
  return read.file;
}

test('a table of communities, compounds and gates is understood, merged cells carried down', async () => {
  const file = await placesOf([
    '丰产路街道卡点一览表,,,,',
    '社区,网格,小区名称,类别,卡点',
    '优胜社区,第一网格,锦绣花园,封闭小区,东门、南门',
    ',,文化路12号院,无主管楼院,北门',
    ',第二网格,丰产商场,商场,',
    '纬一社区,,春晓苑,,正门',
    '合计,,4,,',
  ]);
  expect(
    file.rows.map(({ community, grid, compound, kind, gate }) =>
      [community, grid, compound, kind, gate].join(' '),
    ),
  ).toEqual([
    '优胜社区 第一网格 锦绣花园 compound 东门',
    '优胜社区 第一网格 锦绣花园 compound 南门',
    '优胜社区 第一网格 文化路12号院 courtyard 北门',
    '优胜社区 第二网格 丰产商场 venue ',
    '纬一社区  春晓苑 compound 正门',
  ]);
  expect(file.wrongRows).toBe(0);
});

test('villages stand beside communities, and what nobody knows is refused with its row', async () => {
  const file = await placesOf([
    '行政村,社区,小区,类型,出入口',
    '王家村,,,,村口',
    ',优胜社区,锦绣花园,迷宫,东门',
    ',优胜社区,,,西门',
  ]);
  expect(file.rows.map(({ village, community, gate }) => [village, community, gate])).toEqual([
    ['王家村', '', '村口'],
  ]);
  expect(
    file.problems.map(({ row, heading, problem, found }) => [row, heading, problem, found]),
  ).toEqual([
    [3, '类型', 'kind-unknown', '迷宫'],
    [4, '小区', 'compound-missing', ''],
  ]);
  expect(file.wrongRows).toBe(2);
});
