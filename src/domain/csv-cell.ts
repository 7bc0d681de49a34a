/** What a spreadsheet would run as a formula; the full-width signs too, some programs fold them. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** What a spreadsheet would turn into another value: 18-digit numbers, leading zeros, rooms like 3-1-502. */
const SPOILED = /^(\d{12,}[\dXx]?|0\d+|\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?)$/;

/**
 * One cell for CSV, quoted where needed. A text that a spreadsheet would run gets an apostrophe in
 * front, one that it would turn into a number or a date gets a tab after it, which it shows as nothing.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : SPOILED.test(value) ? `${value}\t` : value;
  return /[",\r\n\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end, as RFC 4180 has it. */
export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${values.map(csvCell).join(',')}\r\n`;
