/** A day of the calendar that a workbook shows as a date: 'YYYY-MM-DD'. */
export interface DateCell {
  readonly date: string;
}

/** Null: empty. Formula errors come as their text, '#REF!'. */
export type Cell = string | number | boolean | DateCell | null;

export interface SheetRow {
  /** As Excel shows it, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Cells further right are left out. */
export const MAX_COLUMNS = 256;

/** Longer texts are cut: no cell of a workbook holds more. */
export const MAX_CELL_LENGTH = 32_767;

/** What stands in the cell; numbers without exponent as long as they are exact. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell.date : String(cell);
}

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465;

/** Excel's count of days → 'YYYY-MM-DD'; null when it is no day. `is1904`: the old Macintosh count. */
export function dateOfSerial(serial: number, is1904 = false): string | null {
  const days = Math.floor(serial) + (is1904 ? 1_462 : 0);
  if (!(days >= 1 && days <= LAST_SERIAL)) return null;
  // Excel counts a 29 February 1900 that never was.
  const at = Date.UTC(1899, 11, 30) + (days < 60 ? days + 1 : days) * DAY_MS;
  return new Date(at).toISOString().slice(0, 10);
}

/** A copy with memory of its own: a part of a long text would keep the whole of it alive. */
export const ownText = (text: string): string =>
  text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
