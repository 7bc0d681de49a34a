import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, csvLine } from '../../src/domain/csv-cell.ts';

/** RFC 4180, one line. */
function parseLine(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n$)/gy;
  for (let match = cell.exec(line); match; match = cell.exec(line)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') break;
  }
  return cells;
}

test('ordinary texts and numbers stand as they are', () => {
  expect(csvLine(['周敬明', 36.5, null, '北门'])).toBe('周敬明,36.5,,北门\r\n');
});

test('what a spreadsheet would run as a formula is shown as text', () => {
  for (const text of ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '＝1', '=HYPERLINK("x","y")']) {
    expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
  }
});

test('what a spreadsheet would turn into another value is kept apart by a tab', () => {
  for (const text of ['11010519491231002X', '110105194912310028', '0371', '3-1-502', '12-5']) {
    expect(csvCell(text)).toBe(`"${text}\t"`);
  }
  expect(csvCell('13800004417')).toBe('13800004417');
});

test('every line of texts is read back as it was, but for the mark in front or the tab behind', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
      const back = parseLine(csvLine(texts));
      expect(back.length).toBe(texts.length);
      for (const [index, text] of texts.entries()) {
        expect([text, `'${text}`, `${text}\t`]).toContain(back[index]);
      }
    }),
  );
});

test('no cell begins with a sign that starts a formula', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[=+@\t\r＝＋－＠-][\s\S]{0,8}$/), (text) => {
      expect(parseLine(csvLine([text]))[0]).not.toMatch(/^[=+@\t\r\n＝＋－＠-]/);
    }),
  );
});
