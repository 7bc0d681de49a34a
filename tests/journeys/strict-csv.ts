/**
 * Reads RFC 4180 to the letter: a BOM, CRLF after every line, quotes only where a quoted cell has them, as many cells in
 * every line as in the first. Throws on anything else. What spreadsheets are protected by (an apostrophe before a
 * formula, a tab after a number that they would change) is taken off.
 */
export function readCsv(text: string): Record<string, string>[] {
  if (!text.startsWith('\uFEFF')) throw new Error('no byte order mark');
  const [head, ...lines] = readLines(text.slice(1));
  if (head === undefined) throw new Error('no headings');
  if (new Set(head).size !== head.length) throw new Error('a heading is doubled');
  return lines.map((cells, index) => {
    if (cells.length !== head.length) throw new Error(`line ${index + 2}: ${cells.length} cells`);
    return Object.fromEntries(head.map((name, at) => [name, unprotected(cells[at] ?? '')]));
  });
}

function unprotected(cell: string): string {
  if (/^[=+\-@\t\r＝＋－＠]/u.test(cell)) throw new Error(`a spreadsheet would run ${cell}`);
  return cell.replace(/^'(?=[=+\-@＝＋－＠])/u, '').replace(/\t$/u, '');
}

function readLines(text: string): string[][] {
  const lines: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const cells: string[] = [];
    for (;;) {
      const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/uy;
      cell.lastIndex = at;
      const [whole, quoted, plain, end] = cell.exec(text) ?? [];
      if (whole === undefined) throw new Error(`malformed at ${text.slice(at, at + 40)}`);
      cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
      at += whole.length;
      if (end === '\r\n') break;
    }
    lines.push(cells);
  }
  return lines;
}
