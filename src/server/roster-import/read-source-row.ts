import type { RowProblem } from '../../protocol/imports.ts';
import { type Cell, cellText, type SheetRow } from '../sheets/cell.ts';
import { type Columns, columnOf } from './read-headings.ts';
import type { ReadNotes } from './read-notes.ts';
import { isFormulaError } from './read-text.ts';

/** One row below the headings, by what its columns hold; it keeps what is said about it. */
export class SourceRow<Field extends string> {
  readonly sheet: string;
  readonly row: number;
  readonly cells: readonly Cell[];
  readonly #columns: Columns<Field>;
  readonly #notes: ReadNotes;
  isWrong = false;

  constructor(sheet: string, row: SheetRow, columns: Columns<Field>, notes: ReadNotes) {
    this.sheet = sheet;
    this.row = row.row;
    this.cells = row.cells;
    this.#columns = columns;
    this.#notes = notes;
  }

  has(field: Field): boolean {
    return columnOf(this.#columns, field) >= 0;
  }

  cell(field: Field): Cell | undefined {
    const column = columnOf(this.#columns, field);
    return column < 0 ? undefined : this.cells[column];
  }

  /** As `cell`; a formula's error makes the row wrong and reads as empty. */
  keyCell(field: Field): Cell | undefined {
    const cell = this.cell(field);
    if (!isFormulaError(cell)) return cell;
    this.wrong(field, 'formula-error');
    return undefined;
  }

  /** As `cell`; a formula's error is noted and reads as empty. */
  sideCell(field: Field): Cell | undefined {
    const cell = this.cell(field);
    if (!isFormulaError(cell)) return cell;
    this.warn(field, 'formula-error');
    return undefined;
  }

  /** The row is not taken. Null: because of the row as a whole. */
  wrong(field: Field | null, problem: RowProblem, found = this.#found(field)): void {
    // One reason is enough to mend it.
    if (!this.isWrong) this.#notes.wrong(this.#place(field), problem, found);
    this.isWrong = true;
  }

  /** The row is taken all the same. */
  warn(field: Field | null, problem: RowProblem): void {
    this.#notes.warn(this.#place(field), problem, this.#found(field));
  }

  /** Texts of all filled cells. */
  filled(): string[] {
    return this.cells.map((cell) => cellText(cell).trim()).filter((text) => text !== '');
  }

  #found(field: Field | null): Cell | undefined {
    return field === null ? this.filled().join(' ') : this.cell(field);
  }

  #place(field: Field | null) {
    const column = field === null ? -1 : columnOf(this.#columns, field);
    return { sheet: this.sheet, row: this.row, heading: this.#columns.headings[column] ?? '' };
  }
}
