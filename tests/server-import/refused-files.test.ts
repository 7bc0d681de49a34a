import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { expect, test } from 'vitest';
import { IMPORT_MAX_BYTES } from '../../src/protocol/imports.ts';
import { MAX_ROWS } from '../../src/server/roster-import/read-file.ts';
import { readRosterFile } from '../../src/server/roster-import/read-roster-file.ts';
import { cellText, MAX_CELL_LENGTH, type SheetRow } from '../../src/server/sheets/cell.ts';
import { openTable } from '../../src/server/sheets/open-table.ts';
import { ZipArchive } from '../../src/server/sheets/zip-archive.ts';
import { pagedCsv, sheetPerBuilding, titledWorkbook } from './messy-files.ts';
import { zipOf } from './zip-of.ts';

const OPTIONS = { columns: [], compoundName: '和平里', now: Date.UTC(2022, 3, 1) };

const outcome = async (bytes: Uint8Array, fileName = '名册.xlsx'): Promise<string> => {
  const read = await readRosterFile(bytes, fileName, OPTIONS);
  return read.ok ? `${read.file.rows.length} rows` : read.why;
};

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const workbookOf = (sheet: string, texts = '<sst/>'): Uint8Array => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="x/${type}" Target="${target}"/>`;
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<r>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</r>`,
    'xl/workbook.xml': '<w><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></w>',
    'xl/_rels/workbook.xml.rels': `<r>${relation('r1', 'worksheet', 'a.xml')}${relation('r2', 'sharedStrings', 'b.xml')}</r>`,
    'xl/a.xml': sheet,
    'xl/b.xml': texts,
  });
};

test('a workbook with a password is refused as such', async () => {
  const sheets = [{ name: 'a', rows: [['姓名', '房号']] }];
  const bytes = await writeXlsx({ sheets, encryption: { password: 'x', spinCount: 1 } });
  expect(await outcome(bytes)).toBe('password');
});

test('what is no table is refused: pictures, pages, prose, nothing', async () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2]);
  expect(await outcome(png)).toBe('not-a-table');
  expect(await outcome(zipOf({ 'word/document.xml': '<w/>' }))).toBe('not-a-table');
  expect(await outcome(zipOf({ '[Content_Types].xml': '<Types/>' }))).toBe('not-a-table');
  expect(await outcome(text('<!doctype html><p>登录</p>'))).toBe('not-a-table');
  expect(await outcome(text('居民须知\r\n出门戴口罩\r\n'), '须知.csv')).toBe('no-headings');
  expect(await outcome(text('姓名,房号\r\n'), '空.csv')).toBe('no-rows');
  expect(await outcome(new Uint8Array())).toBe('no-rows');
});

test('a file that was cut off or changed anywhere is damaged or read, never worse', async () => {
  const files = [await titledWorkbook(), await sheetPerBuilding(), pagedCsv()];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 4 }),
      async ({ bytes, fileName }, length, changes) => {
        const spoiled = bytes.slice(0, Math.ceil(bytes.length * length));
        for (const [at, value] of changes) spoiled[Math.floor(at * spoiled.length)] = value;
        expect(await outcome(spoiled, fileName)).toMatch(
          /^(\d+ rows|damaged|not-a-table|no-headings|no-rows|too-large|password)$/,
        );
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});

test('what would fill the memory is refused before it does', async () => {
  expect(await outcome(new Uint8Array(IMPORT_MAX_BYTES + 1))).toBe('too-large');
  const bomb = new ZipArchive(zipOf({ a: ' '.repeat(1_000_000) }));
  await expect(bomb.text('a', 100_000)).rejects.toMatchObject({ why: 'too-large' });
  const endless = `<worksheet><sheetData><row><c><v>${'1'.repeat(3_000_000)}`;
  expect(await outcome(workbookOf(endless))).toBe('damaged');
  const tree = `<office:spreadsheet><table:table>${'<a/>'.repeat(1_300_000)}</table:table></office:spreadsheet>`;
  expect(await outcome(zipOf({ 'content.xml': tree }), 'a.ods')).toBe('too-large');
  const rows = text(`姓名,房号\n${'张三,1\n'.repeat(MAX_ROWS + 1)}`);
  expect(await outcome(rows, '名册.csv')).toBe('too-many-rows');
});

test('a text in millions of pieces takes no more memory than a whole one', async () => {
  const cells = (text: string) =>
    `<row><c t="str"><v>姓名</v></c><c t="str"><v>房号</v></c></row><row><c t="s"><v>0</v></c><c t="inlineStr">${text}</c></row>`;
  const pieces = '<t>abc</t>'.repeat(400_000);
  const bytes = workbookOf(
    `<worksheet><sheetData>${cells(pieces)}</sheetData></worksheet>`,
    `<sst><si>${pieces}</si></sst>`,
  );
  const rows: SheetRow[] = [];
  for (const sheet of (await openTable(bytes, '')).sheets) {
    for await (const batch of sheet.rows()) rows.push(...batch);
  }
  const lengths = rows[1]?.cells.map((cell) => cellText(cell).length);
  expect(lengths?.every((length) => Math.abs(length - MAX_CELL_LENGTH) < 3)).toBe(true);
});

test('rows are numbered as Excel shows them and progress ends at the end', async () => {
  const bytes = workbookOf(
    '<worksheet><sheetData><row r="5"><c t="str"><v>姓名</v></c><c t="str"><v>房号</v></c></row><row r="90"><c t="str"><v>张三</v></c><c><v>1</v></c></row></sheetData></worksheet>',
  );
  const told: (readonly [number, number, number])[] = [];
  const read = await readRosterFile(bytes, 'a.xlsx', {
    ...OPTIONS,
    onProgress: (rows, done, of) => told.push([rows, done, of]),
  });
  expect(read.ok && read.file.rows.map(({ row }) => row)).toEqual([90]);
  expect(told.every(([, done, of]) => done <= of)).toBe(true);
  expect(told.at(-1)?.[1]).toBe(told.at(-1)?.[2]);
});
