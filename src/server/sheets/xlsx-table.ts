import type { SheetRow } from './cell.ts';
import type { Table } from './table.ts';
import { UnreadableTable } from './unreadable-table.ts';
import { dateStyles, sharedTexts, workbookParts } from './xlsx-parts.ts';
import { type WorkbookContent, XlsxRows } from './xlsx-rows.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Of one worksheet, unpacked; it is never held as a whole. */
const SHEET_BYTES = 1024 * 1024 * 1024;

/**
 * A workbook of Excel, unpacked while it is read: nothing but the texts that its cells share is held in
 * memory. (hucre builds a tree of those texts first, which takes half a gigabyte for 200,000 people.)
 * @throws UnreadableTable
 */
export async function openXlsx(zip: ZipArchive): Promise<Table> {
  const parts = await workbookParts(zip);
  if (parts.sheets.length === 0) throw new UnreadableTable('not-a-table');
  const { textsPart, stylesPart, is1904 } = parts;
  const all = [...parts.sheets.map(({ part }) => part), ...(textsPart === null ? [] : [textsPart])];
  const of = all.reduce((sum, part) => sum + zip.packedBytes(part), 0);
  let done = 0;
  let content: Promise<WorkbookContent> | null = null;
  const read = async (onPacked: (bytes: number) => void): Promise<WorkbookContent> => ({
    texts: textsPart === null ? [] : await sharedTexts(zip, textsPart, onPacked),
    isDate: stylesPart === null ? [] : await dateStyles(zip, stylesPart),
    is1904,
  });
  return {
    encoding: null,
    sheets: parts.sheets.map(({ name, part }) => ({
      name,
      async *rows(onProgress): AsyncGenerator<SheetRow[]> {
        const onPacked = (bytes: number): void => {
          done += bytes;
          onProgress?.(done, of);
        };
        content ??= read(onPacked);
        const rows = new XlsxRows(await content);
        for await (const text of zip.texts(part, SHEET_BYTES, onPacked)) {
          yield rows.write(text);
          if (rows.isOver) return;
        }
        // A worksheet without its end was cut off.
        throw new UnreadableTable('damaged');
      },
    })),
  };
}
