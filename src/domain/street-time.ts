const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl formatter costs far more than using one. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

export interface StreetTime {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(9998, 11, 31);

/**
 * The street's calendar and clock at `at` (epoch ms), whatever zone the machine is in. A record may hold any number: one
 * that is off the calendar has the time at its end.
 */
export function streetTime(at: number, zone: string): StreetTime {
  const parts: Record<string, string> = {};
  const moment = Math.min(Math.max(at, EARLIEST), LATEST);
  for (const { type, value } of formatterOf(zone).formatToParts(moment)) parts[type] = value;
  return {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    weekday: WEEKDAYS.indexOf(parts.weekday ?? ''),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** '2026-03-28': the street's day, which is the day of every rule, list and report. */
export function streetDay(at: number, zone: string): string {
  const { year, month, day } = streetTime(at, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** '14:07'. */
export function streetClock(at: number, zone: string): string {
  const { hour, minute } = streetTime(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** '14:07:12'. */
export const streetClockSeconds = (at: number, zone: string): string =>
  `${streetClock(at, zone)}:${two(streetTime(at, zone).second)}`;

const utcOf = ({ year, month, day, hour, minute, second }: StreetTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/**
 * Epoch ms of a clock time on a street's day; null when `day` is no day of the calendar ('2026-02-30').
 * A time that a change of clocks leaves out falls after the gap.
 */
export function streetMoment(
  day: string,
  hour: number,
  minute: number,
  zone: string,
): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const wanted = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), hour, minute);
  if (new Date(wanted).toISOString().slice(0, 10) !== day) return null;
  let at = wanted;
  for (let round = 0; round < 2; round++) {
    const off = wanted - utcOf(streetTime(at, zone));
    if (off === 0) return at;
    at += off;
  }
  // West of Greenwich the search ends before a gap.
  return at + Math.max(0, wanted - utcOf(streetTime(at, zone)));
}

/** First moment of the street's day that `at` lies in. */
export const streetDayStart = (at: number, zone: string): number =>
  streetMoment(streetDay(at, zone), 0, 0, zone) as number;

const HOUR_MS = 3_600_000;

/** First moment after `days` of the street's days, of which the one that `at` lies in is the first. */
export const streetDaysEnd = (at: number, days: number, zone: string): number =>
  // From around noon of the day after, however long the days between are.
  streetDayStart(streetDayStart(at, zone) + (days * 24 + 12) * HOUR_MS, zone);
