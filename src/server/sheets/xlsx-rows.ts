import { type Cell, dateOfSerial, MAX_CELL_LENGTH, MAX_COLUMNS, type SheetRow } from './cell.ts';
import { attribute, plainText, XmlTokens } from './xml-tokens.ts';

/** A character is written with no more than ten. */
const MAX_RAW_LENGTH = 10 * MAX_CELL_LENGTH;

export interface WorkbookContent {
  readonly texts: readonly string[];
  /** By number of the style. */
  readonly isDate: readonly boolean[];
  readonly is1904: boolean;
}

/** 'BC12' → 54, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 0x41 || letter > 0x5a) break;
    column = column * 26 + letter - 0x40;
  }
  return column - 1;
}

function cellOf(type: string, style: number, raw: string, content: WorkbookContent): Cell {
  if (raw === '') return null;
  switch (type) {
    case 's':
      return content.texts[Number(raw)] ?? null;
    case 'str':
    case 'inlineStr':
    case 'e':
      return plainText(raw).slice(0, MAX_CELL_LENGTH);
    case 'b':
      return raw === '1';
    case 'd':
      return { date: raw.slice(0, 10) };
  }
  const number = Number(raw);
  if (Number.isNaN(number)) return plainText(raw).slice(0, MAX_CELL_LENGTH);
  const date = content.isDate[style] ? dateOfSerial(number, content.is1904) : null;
  return date === null ? number : { date };
}

/** Rows of one worksheet, as they are written, from its XML in chunks. */
export class XlsxRows {
  readonly #tokens: XmlTokens;
  readonly #content: WorkbookContent;
  #rows: SheetRow[] = [];
  /** Nothing of use comes after it. */
  isOver = false;
  #row = 0;
  #cells: Cell[] = [];
  #column = -1;
  #type = '';
  #style = -1;
  #raw = '';
  #isValue = false;
  #isReading = false;

  constructor(content: WorkbookContent) {
    this.#content = content;
    this.#tokens = new XmlTokens({
      open: (name, attributes) => this.#open(name, attributes),
      close: (name) => this.#close(name),
      text: (raw) => {
        const isWanted = this.#isValue && !this.#isReading;
        if (isWanted && this.#raw.length < MAX_RAW_LENGTH) this.#raw += raw;
      },
    });
  }

  /** The rows that this chunk completes. @throws UnreadableTable `damaged` */
  write(chunk: string): SheetRow[] {
    this.#rows = [];
    this.#tokens.write(chunk);
    return this.#rows;
  }

  #open(name: string, attributes: string): void {
    switch (name) {
      case 'row': {
        const row = Number(attribute(attributes, 'r') ?? Number.NaN);
        this.#row = row > this.#row ? row : this.#row + 1;
        this.#cells = [];
        this.#column = -1;
        break;
      }
      case 'c': {
        const reference = attribute(attributes, 'r');
        this.#column = reference === null ? this.#column + 1 : columnOf(reference);
        this.#type = attribute(attributes, 't') ?? '';
        this.#style = Number(attribute(attributes, 's') ?? -1);
        this.#raw = '';
        break;
      }
      case 'v':
      case 't':
        this.#isValue = true;
        break;
      case 'rPh':
        this.#isReading = true;
        break;
    }
  }

  #close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#isValue = false;
        break;
      case 'rPh':
        this.#isReading = false;
        break;
      case 'c': {
        if (this.#column < 0 || this.#column >= MAX_COLUMNS) break;
        const cell = cellOf(this.#type, this.#style, this.#raw, this.#content);
        if (cell === null) break;
        while (this.#cells.length < this.#column) this.#cells.push(null);
        this.#cells[this.#column] = cell;
        break;
      }
      case 'row':
        if (this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells });
        break;
      case 'sheetData':
        this.isOver = true;
        break;
    }
  }
}
