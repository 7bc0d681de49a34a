import { csvLine } from '../../domain/csv-cell.ts';
import type { WrittenTable } from './written-table.ts';

/** UTF-8 with BOM and CRLF, formula-safe; a page of rows in memory at a time. */
export async function* writeCsv({
  headings,
  decimals,
  pages,
}: WrittenTable): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(headings)}`;
  for await (const rows of pages) {
    const lines = rows.map((row) =>
      csvLine(
        row.map((cell, column) =>
          typeof cell === 'number' ? cell.toFixed(decimals[column] ?? 0) : cell,
        ),
      ),
    );
    if (lines.length > 0) yield lines.join('');
  }
}
