import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import en from './desk/en.json' with { type: 'json' };
import zhCN from './desk/zh-CN.json' with { type: 'json' };
import zhTW from './desk/zh-TW.json' with { type: 'json' };
import type { DeskMessageId, Locale, MessageValues } from './message-id.ts';

const catalogues = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };

/** The desk's words for the server: headings of exports and reports. Each caller has its own locale. */
export function serverSay(locale: Locale): (id: DeskMessageId, values?: MessageValues) => string {
  const i18n = setupI18n({ locale, messages: { [locale]: catalogues[locale] } });
  i18n.setMessagesCompiler(compileMessage);
  return (id, values) => i18n.t(id, values);
}
