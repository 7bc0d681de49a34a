import { halfWidth } from '../../domain/half-width.ts';
import { type Cell, cellText } from '../sheets/cell.ts';

const FORMULA_ERROR =
  /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)$/i;

export const isFormulaError = (cell: Cell | undefined): boolean =>
  typeof cell === 'string' && FORMULA_ERROR.test(cell.trim());

/** Digits written out as a power of ten: the last ones are lost. */
const SCIENTIFIC = /^[\d.,]+\s*e\s*\+?\s*\d+$/i;

export const isScientific = (cell: Cell | undefined): boolean =>
  typeof cell === 'string' && SCIENTIFIC.test(halfWidth(cell).trim());

/**
 * A cell's text without what cannot be seen: marks that WeChat and web pages leave, line breaks, tabs, doubled
 * spaces, the apostrophe that keeps Excel from reckoning.
 */
export const cleanText = (cell: Cell | undefined): string => {
  const text = cellText(cell);
  // Most texts have nothing to clean.
  if (/^[\p{Script=Han}A-Za-z0-9]*$/u.test(text)) return text;
  return halfWidth(text)
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'(?=[=+\-@\d])/, '');
};

/** Signs that no name or address has: the file was decoded or pasted wrongly. */
export const hasWrongSigns = (text: string): boolean => /[\p{Cc}\p{Co}\p{Cs}\ufffd]/u.test(text);

/** What stands for nothing in a table that has to be filled everywhere. */
const NOTHING = /^([-—–/\\、.]+|无|無|没有|空|未知|不详|不詳|暂无|null|none|n\/a|nan)$/i;

export const cleanOrEmpty = (cell: Cell | undefined): string => {
  const text = cleanText(cell);
  return NOTHING.test(text) ? '' : text;
};

/** '张 三' → '张三'; the spaces of 'Ann Lee' stay. */
export const cleanName = (cell: Cell | undefined): string =>
  cleanOrEmpty(cell).replace(/(?<=[\p{Script=Han}·]) (?=[\p{Script=Han}·])/gu, '');

/** Words for a flat without people. */
export const isNobody = (name: string): boolean =>
  /^(空房|空置|空户|空|闲置|无人|无人居住|无人住|未入住|未售|未住|毛坯|待租|出租中|空戶|閒置|無人)$/.test(
    name,
  );
