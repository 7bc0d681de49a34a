import type { Locale } from './message-id.ts';
import en from './visit/en.json';
import zhCN from './visit/zh-CN.json';
import zhTW from './visit/zh-TW.json';

export type VisitMessageId = keyof typeof zhCN;
export type VisitSay = (
  id: VisitMessageId,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** All three at once: together they are smaller than one message library, and stay when the network goes. */
const catalogues: Record<Locale, Readonly<Record<VisitMessageId, string>>> = {
  'zh-CN': zhCN,
  'zh-TW': zhTW,
  en,
};

/** The words of a visitor's page: plain texts, without plurals, where {name} is put in as it is. */
export const visitSay =
  (locale: Locale): VisitSay =>
  (id, values = {}) =>
    catalogues[locale][id].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
