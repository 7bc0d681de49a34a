import {
  type ImportPreview,
  PREVIEW_LIST_LENGTH,
  type RowProblem,
} from '../../protocol/imports.ts';
import { type Cell, cellText } from '../sheets/cell.ts';

type Note = ImportPreview['problems'][number];

const FOUND_LENGTH = 60;

export interface NotePlace {
  readonly sheet: string;
  readonly row: number;
  readonly heading: string;
}

/** What was noticed about rows: counted whole, listed as far as a preview shows it, the worse first. */
export class ReadNotes {
  readonly #wrong: Note[] = [];
  readonly #warnings: Note[] = [];
  wrongRows = 0;
  warnings = 0;

  wrong(place: NotePlace, problem: RowProblem, cell: Cell | undefined): void {
    this.#add(this.#wrong, place, problem, cell, false);
  }

  warn(place: NotePlace, problem: RowProblem, cell: Cell | undefined): void {
    this.warnings += 1;
    this.#add(this.#warnings, place, problem, cell, true);
  }

  #add(
    list: Note[],
    { sheet, row, heading }: NotePlace,
    problem: RowProblem,
    cell: Cell | undefined,
    isWarning: boolean,
  ): void {
    if (list.length >= PREVIEW_LIST_LENGTH) return;
    const text = cellText(cell).replace(/\p{Cc}/gu, ' ');
    const found = Array.from(text)
      .slice(0, FOUND_LENGTH / 2)
      .join('');
    list.push({ sheet, row, heading, problem, isWarning, found });
  }

  list(): Note[] {
    return [...this.#wrong, ...this.#warnings].slice(0, PREVIEW_LIST_LENGTH);
  }
}
