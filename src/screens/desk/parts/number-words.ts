import { currentLocale } from '../../../words/i18n.ts';

/** 1,204 */
export const numberWords = (value: number): string =>
  new Intl.NumberFormat(currentLocale()).format(value);
