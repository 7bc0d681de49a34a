import { RosterDamaged } from './roster-damaged.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Little-endian uint32 each. */
export function packNumbers(values: ArrayLike<number>): Bytes {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < values.length; row++) view.setUint32(row * 4, values[row] ?? 0, true);
  return bytes;
}

export function openNumbers(bytes: Uint8Array, count: number): Uint32Array {
  if (bytes.length !== count * 4) throw new RosterDamaged('a column of numbers has another length');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Uint32Array(count);
  for (let row = 0; row < count; row++) values[row] = view.getUint32(row * 4, true);
  return values;
}

/** Control characters inside a text become spaces. */
export const storedText = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

/** UTF-8, each text ended by a line feed. */
export const packTexts = (texts: readonly string[]): Bytes =>
  new TextEncoder().encode(texts.map((text) => `${storedText(text)}\n`).join('')) as Bytes;

/** Texts by row, and the rows in which a string stands, found in one search through all of them. */
export class TextColumn {
  /** A line feed stands before and after every text, so that '\n…' finds beginnings. */
  readonly joined: string;
  readonly #starts: Uint32Array;

  constructor(bytes: Uint8Array, count: number) {
    this.joined = `\n${decodeUtf8(bytes)}`;
    this.#starts = new Uint32Array(count + 1);
    let at = 0;
    for (let row = 0; row < count; row++) {
      this.#starts[row] = at + 1;
      at = this.joined.indexOf('\n', at + 1);
      if (at < 0) throw new RosterDamaged('a column of texts has too few');
    }
    if (at !== this.joined.length - 1) throw new RosterDamaged('a column of texts has too many');
    this.#starts[count] = this.joined.length;
  }

  text(row: number): string {
    const start = this.#starts[row];
    const next = this.#starts[row + 1];
    return start === undefined || next === undefined ? '' : this.joined.slice(start, next - 1);
  }

  /** Calls back with the row and the place in its text of every occurrence, in order of rows. */
  search(needle: string, found: (row: number, start: number) => void): void {
    let row = 0;
    for (let at = this.joined.indexOf(needle); at >= 0; at = this.joined.indexOf(needle, at + 1)) {
      const start = needle.startsWith('\n') ? at + 1 : at;
      row = this.#rowOf(start, row);
      found(row, start - (this.#starts[row] ?? 0));
    }
  }

  /** The last row that starts at or before the place; `from` is a row that surely does. */
  #rowOf(place: number, from: number): number {
    const startOf = (row: number): number => this.#starts[row] ?? Number.POSITIVE_INFINITY;
    // Hits are near each other: steps that double find the stretch sooner than halving all rows.
    let step = 1;
    while (startOf(from + step) <= place) step *= 2;
    let low = from + (step >> 1);
    let high = from + step;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (startOf(middle) <= place) low = middle;
      else high = middle;
    }
    return low;
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RosterDamaged('a text is not UTF-8');
  }
}

/** A copy in which every byte has been replaced by what the table has at its place. */
export function translated(bytes: Uint8Array, table: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let place = 0; place < copy.length; place++) {
    copy[place] = table[copy[place] as number] as number;
  }
  return copy;
}
