import { halfWidth } from '../../domain/half-width.ts';
import type { PlaceField, RosterField } from '../../protocol/imports.ts';
import { type Cell, cellText } from '../sheets/cell.ts';

/** Longer texts are sentences, not headings. */
const MAX_HEADING = 30;

/**
 * What communities call their columns, the surest word first: of two columns for one field the surer one is
 * taken. Compared without spaces, signs and line breaks.
 */
const ROSTER_WORDS: Record<RosterField, string> = {
  community:
    '社区 所属社区 社区名称 社区/村 社区(村) 村(社区) 村居 村/社区 所在社区 居委会 居民委员会 村委会 行政村 社區 所屬社區 community',
  grid: '网格 所属网格 网格名称 网格号 网格编号 所在网格 网格(片区) 片区 網格 所屬網格 grid',
  compound:
    '小区 小区名称 所属小区 居住小区 所在小区 小区/院落 小区(院落) 小区(楼院) 楼院 楼院名称 院落 院落名称 庭院 家属院 小區 小區名稱 所屬小區 compound',
  building:
    '楼栋 楼栋号 楼号 楼幢 幢 幢号 栋 栋号 楼 座 楼座 号楼 所在楼栋 楼栋(幢) 几栋 栋(幢) 樓棟 樓號 棟 棟號 building',
  unit: '单元 单元号 所在单元 門洞 门洞 單元 單元號 unit',
  room: '房号 房间号 室 室号 门牌 门牌号 户号 房间 门号 房屋号 房室号 房號 門牌 門牌號 戶號 room',
  address:
    '详细地址 详细住址 现住址 现居住地址 居住地址 家庭住址 家庭地址 住址 地址 现住地址 现居住地 居住地 住房地址 房屋地址 楼栋单元房号 楼栋房号 房屋 住所 居住详细地址 詳細地址 現住址 居住地址 address',
  name: '姓名 居民姓名 人员姓名 成员姓名 家庭成员姓名 住户姓名 名字 被登记人 人员 业主姓名 租户姓名 户主姓名 户主 家庭成员 住户 业主 住戶姓名 戶主姓名 name fullname',
  'id-number':
    '身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 居民身份证号 居民身份证号码 身份号码 证件号码 证件号 身份证件号码 证件编号 身分證 身分證字號 身份證號 身份證號碼 idnumber idno id idcard',
  phone:
    '手机号码 手机号 手机 联系电话 联系方式 电话号码 电话 联系手机 本人电话 本人手机号 移动电话 联系号码 手機 手機號碼 聯絡電話 電話 phone mobile tel telephone phonenumber',
  relation:
    '与户主关系 与户主的关系 与业主关系 户主关系 家庭关系 关系 成员关系 与房主关系 人员类别 居住性质 與戶主關係 關係 relation relationship',
  colour:
    '颜色 管控颜色 五色 五色管理 五色标识 户颜色 颜色分类 管控等级 颜色等级 標色 顏色 管控顏色 colour color',
  'birth-date':
    '出生日期 出生年月日 出生年月 生日 出生 出生時間 出生时间 birthdate birthday dateofbirth',
  'moved-in-on':
    '入住日期 入住时间 登记日期 登记时间 迁入日期 迁入时间 来此居住日期 起租日期 入住時間 登記日期 movedin movedinon moveindate',
  remark: '备注 备注信息 备注说明 说明 情况说明 其他 備註 備註說明 remark remarks note notes',
};

const PLACE_WORDS: Record<PlaceField, string> = {
  community: '社区 所属社区 社区名称 社区居委会 居委会 居民委员会 社區 社區名稱 community',
  village: '村 行政村 村名 所属村 村委会 自然村 村庄 村名称 village',
  grid: ROSTER_WORDS.grid,
  compound:
    '小区 小区名称 小区/院落 小区(院落) 小区(楼院) 小区/楼院 小区或场所 小区(场所) 楼院 楼院名称 院落 院落名称 庭院 场所 场所名称 单位名称 名称 点位 点位名称 小區 小區名稱 場所 compound venue',
  kind: '类型 类别 性质 种类 场所类型 小区类型 小区性质 点位类型 管理类型 類型 類別 kind type',
  gate: '卡点 卡点名称 卡口 卡口名称 出入口 出入口名称 大门 门岗 门 检查点 监测点 测温点 疫情监测点 卡點 卡點名稱 出入口 gate checkpoint',
};

const words = <Field extends string>(all: Record<Field, string>): Map<string, [Field, number]> => {
  const found = new Map<string, [Field, number]>();
  for (const [field, list] of Object.entries(all) as [Field, string][]) {
    for (const [rank, word] of list.split(' ').entries()) {
      if (!found.has(word)) found.set(word, [field, rank]);
    }
  }
  return found;
};

export type Vocabulary<Field extends string> = ReadonlyMap<string, readonly [Field, number]>;
export const ROSTER_VOCABULARY: Vocabulary<RosterField> = words(ROSTER_WORDS);
export const PLACE_VOCABULARY: Vocabulary<PlaceField> = words(PLACE_WORDS);

const compact = (cell: Cell | undefined): string =>
  halfWidth(cellText(cell))
    .toLowerCase()
    .replace(/[\s*＊:：、.。_"'“”\u200b-\u200f\ufeff-]/g, '');

/** The field that a heading means, and how surely (0 is surest); null: not one of these. */
export function fieldOf<Field extends string>(
  cell: Cell | undefined,
  vocabulary: Vocabulary<Field>,
): readonly [Field, number] | null {
  if (typeof cell !== 'string') return null;
  const text = compact(cell);
  if (text === '' || text.length > MAX_HEADING) return null;
  const direct = vocabulary.get(text);
  if (direct) return direct;
  // 姓名(必填), 身份证号[18位]: what stands in brackets explains; 手机(联系电话): or is another word for it.
  const outside = text.replace(/[([【〔<].*?[)\]】〕>]/g, '');
  const found = vocabulary.get(outside) ?? vocabulary.get(outside.replace(/^\d+|\d+$/g, ''));
  return found ? [found[0], found[1] + 0.5] : null;
}

export interface Columns<Field extends string> {
  readonly headings: readonly string[];
  /** By column; null: not taken. */
  readonly fields: readonly (Field | null)[];
}

export const columnOf = <Field extends string>(columns: Columns<Field>, field: Field): number =>
  columns.fields.indexOf(field);

/** Each field once, in the surest of its columns. */
export function columnsOf<Field extends string>(
  rows: readonly (readonly Cell[])[],
  vocabulary: Vocabulary<Field>,
): Columns<Field> {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const headings: string[] = [];
  const guesses: (readonly [Field, number] | null)[] = [];
  for (let column = 0; column < width; column++) {
    // The lower of two heading rows is the more exact one.
    const cells = rows.map((row) => row[column]).filter((cell) => cellText(cell).trim() !== '');
    const known = cells.toReversed().find((cell) => fieldOf(cell, vocabulary));
    headings.push(
      cellText(known ?? cells.at(-1))
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 200),
    );
    guesses.push(known === undefined ? null : fieldOf(known, vocabulary));
  }
  const surest = new Map<Field, number>();
  for (const [column, guess] of guesses.entries()) {
    const rival = guess && surest.get(guess[0]);
    const rivalRank = rival === null || rival === undefined ? null : guesses[rival]?.[1];
    if (guess && (rivalRank === null || rivalRank === undefined || guess[1] < rivalRank)) {
      surest.set(guess[0], column);
    }
  }
  const fields = guesses.map((guess, column) =>
    guess && surest.get(guess[0]) === column ? guess[0] : null,
  );
  return { headings, fields };
}
