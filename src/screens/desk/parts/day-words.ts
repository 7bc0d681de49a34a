import { currentLocale, formatDate } from '../../../words/i18n.ts';

/** 3月28日 周六 */
export function dayWords(at: number, zone: string): string {
  const language = currentLocale() === 'en' ? 'en-GB' : currentLocale();
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: zone });
  return `${formatDate(at, zone)} ${weekday.format(at)}`;
}
