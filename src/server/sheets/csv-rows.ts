import { MAX_CELL_LENGTH, MAX_COLUMNS, ownText, type SheetRow } from './cell.ts';

const DELIMITERS = [',', '\t', ';', '|', '，'] as const;
const SAMPLE_LINES = 30;

/** The sign that parts cells: the one that most lines of the beginning have equally often. */
export function detectDelimiter(sample: string): string {
  const lines = sample
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES);
  let best: string = DELIMITERS[0];
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines
      .map((line) => line.split(delimiter).length - 1)
      .filter((count) => count > 0);
    const common = Math.max(
      0,
      ...counts.map((one) => counts.filter((other) => other === one).length),
    );
    if (common > most) {
      best = delimiter;
      most = common;
    }
  }
  return best;
}

/** Rows of delimited text that comes in chunks, as RFC 4180 has it and Excel writes it. */
export class CsvRows {
  readonly #delimiter: string;
  #row = 1;
  #cells: string[] = [];
  #rows: SheetRow[] = [];
  #cell = '';
  #state: 'start' | 'plain' | 'quoted' | 'quote-in-quoted' = 'start';
  #afterReturn = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The rows that this chunk completes. */
  write(chunk: string): SheetRow[] {
    this.#rows = [];
    for (let at = 0; at < chunk.length; at++) {
      const sign = chunk[at] as string;
      if (this.#afterReturn) {
        this.#afterReturn = false;
        if (sign === '\n') continue;
      }
      if (this.#state === 'quoted') {
        const quote = chunk.indexOf('"', at);
        const end = quote < 0 ? chunk.length : quote;
        this.#add(chunk.slice(at, end));
        at = end;
        if (quote >= 0) this.#state = 'quote-in-quoted';
        continue;
      }
      if (this.#state === 'quote-in-quoted' && sign === '"') {
        this.#add('"');
        this.#state = 'quoted';
      } else if (sign === this.#delimiter) {
        this.#endCell();
      } else if (sign === '\n' || sign === '\r') {
        this.#afterReturn = sign === '\r';
        this.#endRow();
      } else if (sign === '"' && this.#state === 'start') {
        this.#state = 'quoted';
      } else {
        let end = at + 1;
        while (end < chunk.length && !this.#isSpecial(chunk.charCodeAt(end))) end++;
        this.#add(chunk.slice(at, end));
        this.#state = 'plain';
        at = end - 1;
      }
    }
    return this.#rows;
  }

  /** The row that no line end closes. */
  end(): SheetRow[] {
    this.#rows = [];
    if (this.#cell !== '' || this.#cells.length > 0) this.#endRow();
    return this.#rows;
  }

  #isSpecial(code: number): boolean {
    return code === 0x0a || code === 0x0d || code === this.#delimiter.charCodeAt(0);
  }

  #add(text: string): void {
    if (this.#cell.length <= MAX_CELL_LENGTH) this.#cell += text;
  }

  #endCell(): void {
    // ="0123" is how a text is kept from being taken for a number.
    const text = /^="(.*)"$/.exec(this.#cell)?.[1] ?? this.#cell;
    if (this.#cells.length < MAX_COLUMNS) this.#cells.push(ownText(text.slice(0, MAX_CELL_LENGTH)));
    this.#cell = '';
    this.#state = 'start';
  }

  #endRow(): void {
    this.#endCell();
    if (this.#cells.some((cell) => cell !== '')) {
      this.#rows.push({ row: this.#row, cells: this.#cells });
    }
    this.#row += 1;
    this.#cells = [];
  }
}
