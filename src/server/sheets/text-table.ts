import type { SheetRow } from './cell.ts';
import { CsvRows, detectDelimiter } from './csv-rows.ts';
import type { Table } from './table.ts';
import { decodedText, detectEncoding } from './text-encoding.ts';
import { UnreadableTable } from './unreadable-table.ts';

const SAMPLE_BYTES = 64 * 1024;

/** Of 1,000 signs of a text that was decoded wrongly, or is none, more than this many are none. */
const MOST_UNREADABLE = 20;

/** CSV or TSV in any encoding that is in use. `name` stands for its only sheet. @throws UnreadableTable */
export function openText(bytes: Uint8Array, name: string): Table {
  const text = detectEncoding(bytes);
  const sampleBytes = bytes.subarray(0, SAMPLE_BYTES);
  const sample = [...decodedText(sampleBytes, text, () => undefined)].join('');
  const unreadable = sample.match(/(?!\s)[\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (unreadable * 1000 > sample.length * MOST_UNREADABLE) throw new UnreadableTable('not-a-table');
  // Excel's own word for the delimiter, in a line before the table.
  const told = /^sep=(.)\r?\n/i.exec(sample)?.[1];
  const delimiter = told ?? detectDelimiter(sample);
  return {
    encoding: text.encoding,
    sheets: [
      {
        name,
        async *rows(onProgress): AsyncGenerator<SheetRow[]> {
          const rows = new CsvRows(delimiter);
          let done = text.skip;
          const chunks = decodedText(bytes, text, (count) => {
            done += count;
            onProgress?.(done, bytes.length);
          });
          for (const chunk of chunks) yield rows.write(chunk);
          yield rows.end();
        },
      },
    ],
  };
}
