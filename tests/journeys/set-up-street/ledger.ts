import { readFile } from 'node:fs/promises';
import { readXlsx } from 'hucre/xlsx';
import { expect } from 'vitest';
import { readCsv } from '../strict-csv.ts';
import { deskWord } from '../words.ts';
import type { StreetSetUp } from './street-set-up.ts';

type Rows = readonly Readonly<Record<string, string>>[];

/** Row by row, in both formats, against what was written down as it was done. */
export async function bothExportsSayWhatWasDone(street: StreetSetUp): Promise<void> {
  await theLedgerHolds(street, street.done.count);
  const csv = readCsv((await download(street, 'ledger.export', 'csv')).toString('utf8'));
  const xlsx = await readTable(await download(street, 'ledger.export-xlsx', 'xlsx'));
  expect(asWritten(csv)).toEqual(street.done.expected(''));
  expect(xlsx).toEqual(csv);
}

export async function theLedgerHolds(street: StreetSetUp, entries: number): Promise<void> {
  await street.goTo('ledger');
  // A journey at midnight has two days.
  const time = street.desk.page.getByRole('combobox', { name: deskWord('filter.time') });
  await time.selectOption({ label: deskWord('filter.week') });
  await street.desk.holds(entries);
}

async function download(
  street: StreetSetUp,
  id: 'ledger.export' | 'ledger.export-xlsx',
  format: string,
): Promise<Buffer> {
  const coming = street.desk.page.waitForEvent('download');
  await street.press(id);
  const come = await coming;
  expect(come.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
  return readFile(await come.path());
}

/** Texts as they stand in the cells, temperatures as people write them. */
async function readTable(bytes: Buffer): Promise<Rows> {
  const { sheets } = await readXlsx(bytes);
  expect(sheets).toHaveLength(1);
  const [head = [], ...rows] = sheets[0]?.rows ?? [];
  return rows.map((row) =>
    Object.fromEntries(
      head.map((name, column) => {
        const cell = row[column] ?? '';
        return [String(name), typeof cell === 'number' ? cell.toFixed(1) : String(cell)];
      }),
    ),
  );
}

/** Without what only the server knows: when it came, and its number. */
function asWritten(rows: Rows): Rows {
  const record = deskWord('register.record');
  const received = deskWord('register.received');
  expect(new Set(rows.map((row) => row[record])).size).toBe(rows.length);
  return rows.map(({ [record]: _, [received]: when, ...row }) => {
    expect(when).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    return row;
  });
}
