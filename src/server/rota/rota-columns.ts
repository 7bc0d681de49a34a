import { fieldOf } from '../roster-import/read-headings.ts';
import { type Cell, cellText, type SheetRow } from '../sheets/cell.ts';
import { type DayContext, isDay, readDay } from './read-day.ts';
import { type Hours, isHours, readHours, type ShiftHours } from './read-hours.ts';

export type RotaField =
  | 'date'
  | 'shift'
  | 'hours'
  | 'start'
  | 'end'
  | 'gate'
  | 'compound'
  | 'name'
  | 'phone'
  | 'unit'
  | 'number';

/** What streets call the columns of a rota, the surest word first. */
const WORDS: Record<RotaField, string> = {
  date: '日期 值班日期 值守日期 排班日期 执勤日期 日子 date day',
  shift: '班次 班别 班組 班组 值班班次 班 shift',
  hours:
    '时段 时间段 值守时段 值班时段 值班时间 值守时间 执勤时间 起止时间 班次时间 工作时间 时间 時段 時間 hours time',
  start: '开始 开始时间 上岗时间 起始时间 上班时间 到岗时间 開始 開始時間 start from begin',
  end: '结束 结束时间 离岗时间 下岗时间 下班时间 截止时间 結束 結束時間 end to until',
  gate: '卡点 卡点名称 卡口 卡口名称 岗位 岗点 点位 点位名称 值守点位 值守卡点 值守岗位 值班地点 值守地点 地点 门岗 大门 出入口 监测点 疫情监测点 检查点 测温点 卡點 卡點名稱 崗位 點位 gate post checkpoint',
  compound:
    '小区 小区名称 所属小区 所在小区 小区/院落 小区(院落) 院落 院落名称 楼院 场所 小區 小區名稱 社區 compound',
  name: '姓名 值守人员 值班人员 执勤人员 值守人员姓名 值班人员姓名 人员姓名 志愿者 志愿者姓名 值守人 值班人 人员 人员名单 名单 名字 志工 執勤人員 值守人員 name volunteer people',
  phone:
    '联系电话 手机号码 手机号 手机 电话 电话号码 联系方式 聯絡電話 手機 電話 phone mobile tel telephone',
  unit: '单位 工作单位 所属单位 所在单位 派出单位 来源单位 单位名称 部门 來源單位 單位 unit organisation',
  number: '序号 编号 序 號 序號 no',
};

const VOCABULARY = new Map(
  (Object.entries(WORDS) as [RotaField, string][]).flatMap(([field, list]) =>
    list.split(' ').map((word, rank) => [word, [field, rank] as const] as const),
  ),
);

/** What one column holds: a field of the row, or names of a day, of some hours, or of both. */
export interface RotaColumn {
  readonly field: RotaField | null;
  /** Null: the row says it. */
  readonly day: string | null;
  readonly hours: Hours | null;
}

export interface RotaHeading {
  /** Each row has a day and hours of its own. */
  readonly isList: boolean;
  readonly columns: readonly RotaColumn[];
  /** Rows that it takes. */
  readonly height: number;
}

const MAX_HEIGHT = 3;
const fieldIn = (cell: Cell | undefined): RotaField | null =>
  fieldOf(cell, VOCABULARY)?.[0] ?? null;
const isFilled = (cell: Cell | undefined): boolean => cellText(cell).trim() !== '';
const isMeaning = (cell: Cell | undefined): boolean =>
  fieldIn(cell) !== null || isDay(cell) || isHours(cellText(cell));

/** Names, gates and numbers are below headings, not in them. Over the gates stands whatever the street calls them. */
function isHeadingRow(row: SheetRow): boolean {
  const filled = row.cells.slice(1).filter(isFilled);
  return filled.length > 0 && filled.every(isMeaning);
}

/** A further row of headings: days or shifts only where no row has a day and a shift of its own. */
const goesOn = (row: SheetRow, isList: boolean): boolean =>
  row.cells.filter(isFilled).every((cell) => (isList ? fieldIn(cell) !== null : isMeaning(cell)));

