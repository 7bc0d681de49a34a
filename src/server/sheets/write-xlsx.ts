import { writeXlsxStream } from 'hucre/xlsx';
import { MAX_CELL_LENGTH } from './cell.ts';
import type { WrittenCell, WrittenRow, WrittenTable } from './written-table.ts';

/** A sheet's name may not have these, nor more than 31 characters. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

/** XML has no control characters and no halves of characters; a line break in a cell is a line feed. */
const writable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ')
    .slice(0, MAX_CELL_LENGTH);

const formatOf = (decimals: number | undefined): string =>
  decimals === undefined ? '@' : decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;

const cellOf = (cell: WrittenCell): WrittenCell =>
  typeof cell === 'string' ? (cell === '' ? null : writable(cell)) : cell;

async function* cellsOf(
  pages: AsyncIterable<readonly WrittenRow[]>,
): AsyncGenerator<WrittenCell[]> {
  for await (const rows of pages) for (const row of rows) yield row.map(cellOf);
}

/**
 * A workbook with one sheet, packed as it is read; a page of rows in memory at a time. Every text is a text cell
 * in a text column: nothing is ever a formula, and a number typed over stays as it was typed.
 */
export function writeXlsx(
  name: string,
  { headings, decimals, pages }: WrittenTable,
): ReadableStream<Uint8Array> {
  return writeXlsxStream(cellsOf(pages), {
    name: sheetName(name),
    columns: headings.map((heading, column) => ({
      header: writable(heading),
      width: 16,
      numFmt: formatOf(decimals[column]),
    })),
    freezePane: { rows: 1 },
  });
}
