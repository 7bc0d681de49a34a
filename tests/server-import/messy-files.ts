import { writeOds, writeXlsx } from 'hucre';
import { idCheckCharacter } from '../../src/domain/id-number.ts';
import { gb18030 } from './gb18030.ts';
import { zipOf } from './zip-of.ts';

/** Tables as communities have them, each with its own vice. */
export interface MessyFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** A valid ID number of somebody born on that day: '19900203'. */
export function idNumber(born: string, order: number, region = '410102'): string {
  const first17 = `${region}${born}${String(order).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}

type Value = string | number | boolean | Date | null;

const workbook = (sheets: readonly { readonly name: string; readonly rows: Value[][] }[]) =>
  writeXlsx({ sheets: sheets.map(({ name, rows }) => ({ name, rows })) });

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const csv = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((row) => `${row.join(delimiter)}\r\n`).join('');

/** A title and a note above, headings in two rows, a sum and signatures below, the compound in the sheet's name. */
export async function titledWorkbook(): Promise<MessyFile> {
  const rows: Value[][] = [
    ['金水区丰产路街道锦绣花园小区居民花名册'],
    ['填报单位（盖章）：', null, null, null, '填报日期：2022年3月20日'],
    [],
    [
      '序号',
      '姓 名',
      '公民身份号码\n（18位）',
      '住址',
      null,
      null,
      '联系电话',
      '与户主\n关系',
      '五色管理',
    ],
    [null, null, null, '楼栋', '单元', '房号', null, null, null],
    [1, '周敬明', idNumber('19680412', 11), '3号楼', '1单元', 502, 13800000001, '户主', '绿色'],
    [2, '何 静', idNumber('19700105', 22), '3号楼', '1单元', 502, 13800000002, '配偶', '绿'],
    [],
    [
      3,
      '欧阳静',
      idNumber('19851230', 24),
      '3号楼',
      '2单元',
      '0101',
      '0371-61234567',
      '户主',
      '黄',
    ],
    ['合计', '3人'],
    ['制表人：李某', null, null, '审核人：'],
  ];
  return { fileName: '花名册.xlsx', bytes: await workbook([{ name: '锦绣花园小区', rows }]) };
}

/** GB18030 as Excel saves CSV, headings again on every printed page, page numbers, empty lines. */
export function pagedCsv(): MessyFile {
  const head = ['房号', '户主姓名', '手机号码', '备注'];
  const text = csv([
    ['紫荆山家属院住户表', '', '', ''],
    head,
    ['1-1-101', '张伟', '13900000001', '独居老人,需送菜'].map((cell) =>
      cell.includes(',') ? `"${cell}"` : cell,
    ),
    ['1-1-102', '王芳', '13900000002', ''],
    ['', '', '', ''],
    ['第 1 页 共 2 页', '', '', ''],
    head,
    ['1-2-301', '單明', '13900000003', '钥匙在物业'],
    ['第 2 页 共 2 页', '', '', ''],
  ]);
  return { fileName: '住户表.csv', bytes: gb18030(text) };
}

/** A sheet for every building, columns in another order in each, one sheet of explanations, one empty. */
export async function sheetPerBuilding(): Promise<MessyFile> {
  return {
    fileName: '居民信息.xlsx',
    bytes: await workbook([
      { name: '填表说明', rows: [['请按户填写'], ['身份证号请设为文本格式'], ['颜色按街道通知']] },
      {
        name: '3号楼',
        rows: [
          ['小区', '单元', '室', '姓名', '电话'],
          ['春晓苑', '1', '301', '李娜', '13700000001'],
          ['春晓苑', '2', '402', '赵强', '13700000002'],
        ],
      },
      {
        name: '4号楼',
        rows: [
          ['姓名', '电话', '小区', '门牌号', '单元'],
          ['孙丽', '13700000003', '春晓苑', '301', '1'],
        ],
      },
      { name: 'Sheet3', rows: [] },
    ]),
  };
}

/** Numbers that Excel rounded: IDs and phones as powers of ten, as numbers, with zeros at the end. */
export async function roundedNumbers(): Promise<MessyFile> {
  const rows: Value[][] = [
    ['姓名', '楼号', '单元', '房号', '身份证', '手机'],
    ['甲一', '1', '1', '101', '4.10102E+17', '13600000001'],
    ['甲二', '1', '1', '102', Number('410102199001011234'), 13600000002],
    ['甲三', '1', '1', '103', '410102199001010000', '13600000003'],
    ['甲四', '1', '1', '104', idNumber('19900101', 12), '1.36E+10'],
    ['甲五', '1', '1', '105', idNumber('19900102', 14), '1.36000E+10'],
    ['甲六', '1', '1', '106', idNumber('19900103', 16), 13600000006],
  ];
  return { fileName: '信息.xlsx', bytes: await workbook([{ name: 'Sheet1', rows }]) };
}

/** UTF-16 with tabs ("Unicode text" of Excel), full-width digits and letters, marks that cannot be seen. */
export function fullWidthText(): MessyFile {
  const id = idNumber('19770707', 77);
  const wide = id.replace(/[\dX]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  const text = csv(
    [
      ['楼　栋', '单　元', '房　号', '姓　名', '证件号码', '联系方式', '入住日期'],
      [
        'Ａ座',
        '２单元',
        '１２０３',
        '张\u200b　三',
        wide,
        '１３５００００００１１',
        '２０２０．３．１',
      ],
      [
        'Ａ座',
        '２单元',
        '１２０４',
        'Ａｎｎ　Ｌｅｅ',
        'Ｈ１２３４５６７８',
        '＋８５２ ２１２３４５６７',
        '—',
      ],
    ],
    '\t',
  );
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  return { fileName: '住户.txt', bytes: new Uint8Array(bytes) };
}

/** Raw parts as WPS writes them: households in merged cells, texts shared and in runs, readings, a hidden sheet. */
export function mergedHouseholds(): MessyFile {
  const texts = [
    '<si><t>楼栋</t></si>',
    '<si><t>单元</t></si>',
    '<si><t>房号</t></si>',
    '<si><r><t>姓</t></r><r><rPr><b/></rPr><t xml:space="preserve">名</t></r><rPh sb="0" eb="1"><t>xing</t></rPh></si>',
    '<si><t>与户主关系</t></si>',
    '<si><t>入住日期</t></si>',
    '<si><t>5&amp;6号楼</t></si>',
    '<si><t>马_x000D_\n超</t></si>',
  ];
  const cell = (reference: string, text: string): string =>
    `<x:c r="${reference}" t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
  const shared = (reference: string, index: number): string =>
    `<x:c r="${reference}" t="s"><x:v>${index}</x:v></x:c>`;
  const rows = [
    `<x:row r="3">${['A', 'B', 'C', 'D', 'E', 'F'].map((column, at) => shared(`${column}3`, at)).join('')}</x:row>`,
    `<x:row r="4">${shared('A4', 6)}${cell('B4', '1')}<x:c r="C4"><x:v>101</x:v></x:c>${cell('D4', '马腾')}${cell('E4', '户主')}<x:c r="F4" s="1"><x:v>43891</x:v></x:c></x:row>`,
    `<x:row r="5"><x:c r="A5"/><x:c r="B5"/><x:c r="C5"/>${shared('D5', 7)}${cell('E5', '儿子')}<x:c r="F5" s="1"><x:v>43892.5</x:v></x:c></x:row>`,
    `<x:row r="6"><x:c r="C6"><x:f>C4+1</x:f><x:v>102</x:v></x:c>${cell('D6', '韩遂')}${cell('E6', '户主')}</x:row>`,
    `<x:row r="7">${cell('D7', '韩氏')}${cell('E7', '户主')}</x:row>`,
    `<x:row r="8"><x:c r="A8" t="e"><x:v>#REF!</x:v></x:c>${cell('C8', '103')}${cell('D8', '成公英')}</x:row>`,
  ];
  const relations = (all: readonly (readonly [string, string, string])[]): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
      .map(
        ([id, type, target]) =>
          `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`;
  const bytes = zipOf({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations([['rId1', 'officeDocument', '/xl/workbook.xml']]),
    'xl/workbook.xml':
      '<?xml version="1.0"?><workbook xmlns:r="urn:r"><workbookPr/><sheets><sheet name="旧" sheetId="2" state="hidden" r:id="rId2"/><sheet name="常住" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations([
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'worksheet', 'worksheets/sheet2.xml'],
      ['rId3', 'sharedStrings', 'sharedStrings.xml'],
      ['rId4', 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': `<sst>${texts.join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><x:worksheet xmlns:x="urn:x"><!-- < > --><x:sheetData><x:row r="1">${cell('A1', '西凉苑小区常住人口')}</x:row>${rows.join('')}</x:sheetData><x:mergeCells><x:mergeCell ref="A4:A7"/></x:mergeCells></x:worksheet>`,
    'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
  });
  return { fileName: '常住.xlsx', bytes };
}

/** One column for the whole address, written as everybody likes. */
export async function freeAddresses(): Promise<MessyFile> {
  const addresses = [
    '3号楼2单元501',
    '3-2-502',
    '三号楼二单元五零三',
    '3栋504',
    ' 3＃2－505 ',
    '3号楼-2单元-506室',
    '03幢02单元507',
    '王家村3组12号',
    '文化路12号院4号楼1单元201',
    '底商东户',
  ];
  const rows: Value[][] = [
    ['姓名', '现住址', '联系电话'],
    ...addresses.map((address, index): Value[] => [
      `住户${'甲乙丙丁戊己庚辛壬癸'[index]}`,
      address,
      13500000000 + index,
    ]),
  ];
  return { fileName: '地址.xlsx', bytes: await workbook([{ name: '名单', rows }]) };
}

/** Days of every usual kind, numbers as text and the reverse, rooms that Excel took for days. */
export async function datesAndNumbers(): Promise<MessyFile> {
  const dates: Value[] = [
    '2020/3/1',
    '2020.3.1',
    20200301,
    '2020年3月1日',
    '2020-03-01T08:00:00',
    43891,
    '43891',
    new Date(Date.UTC(2020, 2, 1)),
    '二〇二〇年三月一日',
    '1/3/2020',
    '2020-02-30',
  ];
  const rows: Value[][] = [
    ['栋', '单元', '房号', '姓名', '出生日期', '登记日期', '身份证号'],
    ...dates.map((date, index): Value[] => [
      index % 2 ? '1' : 1,
      index % 2 ? 1 : '1',
      index % 2 ? `${101 + index}` : 101 + index,
      `某${'一二三四五六七八九十百'[index]}`,
      index === 1 ? '1980-01-02' : '1980/1/1',
      date,
      idNumber('19800101', 100 + index),
    ]),
    [1, null, new Date(Date.UTC(2022, 2, 1)), '某甲', null, null, null],
    [1, null, '3月2日', '某乙', null, null, null],
  ];
  return { fileName: '日期.xlsx', bytes: await workbook([{ name: 'Sheet1', rows }]) };
}

/** UTF-8 with its mark, semicolons, line breaks inside of quoted headings and cells, guards against reckoning. */
export function guardedCsv(): MessyFile {
  const text = [
    'sep=;',
    '"姓名\n（必填）";"身份证号\r\n码";"楼号";"单元";"房间号";"手机";"备注说明"',
    `"诸葛亮";="${idNumber('19810723', 15)}";="01";'2;="0301";"13400000001/13400000002";"他说""不在家""\n下周回"`,
    `黄月英;${idNumber('19830101', 28)}\t;1;2;301;=1+1;-`,
  ].join('\r\n');
  return { fileName: '导出.csv', bytes: utf8(`\ufeff${text}`) };
}

/** The same person twice, formula errors, signs that are none, texts without end, empty flats. */
export async function wrongRows(): Promise<MessyFile> {
  const twice = idNumber('19600606', 61);
  const rows: Value[][] = [
    ['楼栋', '单元', '房号', '姓名', '身份证号', '电话', '颜色', '备注'],
    ['1', '1', '101', '老杨', twice, '13300000001', '绿', ''],
    ['1', '1', '101', '老杨', twice, '13300000001', '绿', ''],
    ['1', '1', '102', '老杨', twice, '13300000001', '绿', ''],
    ['1', '1', '103', '#N/A', '', '', '', ''],
    ['1', '1', '104', '小\ufffd白', '', '', '', ''],
    ['1', '1', '105', '长'.repeat(60), '', '', '', ''],
    [
      '1',
      '1',
      '106',
      '老陈',
      `${twice.slice(0, 17)}${twice.endsWith('5') ? '6' : '5'}`,
      '12345',
      '紫',
      'x'.repeat(400),
    ],
    ['1', '1', '107', '空置', '', '', '', ''],
    ['1', '1', '108', '', '', '', '', ''],
    ['1', '1', '109', '', idNumber('19600607', 62), '', '', ''],
    ['2', '', '', '无房号', '', '', '', ''],
  ];
  return { fileName: '问题.xlsx', bytes: await workbook([{ name: 'Sheet1', rows }]) };
}

/** A page with a table that a register on the web calls .xls. */
export function htmlTable(): MessyFile {
  const rows = [
    ['小區名稱', '樓棟', '房號', '姓名', '手機號碼', '與戶主關係'],
    ['和平新村', '12棟', '3樓之1', '陳美玲', '0912345678', '戶主'],
    ['和平新村', '12棟', '502', '林志明', '13200000002', '戶主'],
  ];
  const html = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('');
  return { fileName: '名冊.xls', bytes: utf8(`<html><body><table>${html}</table></body></html>`) };
}

/** OpenDocument. */
export async function openDocument(): Promise<MessyFile> {
  const rows: Value[][] = [
    ['Name', 'Phone', 'Compound', 'Building', 'Unit', 'Room'],
    ['Ann Lee', '13100000001', '幸福里', 'A', 1, 1203],
  ];
  return { fileName: 'people.ods', bytes: await writeOds({ sheets: [{ name: 'people', rows }] }) };
}