function columnFor(
  cells: readonly (Cell | undefined)[],
  days: DayContext,
  shifts: ShiftHours,
): RotaColumn {
  // The lower of two headings is the more exact one; a date says more than its weekday.
  const upwards = cells.toReversed();
  const isWeekday = (cell: Cell | undefined): boolean => !/\d/.test(cellText(cell));
  const dayCells = upwards.filter(isDay);
  const dayCell = dayCells.find((cell) => !isWeekday(cell)) ?? dayCells[0];
  const hourCell = upwards.find((cell) => !isDay(cell) && isHours(cellText(cell)));
  const day = dayCell === undefined ? null : readDay(dayCell, days) || null;
  const hours = hourCell === undefined ? null : readHours(hourCell, shifts);
  if (dayCell !== undefined || hourCell !== undefined) return { field: null, day, hours };
  return { field: upwards.map(fieldIn).find((field) => field !== null) ?? null, ...NOTHING };
}

const NOTHING = { day: null, hours: null } as const;

/**
 * The heading that begins with this row; null: none does. `rows`: it and those below; `before`: that of what is above it,
 * for below a list rows of a name, a day and a shift are no table's heading.
 */
export function headingAt(
  rows: readonly SheetRow[],
  before: RotaHeading | null,
  days: DayContext,
  shifts: ShiftHours,
): RotaHeading | null {
  const [first] = rows;
  if (!first?.cells.some(isMeaning)) return null;
  const fields = new Set(first.cells.map(fieldIn));
  const isList = fields.has('name') && [...fields].filter((one) => one !== null).length >= 2;
  if (before?.isList && !isList) return null;
  let height = 1;
  if (isList || isHeadingRow(first)) {
    const next = (): SheetRow | undefined => rows[height];
    for (let row = next(); row && height < MAX_HEIGHT && goesOn(row, isList); row = next())
      height += 1;
  }
  const taken = rows.slice(0, height);
  const width = Math.max(...taken.map(({ cells }) => cells.length));
  const filledAcross = taken.map(({ cells }, index) =>
    index === height - 1 ? cells : acrossMerged(cells, taken.slice(index + 1)),
  );
  const columns = Array.from({ length: width }, (_, at) =>
    columnFor(
      filledAcross.map((cells) => cells[at]),
      days,
      shifts,
    ),
  );
  const isMatrix = (count: number): boolean => count >= 2 || (count > 0 && fields.has('gate'));
  const isOfPeople = (at: number): boolean =>
    taken.some(({ cells }) => isDay(cells[at]) || isHours(cellText(cells[at])));
  const peopleColumns = columns.filter((_, at) => at > 0 && isOfPeople(at)).length;
  if (!isList && !(isHeadingRow(first) && isMatrix(peopleColumns))) return null;
  return { isList, columns: isList ? columns : withGate(columns), height };
}

/** A cell that was merged over several columns stands in the first only, and is over all that have something below. */
function acrossMerged(cells: readonly Cell[], below: readonly SheetRow[]): Cell[] {
  const width = Math.max(cells.length, ...below.map((row) => row.cells.length));
  let last: Cell = null;
  return Array.from({ length: width }, (_, at) => {
    const own = cells[at] ?? null;
    if (isFilled(own)) last = isDay(own) ? own : null;
    else if (below.some((row) => isHours(cellText(row.cells[at])))) return last;
    return own;
  });
}

/** The first column without another meaning is the gate's, whatever stands over it. */
function withGate(columns: readonly RotaColumn[]): RotaColumn[] {
  if (columns.some(({ field }) => field === 'gate')) return [...columns];
  const isFree = ({ field, day, hours }: RotaColumn): boolean =>
    field === null && day === null && hours === null;
  const compound = columns.findIndex(({ field }) => field === 'compound');
  const free = columns.findIndex((column, at) => isFree(column) && at > compound);
  return columns.map((column, at) =>
    at === free && at <= compound + 2 ? { ...column, field: 'gate' } : column,
  );
}
