import { openHtml, openOds, openXls } from './other-workbook.ts';
import type { Table } from './table.ts';
import { decodedText, detectEncoding } from './text-encoding.ts';
import { openText } from './text-table.ts';
import { UnreadableTable } from './unreadable-table.ts';
import { openXlsx } from './xlsx-table.ts';
import { ZipArchive } from './zip-archive.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0];
const SAMPLE_BYTES = 2048;

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

const decoded = (bytes: Uint8Array): string => {
  const encoding = detectEncoding(bytes);
  return [...decodedText(bytes, encoding, () => undefined)].join('');
};

/**
 * A table from the bytes of XLSX, XLS, ODS, CSV, TSV or an HTML table; what it is shows in its bytes, not
 * in its name. @throws UnreadableTable
 */
export async function openTable(bytes: Uint8Array, fileName: string): Promise<Table> {
  if (startsWith(bytes, ZIP)) {
    const zip = new ZipArchive(bytes);
    if (zip.has('content.xml')) return openOds(bytes, zip);
    if (zip.has('[Content_Types].xml')) return openXlsx(zip);
    throw new UnreadableTable('not-a-table');
  }
  if (startsWith(bytes, OLE2)) return openXls(bytes);
  const beginning = decoded(bytes.subarray(0, SAMPLE_BYTES));
  if (/^\s*<(!doctype|html|table|\?xml|meta|head|style)/i.test(beginning)) {
    if (!/<(html|table)\b/i.test(beginning)) throw new UnreadableTable('not-a-table');
    return openHtml(bytes, decoded(bytes));
  }
  return openText(bytes, fileName.replace(/\.[^.]*$/, ''));
}
