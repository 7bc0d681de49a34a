import { streetDay, streetDayStart, streetDaysEnd } from './street-time.ts';

const HOUR_MS = 3_600_000;
const EARLIEST = 0;
const LATEST = Date.UTC(9000, 0, 1);

/** A record may hold any number: one that is off the calendar is taken for its end. */
const onCalendar = (at: number): number => Math.min(Math.max(at, EARLIEST), LATEST);

/** The street's days around one moment. A history of a month asks for each of them many times. */
export interface StreetCalendar {
  /** 'YYYY-MM-DD'. */
  readonly today: string;
  /** First moment of the day `ago` days before today; negative: after it. */
  dayStart(ago: number): number;
  /** 'YYYY-MM-DD' of the day `ahead` days after today. */
  dayAhead(ahead: number): string;
  /** How many days before today the moment lies; 0 is today. */
  daysAgo(at: number): number;
}

let latest: { readonly zone: string; readonly end: number; readonly calendar: Calendar } | null =
  null;

/** The same answer for the same arguments; the one of the latest day is kept. */
export function streetCalendar(moment: number, zone: string): StreetCalendar {
  const at = onCalendar(moment);
  const kept = latest;
  if (kept && kept.zone === zone && at >= kept.calendar.dayStart(0) && at < kept.end) {
    return kept.calendar;
  }
  const calendar = new Calendar(at, zone);
  latest = { zone, end: streetDaysEnd(at, 1, zone), calendar };
  return calendar;
}

class Calendar implements StreetCalendar {
  readonly today: string;
  readonly #zone: string;
  readonly #todayStart: number;
  readonly #starts = new Map<number, number>();

  constructor(at: number, zone: string) {
    this.#zone = zone;
    this.#todayStart = streetDayStart(at, zone);
    this.today = streetDay(at, zone);
  }

  dayStart(ago: number): number {
    if (ago === 0) return this.#todayStart;
    const known = this.#starts.get(ago);
    if (known !== undefined) return known;
    // From around noon, however long the days between are.
    const start = streetDayStart(this.#todayStart + (12 - ago * 24) * HOUR_MS, this.#zone);
    this.#starts.set(ago, start);
    return start;
  }

  dayAhead(ahead: number): string {
    return dayPlus(this.today, ahead);
  }

  daysAgo(moment: number): number {
    const at = onCalendar(moment);
    let ago = Math.ceil((this.#todayStart - at) / (24 * HOUR_MS));
    while (this.dayStart(ago) > at) ago += 1;
    while (this.dayStart(ago - 1) <= at) ago -= 1;
    return ago;
  }
}

/** 'YYYY-MM-DD' so many days later, or earlier. */
export const dayPlus = (day: string, days: number): string => {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 'YYYY-MM-DD'.length);
};
