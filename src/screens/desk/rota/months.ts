import { dayPlus } from '../../../domain/street-calendar.ts';
import { currentLocale } from '../../../words/i18n.ts';

/** '2022-03' of '2022-03-28'. */
export const monthOf = (day: string): string => day.slice(0, 'YYYY-MM'.length);

/** This month and those before it, the latest first. */
export function monthsBefore(day: string, count: number): string[] {
  const months = [monthOf(day)];
  while (months.length < count) {
    months.push(monthOf(dayPlus(`${months.at(-1)}-01`, -1)));
  }
  return months;
}

/** Its first and last day. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const from = `${month}-01`;
  const next = monthOf(dayPlus(from, 31));
  return { from, to: dayPlus(`${next}-01`, -1) };
}

/** '2022年3月', 'March 2022'. */
export function monthWords(month: string): string {
  const language = currentLocale() === 'en' ? 'en-GB' : currentLocale();
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(Date.parse(`${month}-15T12:00:00Z`));
}
