import { cleanText } from '../roster-import/read-text.ts';
import { type Cell, cellText } from '../sheets/cell.ts';

/** Minutes of the day on which the turn begins; the end may lie on the day after. */
export interface Hours {
  readonly start: number;
  readonly end: number;
}

const DAY = 24 * 60;
const hours = (start: number, end: number): Hours => ({ start: start * 60, end: end * 60 });

/** What streets mean by their shifts when they do not say otherwise. */
const USUAL_SHIFTS: readonly (readonly [RegExp, Hours])[] = [
  [/^早$/, hours(6, 14)],
  [/^中$/, hours(14, 22)],
  [/^[晚夜]$/, hours(22, 30)],
];
const SHIFT = /^(?:第)?([早中晚夜白日])(?:间|間|上)?[班岗崗]?次?$/;

/** Hours of a sheet's own shifts, by their first sign. */
export type ShiftHours = ReadonlyMap<string, Hours>;

const PART = '(凌晨|清晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜间|夜)?';
const NEXT = '(次日|翌日|隔日|第二天|明日|明天|次)?';
const TIME = '(\\d{1,2})(?:[:点时點時](\\d{1,2}|半)?)?分?';
const RANGE = new RegExp(
  `${PART}${TIME}(?::\\d{2})?(?:[-—–~～至到―一]|--|——)+${NEXT}${PART}${TIME}(?::\\d{2})?`,
  'g',
);

const isLate = (part: string | undefined): boolean =>
  part !== undefined && /下午|傍晚|晚|夜|中午/.test(part);

function minuteOf(
  part: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
): number | null {
  const h = Number(hour);
  const m = minute === '半' ? 30 : Number(minute ?? 0);
  if (h > 24 || m > 59 || (h === 24 && m > 0)) return null;
  const isAfternoon = isLate(part) && h < 12 && !(part === '中午' && h > 10);
  return (isAfternoon ? h + 12 : h) * 60 + m;
}

function rangeOf(match: RegExpMatchArray): Hours | null {
  const [, partFrom, h1, m1, next, partTo, h2, m2] = match;
  const start = minuteOf(partFrom, h1, m1);
  let end = minuteOf(partTo, h2, m2);
  if (start === null || end === null || start === DAY) return null;
  // 下午2:00-6:00
  const meansSame = partFrom === '下午' && partTo === undefined && next === undefined;
  if (meansSame && end <= start && end < DAY / 2) end += DAY / 2;
  if (next !== undefined || end <= start) end += DAY;
  return end - start <= DAY ? { start, end } : null;
}

/** '0800-1400' as '08:00-14:00'; signs that mean the same made the same. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s/g, '')
    .replaceAll(/[：﹕∶.](?=\d{2}(?!\d))/g, ':')
    .replaceAll(/(?<!\d)(\d{2})(\d{2})(?!\d)/g, '$1:$2');

const rangesIn = (text: string): Hours[] =>
  [...plain(text).matchAll(RANGE)].flatMap((match) => rangeOf(match) ?? []);

/** A shift's first sign; null: no name of a shift. */
function shiftSign(text: string): string | null {
  const bare = plain(text).replaceAll(/[([【].*?[)\]】]/g, '');
  return SHIFT.exec(bare.replace(/[:：]$/, ''))?.[1] ?? null;
}

/** Whether the text is about hours and nothing else: '早班', '8:00-14:00', '早班(06:00—14:00)'. */
export function isHours(text: string): boolean {
  const bare = plain(text);
  if (bare === '') return false;
  if (shiftSign(text) !== null) return true;
  const rest = bare.replaceAll(RANGE, '').replaceAll(/[()[\]【】:：,，、]/g, '');
  return rest !== bare && (rest === '' || SHIFT.test(rest));
}

/**
 * The hours that a text names: as they are written, else those of its shift, in this sheet or as usual. Null: no hours, or
 * none that can be had.
 */
export function readHours(cell: Cell | undefined, shifts: ShiftHours): Hours | null {
  const text = cleanText(cell);
  const [range] = rangesIn(text);
  if (range) return range;
  const sign = shiftSign(text);
  if (sign === null) return null;
  const own = shifts.get(sign);
  return own ?? USUAL_SHIFTS.find(([word]) => word.test(sign))?.[1] ?? null;
}

/** What a title says of the sheet's shifts: '早班7:00-15:00，中班15:00-23:00'. */
export function shiftsIn(text: string): Map<string, Hours> {
  const found = new Map<string, Hours>();
  const legend = /([早中晚夜白日])(?:间|間)?[班岗崗]次?[:：(]?(?=[^早中晚夜白日]*?\d)/g;
  const line = plain(text);
  for (const match of line.matchAll(legend)) {
    const rest = line
      .slice((match.index ?? 0) + match[0].length)
      .split(/[早中晚夜白日](?:间|間)?[班岗崗]/)[0];
    const [range] = rangesIn(rest ?? '');
    if (range && match[1]) found.set(match[1], range);
  }
  return found;
}

/** A clock time: '8:00', '22点', or Excel's part of a day. Minutes; null: none. */
export function readClock(cell: Cell | undefined): number | null {
  if (typeof cell === 'number' && cell >= 0 && cell < 1) return Math.round(cell * DAY) % DAY;
  const match = new RegExp(`^${NEXT}${PART}${TIME}(?::\\d{2})?$`).exec(plain(cellText(cell)));
  if (!match) return null;
  const [, next, part, hour, minute] = match;
  const at = minuteOf(part, hour, minute);
  return at === null ? null : at + (next === undefined ? 0 : DAY);
}

/** From two clock times; the end may be on the day after. */
export function hoursBetween(start: number | null, end: number | null): Hours | null {
  if (start === null || end === null || start >= DAY) return null;
  const until = end <= start ? end + DAY : end;
  return until - start <= DAY ? { start, end: until } : null;
}
