import { halfWidth } from '../../domain/half-width.ts';
import { readDate } from '../roster-import/read-date.ts';
import { cleanText } from '../roster-import/read-text.ts';
import type { Cell } from '../sheets/cell.ts';

const DAY_MS = 24 * 60 * 60_000;
const WEEKDAYS = '日一二三四五六';
const WEEKDAY = /(?:周|星期|礼拜|週|禮拜)([一二三四五六日天])/;

/** What a sheet says of its days beside the cells: in its name and titles. */
export interface DayContext {
  /** 'YYYY-MM-DD' of the first day that is named; null: none. */
  readonly first: string | null;
  /** It is the only one, and a whole day. */
  readonly isOnly: boolean;
  /** Today, which decides about years that are not said. */
  readonly today: string;
}

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const dayAfter = (day: string, days: number): string => dayOf(utc(day) + days * DAY_MS);

function calendarDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? dayOf(at.getTime()) : null;
}

/** Of the years around, the one that brings the day nearest. */
function nearest(month: number, day: number, to: string): string | null {
  const year = Number(to.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((one) => calendarDay(one, month, day) ?? []);
  const far = (one: string): number => Math.abs(utc(one) - utc(to));
  return days.toSorted((a, b) => far(a) - far(b))[0] ?? null;
}

/** The first day from `first` on that `fits`, within so many days. */
function firstFrom(first: string, within: number, fits: (at: Date) => boolean): string | null {
  for (let days = 0; days < within; days += 1) {
    const at = utc(first) + days * DAY_MS;
    if (fits(new Date(at))) return dayOf(at);
  }
  return null;
}

/** Whether a cell is a day and nothing else; weekdays and numbers of days too. */
export const isDay = (cell: Cell | undefined): boolean =>
  readDay(cell, { first: '2000-01-01', isOnly: false, today: '2000-01-01' }) !== null &&
  typeof cell !== 'number';

/**
 * 'YYYY-MM-DD' of 2022/3/28, 2022年3月28日, 3月28日（周一）, 3.28, 3/28, Excel's dates; of 28日 and 周一 where the sheet says
 * of which week or month. '' for an empty cell, null when it is no day.
 */
export function readDay(cell: Cell | undefined, context: DayContext): string | null {
  const { first, today } = context;
  if (typeof cell === 'object' && cell !== null) return cell.date;
  if (typeof cell === 'number') {
    if (Number.isInteger(cell) && cell >= 1 && cell <= 31) return dayOfMonth(cell, first);
    return readDate(cell);
  }
  const text = halfWidth(cleanText(cell)).replaceAll(/\s/g, '');
  if (text === '') return '';
  const weekday = WEEKDAY.exec(text)?.[1];
  const bare = text
    .replace(new RegExp(`[(（]?${WEEKDAY.source}[)）]?`), '')
    .replaceAll(/^[,，、-]+|[,，、-]+$|[()（）]/g, '');
  if (bare === '' && weekday !== undefined) {
    const number = WEEKDAYS.indexOf(weekday === '天' ? '日' : weekday);
    return first === null ? null : firstFrom(first, 7, (at) => at.getUTCDay() === number);
  }
  if (/\d{4}年|^\d{4}[-/.]\d|^\d{8}$/.test(bare)) {
    return /^\d{4}[-/.年]\d{1,2}月?$/.test(bare) ? null : readDate(bare);
  }
  const monthDay = /^(\d{1,2})[月/.-](\d{1,2})[日号]?$/.exec(bare);
  if (monthDay) return nearest(Number(monthDay[1]), Number(monthDay[2]), first ?? today);
  const alone = /^(\d{1,2})[日号]$/.exec(bare);
  return alone ? dayOfMonth(Number(alone[1]), first) : null;
}

const dayOfMonth = (day: number, first: string | null): string | null =>
  first === null ? null : firstFrom(first, 31, (at) => at.getUTCDate() === day);

/** The days that a sheet's name and titles name. */
export function dayContext(titles: readonly string[], today: string): DayContext {
  const found: string[] = [];
  let month: string | null = null;
  for (const title of titles) {
    const text = halfWidth(title).replaceAll(/\s/g, '');
    const written = /(?:(\d{4})[年\-/.])?(\d{1,2})[月\-/.](\d{1,2})(?:[日号]|(?!\d|[:点时月年]))/g;
    for (const [, year, m, d] of text.matchAll(written)) {
      const near = found[0] ?? today;
      const day =
        year === undefined
          ? nearest(Number(m), Number(d), near)
          : calendarDay(Number(year), Number(m), Number(d));
      if (day !== null) found.push(day);
    }
    const ofMonth = /(\d{4})年(\d{1,2})月(?!\d)/.exec(text);
    if (ofMonth) month ??= calendarDay(Number(ofMonth[1]), Number(ofMonth[2]), 1);
  }
  const first = found[0] ?? month;
  return { first, isOnly: new Set(found).size === 1, today };
}
