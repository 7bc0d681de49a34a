import { type CellValue, EncryptedFileError, fromHtml, readOds, readXls, type Sheet } from 'hucre';
import { type Cell, MAX_CELL_LENGTH, MAX_COLUMNS, ownText, type SheetRow } from './cell.ts';
import type { Table } from './table.ts';
import { UnreadableTable } from './unreadable-table.ts';
import type { ZipArchive } from './zip-archive.ts';

/** These are read as a whole; larger ones have to be saved as .xlsx. */
const MAX_ODS_BYTES = 96 * 1024 * 1024;
const MAX_HTML_BYTES = 16 * 1024 * 1024;
/** Of OpenDocument a tree is built, which may take a hundred times the bytes that its smallest elements have. */
const MAX_ODS_ELEMENTS = 1_200_000;
const MAX_ODS_ATTRIBUTES = 4_000_000;

function cellOf(value: CellValue | undefined): Cell {
  if (value === undefined || value === '') return null;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : { date: value.toISOString().slice(0, 10) };
  }
  return typeof value === 'string' ? ownText(value.slice(0, MAX_CELL_LENGTH)) : value;
}

function* batches(rows: readonly CellValue[][]): Generator<SheetRow[]> {
  const size = 500;
  for (let from = 0; from < rows.length; from += size) {
    yield rows.slice(from, from + size).map((values, index) => ({
      row: from + index + 1,
      cells: values.slice(0, MAX_COLUMNS).map(cellOf),
    }));
  }
}

const tableOf = (sheets: readonly Sheet[]): Table => {
  const shown = sheets.filter(({ hidden, veryHidden }) => !hidden && !veryHidden);
  if (shown.length === 0) throw new UnreadableTable('not-a-table');
  return {
    encoding: null,
    sheets: shown.map(({ name, rows }, index) => ({
      name: name === '' ? `Sheet${index + 1}` : name,
      async *rows(onProgress) {
        let done = 0;
        for (const batch of batches(rows)) {
          done += batch.length;
          onProgress?.(done, rows.length);
          yield batch;
        }
      },
    })),
  };
};

async function orUnreadable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableTable) throw error;
    throw new UnreadableTable(error instanceof EncryptedFileError ? 'password' : 'damaged');
  }
}

/** Whether these names of streams stand in an OLE2 file; they are written in UTF-16. */
const hasStream = (bytes: Uint8Array, name: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name, 0, 'utf16le');

/** Excel 97–2003, or the envelope of a workbook with a password. @throws UnreadableTable */
export async function openXls(bytes: Uint8Array): Promise<Table> {
  if (hasStream(bytes, 'EncryptedPackage')) throw new UnreadableTable('password');
  if (!hasStream(bytes, 'Workbook')) throw new UnreadableTable('not-a-table');
  if (hasFilePass(bytes)) throw new UnreadableTable('password');
  return tableOf((await orUnreadable(() => readXls(bytes))).sheets);
}

/** An old workbook with a password says so right after its first record (BOF 0x0809, FILEPASS 0x002f). */
function hasFilePass(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = buffer.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]));
  return begin >= 0 && begin + 22 <= buffer.length && buffer.readUInt16LE(begin + 20) === 0x2f;
}

function countOf(sign: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}

/** OpenDocument, as LibreOffice and WPS write it. @throws UnreadableTable */
export async function openOds(bytes: Uint8Array, zip: ZipArchive): Promise<Table> {
  const manifest = zip.has('META-INF/manifest.xml')
    ? await zip.text('META-INF/manifest.xml', MAX_ODS_BYTES)
    : '';
  if (manifest.includes('encryption-data')) throw new UnreadableTable('password');
  // Unpacked once here, so that no bomb is ever unpacked there.
  let length = 0;
  let elements = 0;
  let attributes = 0;
  for await (const text of zip.texts('content.xml', MAX_ODS_BYTES)) {
    length += text.length;
    elements += countOf('<', text) - countOf('</', text);
    attributes += countOf('=', text);
    if (elements > MAX_ODS_ELEMENTS || attributes > MAX_ODS_ATTRIBUTES) {
      throw new UnreadableTable('too-large');
    }
  }
  if (length === 0) throw new UnreadableTable('damaged');
  return tableOf((await orUnreadable(() => readOds(bytes))).sheets);
}

/** A page with a table that calls itself .xls, as many registers on the web export it. @throws UnreadableTable */
export async function openHtml(bytes: Uint8Array, text: string): Promise<Table> {
  if (bytes.length > MAX_HTML_BYTES) throw new UnreadableTable('too-large');
  return tableOf([await orUnreadable(async () => fromHtml(text, { typeInference: false }))]);
}
