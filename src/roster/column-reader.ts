import { decode } from 'cborg';
import { RosterDamaged } from './roster-damaged.ts';

export const isUint32 = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;

/** The file's columns one after the other, each of the kind that is asked for. */
export class ColumnReader {
  readonly #columns: readonly unknown[];
  #next = 0;

  constructor(bytes: Uint8Array) {
    let columns: unknown;
    try {
      columns = decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false });
    } catch {
      throw new RosterDamaged('not CBOR');
    }
    if (!Array.isArray(columns)) throw new RosterDamaged('not an array of columns');
    this.#columns = columns;
  }

  text(): string {
    const value = this.#columns[this.#next++];
    if (typeof value !== 'string') throw new RosterDamaged('a text is missing');
    return value;
  }

  integer(): number {
    const value = this.#columns[this.#next++];
    if (!isUint32(value)) throw new RosterDamaged('a number is missing');
    return value;
  }

  bytes(): Uint8Array {
    const value = this.#columns[this.#next++];
    if (!(value instanceof Uint8Array)) throw new RosterDamaged('a column is missing');
    return value;
  }

  end(): void {
    if (this.#next !== this.#columns.length) throw new RosterDamaged('there is more than a roster');
  }
}
