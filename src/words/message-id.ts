import type desk from './desk/zh-CN.json';
import type phone from './phone/zh-CN.json';

export type Locale = 'zh-CN' | 'zh-TW' | 'en';

export type PhoneMessageId = keyof typeof phone;
export type DeskMessageId = keyof typeof desk;
export type MessageId = PhoneMessageId | DeskMessageId;

/** What stands in a message's {braces}: numbers choose plurals, strings are put in as they are. */
export type MessageValues = Readonly<Record<string, string | number>>;
