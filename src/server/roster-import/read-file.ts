import { IMPORT_MAX_BYTES, type ImportRefusal } from '../../protocol/imports.ts';
import { openTable } from '../sheets/open-table.ts';
import { UnreadableTable } from '../sheets/unreadable-table.ts';
import { ReadNotes } from './read-notes.ts';
import type { ReadField, ReadFile, ReadOptions, WrongRoom } from './read-row.ts';
import { type ReadSheet, SheetReading, type TableReader } from './read-sheet.ts';
import type { RowBatches } from './row-batches.ts';

/** Of all sheets together; a street has half as many people. */
export const MAX_ROWS = 300_000;

class TooManyRows extends Error {}

type SheetsRead =
  | { readonly ok: true; readonly sheets: ReadSheet[]; readonly encoding: string | null }
  | { readonly ok: false; readonly why: ImportRefusal };

/** Every sheet of a file, row by row, to the reader. */
async function readSheets<Field extends ReadField>(
  bytes: Uint8Array,
  fileName: string,
  reader: TableReader<Field>,
  notes: ReadNotes,
  { columns, onProgress }: Pick<ReadOptions, 'columns' | 'onProgress'>,
): Promise<SheetsRead> {
  if (bytes.length > IMPORT_MAX_BYTES) return { ok: false, why: 'too-large' };
  if (bytes.length === 0) return { ok: false, why: 'no-rows' };
  let count = 0;
  const sheets: ReadSheet[] = [];
  try {
    const table = await openTable(bytes, fileName);
    for (const sheet of table.sheets) {
      const reading = new SheetReading(sheet, reader, notes, columns);
      const before = count;
      await reading.read(
        (rows) => {
          count = before + rows;
          if (count > MAX_ROWS) throw new TooManyRows();
        },
        (done, of) => onProgress?.(count, done, of),
      );
      const shown = reading.shown();
      if (shown) sheets.push(shown);
    }
    // Headings that nobody understands can be explained at the desk; where there are none, nothing can.
    if (sheets.length === 0) return { ok: false, why: 'no-headings' };
    const isRead = sheets.some(({ headingRow, rows }) => headingRow !== null || rows > 0);
    if (isRead && count === 0) return { ok: false, why: 'no-rows' };
    return { ok: true, sheets, encoding: table.encoding };
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, why: error.why };
    if (error instanceof TooManyRows) return { ok: false, why: 'too-many-rows' };
    throw error;
  }
}

interface RowReader<Field extends ReadField, Row> extends TableReader<Field> {
  readonly rows: RowBatches<Row>;
  readonly wrongRooms: readonly WrongRoom[];
}

/** Reads whole files, each with a reader of its own. */
export const fileReading =
  <Field extends ReadField, Row>(
    readerFor: (options: ReadOptions<Row>, notes: ReadNotes) => RowReader<Field, Row>,
  ): ReadFile<Row> =>
  async (bytes, fileName, options) => {
    const notes = new ReadNotes();
    const reader = readerFor(options, notes);
    const read = await readSheets(bytes, fileName, reader, notes, options);
    if (!read.ok) return read;
    reader.rows.end();
    return {
      ok: true,
      file: {
        sheets: read.sheets,
        encoding: read.encoding,
        rows: reader.rows.rows,
        problems: notes.list(),
        wrongRows: notes.wrongRows,
        warnings: notes.warnings,
        wrongRooms: reader.wrongRooms,
      },
    };
  };
