import { i18n, type Messages } from '@lingui/core';
import type { Locale, MessageId, MessageValues } from './message-id.ts';

export type { Locale, MessageId, MessageValues } from './message-id.ts';

/** `phone` holds everything the parts and the phone say; the desk loads `desk` on top of it. */
export type Catalogue = 'phone' | 'desk';

const catalogues: Record<Catalogue, Record<Locale, () => Promise<{ default: object }>>> = {
  phone: {
    'zh-CN': () => import('./phone/zh-CN.json'),
    'zh-TW': () => import('./phone/zh-TW.json'),
    en: () => import('./phone/en.json'),
  },
  desk: {
    'zh-CN': () => import('./desk/zh-CN.json'),
    'zh-TW': () => import('./desk/zh-TW.json'),
    en: () => import('./desk/en.json'),
  },
};

/**
 * Brings one catalogue and makes its locale the current one; catalogues of a locale add up.
 * Rejects when the chunk cannot be fetched. The caller sets `document.documentElement.lang` and renders again.
 */
export async function loadWords(locale: Locale, catalogue: Catalogue): Promise<void> {
  const { default: messages } = await catalogues[catalogue][locale]();
  i18n.load(locale, messages as Messages);
  if (i18n.locale !== locale) i18n.activate(locale);
}

/** An id without a message comes back as the id: visible, and nothing breaks. */
export function say(id: MessageId, values?: MessageValues): string {
  return i18n.t(id, values);
}

export function currentLocale(): Locale {
  return (i18n.locale || 'zh-CN') as Locale;
}

let streetZone = 'Asia/Shanghai';
const formats = new Map<string, Intl.DateTimeFormat>();

/** The street's zone, an IANA name; every time on screen is the street's, never the phone's. */
export function setZone(zone: string): void {
  streetZone = zone;
}

function format(ms: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${currentLocale()} ${zone} ${Object.entries(options)}`;
  let made = formats.get(key);
  if (!made) {
    // The day before the month, as the rest of the world writes English.
    const language = currentLocale() === 'en' ? 'en-GB' : currentLocale();
    made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    formats.set(key, made);
  }
  return made.format(ms);
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const day = { month: 'long', day: 'numeric' } as const;

/** 16:07 */
export function formatTime(ms: number, zone = streetZone): string {
  return format(ms, zone, clock);
}

/** 16:07:31, where the second matters: ledgers and receipts. */
export function formatTimeToSecond(ms: number, zone = streetZone): string {
  return format(ms, zone, { ...clock, second: '2-digit' });
}

/** 3月30日 */
export function formatDate(ms: number, zone = streetZone): string {
  return format(ms, zone, day);
}

/** 2022年3月30日, 30 March 2022: what may be read in another year. */
export function formatDateWithYear(ms: number, zone = streetZone): string {
  return format(ms, zone, { ...day, year: 'numeric' });
}

/** 3月30日 16:07 */
export function formatDateTime(ms: number, zone = streetZone): string {
  return `${formatDate(ms, zone)} ${formatTime(ms, zone)}`;
}

/** A running clock: minutes and seconds, 3:48; 0:00 when there is nothing left. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
