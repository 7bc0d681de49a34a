import { halfWidth } from '../../../domain/half-width.ts';

const DAY_MINUTES = 1_440;

/** '37.3' ↔ 373. */
export const writeTenths = (tenths: number): string =>
  Number.isNaN(tenths) ? '' : (tenths / 10).toFixed(1);

export function readTenths(text: string): number {
  const match = /^(\d{1,3})(?:[.。](\d))?$/.exec(halfWidth(text).trim());
  return match ? Number(match[1]) * 10 + Number(match[2] ?? 0) : Number.NaN;
}

export const writeWhole = (value: number): string => (Number.isNaN(value) ? '' : String(value));

export function readWhole(text: string): number {
  const typed = halfWidth(text).trim();
  return /^\d{1,7}$/.test(typed) ? Number(typed) : Number.NaN;
}

/** '8:30' ↔ 510; '24:00' is the end of the day. */
export function writeClock(minute: number): string {
  if (Number.isNaN(minute)) return '';
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** '8', '8:30', '0830'. */
export function readClock(text: string): number {
  const match = /^(\d{1,2})(?::?(\d{2}))?$/.exec(halfWidth(text).replace('：', ':').trim());
  if (!match) return Number.NaN;
  const minute = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return Number(match[2] ?? 0) < 60 && minute <= DAY_MINUTES ? minute : Number.NaN;
}

/** A figure kept in another unit: minutes typed, milliseconds kept. */
export const inUnits = (unit: number) => ({
  write: (value: number): string =>
    Number.isNaN(value) ? '' : String(Math.round((value / unit) * 100) / 100),
  read: (text: string): number => {
    const typed = halfWidth(text).trim();
    return /^\d{1,6}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * unit) : Number.NaN;
  },
});
