import { halfWidth } from '../../domain/half-width.ts';
import { type Cell, dateOfSerial } from '../sheets/cell.ts';
import { withoutChineseNumerals } from './read-numeral.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

function calendarDate(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isDay = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!isDay || year < FIRST_YEAR || year > LAST_YEAR) return null;
  return at.toISOString().slice(0, 10);
}

/** A number is 20200301 or Excel's count of days. */
function dateOfNumber(value: number): string | null {
  if (value >= 19_000_101 && Number.isInteger(value)) {
    return calendarDate(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
  }
  const date = value >= 367 && value < 80_000 ? dateOfSerial(value) : null;
  return date;
}

/**
 * 'YYYY-MM-DD' of whatever people write for a day: 2020/3/1, 2020.3.1, 20200301, 2020年3月1日, 二〇二〇年三月一日,
 * 1/3/2020 where only one order is a date, 43891 (Excel's count), a month alone for its first day.
 * '' for an empty cell, null when it is no day or might be two.
 */
export function readDate(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return '';
  if (typeof cell === 'number') return dateOfNumber(cell);
  const raw = typeof cell === 'object' ? cell.date : halfWidth(cell).trim();
  if (raw === '' || /^([-/—]+|无|不详)$/.test(raw)) return '';
  const text = (/[〇零一二三四五六七八九十]/.test(raw) ? withoutChineseNumerals(raw) : raw)
    .replace(/[T ]+\d{1,2}[:时]\d{1,2}.*$/, '')
    .replace(/\s+/g, '');
  if (/^\d{8}$/.test(text)) return dateOfNumber(Number(text));
  if (/^\d{5}(\.\d+)?$/.test(text)) return dateOfNumber(Number(text));
  const yearFirst = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?)?日?号?$/.exec(text);
  if (yearFirst) {
    const [, year, month, day = '1'] = yearFirst;
    return calendarDate(Number(year), Number(month), Number(day));
  }
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (yearLast) {
    const [first, second, year] = yearLast.slice(1).map(Number) as [number, number, number];
    const found = [calendarDate(year, first, second), calendarDate(year, second, first)];
    const dates = [...new Set(found.filter((date) => date !== null))];
    return dates.length === 1 ? (dates[0] ?? null) : null;
  }
  return null;
}
