import type { Locale } from './message-id.ts';

/** The person's own choice first, then the first of the browser's languages that we speak. */
export function chooseLocale(languages: readonly string[], stored: Locale | null): Locale {
  if (stored) return stored;
  for (const language of languages) {
    const [name, ...rest] = language.toLowerCase().split('-');
    if (name === 'en') return 'en';
    if (name !== 'zh') continue;
    if (rest.includes('hans')) return 'zh-CN';
    return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-TW' : 'zh-CN';
  }
  return 'zh-CN';
}
