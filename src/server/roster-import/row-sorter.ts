import { packedRows, ROWS_IN_PIECE } from './packed-rows.ts';
import type { RosterRow } from './read-row.ts';

type Naming = Pick<RosterRow, 'community' | 'grid' | 'compound'>;

/** Rows that name their compound in the same words. */
export interface RowGroup extends Naming {
  readonly rows: number;
  /** Those that have rows of it among others, in the order of the file. */
  readonly pieces: readonly number[];
}

/** So many rows wait to be sorted; a register that goes by buildings names all its compounds in them. */
const SORTED_ROWS = 20_000;

export const isNamedAs = (one: Naming, other: Naming): boolean =>
  one.compound === other.compound && one.grid === other.grid && one.community === other.community;

/**
 * Packs the rows of a file so that those of one compound can be had again without all the others: each stretch of
 * the file is sorted by compound, and of every compound it is known which pieces have some of it.
 */
export class RowSorter {
  readonly #onPiece: (piece: Uint8Array<ArrayBuffer>) => void;
  /** In the order in which the file names them first. */
  readonly #groups = new Map<
    string,
    Naming & { rows: number; readonly pieces: number[]; waiting: RosterRow[] }
  >();
  #waiting = 0;
  #pieces = 0;

  constructor(onPiece: (piece: Uint8Array<ArrayBuffer>) => void) {
    this.#onPiece = onPiece;
  }

  add(rows: readonly RosterRow[]): void {
    for (const row of rows) {
      const { community, grid, compound } = row;
      const key = JSON.stringify([community, grid, compound]);
      const group = this.#groups.get(key);
      if (group) group.waiting.push(row);
      else {
        this.#groups.set(key, { community, grid, compound, rows: 0, pieces: [], waiting: [row] });
      }
      this.#waiting += 1;
      if (this.#waiting >= SORTED_ROWS) this.#pack();
    }
  }

  end(): RowGroup[] {
    this.#pack();
    return [...this.#groups.values()].map(({ waiting: _, ...group }) => group);
  }

  #pack(): void {
    const sorted: RosterRow[] = [];
    for (const group of this.#groups.values()) {
      if (group.waiting.length === 0) continue;
      const first = this.#pieces + Math.floor(sorted.length / ROWS_IN_PIECE);
      for (const row of group.waiting) sorted.push(row);
      const last = this.#pieces + Math.floor((sorted.length - 1) / ROWS_IN_PIECE);
      for (let piece = first; piece <= last; piece++) group.pieces.push(piece);
      group.rows += group.waiting.length;
      group.waiting = [];
    }
    for (const piece of packedRows(sorted)) {
      this.#pieces += 1;
      this.#onPiece(piece);
    }
    this.#waiting = 0;
  }
}
