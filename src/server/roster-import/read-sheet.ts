import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportPreview } from '../../protocol/imports.ts';
import { cellText, type SheetRow } from '../sheets/cell.ts';
import type { TableSheet } from '../sheets/table.ts';
import { type Columns, columnsOf, fieldOf, type Vocabulary } from './read-headings.ts';
import type { ReadNotes } from './read-notes.ts';
import type { ReadField, ReadOptions } from './read-row.ts';
import { SourceRow } from './read-source-row.ts';

/** Headings that do not come among the first rows do not come. */
const HEADING_SEARCH_ROWS = 60;

/** What a table is about: how its headings are known, and what becomes of a row. */
export interface TableReader<Field extends ReadField> {
  readonly vocabulary: Vocabulary<Field>;
  isHeading(fields: ReadonlySet<Field>): boolean;
  /** The column that no row of data leaves to a heading's word. */
  readonly keyField: (columns: Columns<Field>) => number;
  begin(sheet: string): void;
  read(row: SourceRow<Field>): void;
}

export type ReadSheet = ImportPreview['sheets'][number];

const filledCount = (row: SheetRow): number =>
  row.cells.filter((cell) => cellText(cell).trim() !== '').length;

/** Rows with ID or phone numbers are people, not headings. */
const looksLikeData = (row: SheetRow): boolean =>
  row.cells.some((cell) => /\d{7}/.test(cellText(cell)));

const fieldSet = <Field extends string>(columns: Columns<Field>): Set<Field> =>
  new Set(columns.fields.filter((field) => field !== null));

/** Reads one sheet: finds its headings wherever they are, and gives every row below to the reader. */
export class SheetReading<Field extends ReadField> {
  readonly #sheet: TableSheet;
  readonly #reader: TableReader<Field>;
  readonly #notes: ReadNotes;
  readonly #told: ReadonlyMap<number, ReadField | null>;
  #columns: Columns<Field> | null = null;
  #heading: SheetRow | null = null;
  /** What the preview shows: the first headings. */
  #shown: { readonly row: number | null; readonly columns: Columns<Field> } | null = null;
  #mayHaveSecondRow = false;
  #before: SheetRow[] = [];
  rows = 0;

  constructor(
    sheet: TableSheet,
    reader: TableReader<Field>,
    notes: ReadNotes,
    told: ReadOptions['columns'],
  ) {
    this.#sheet = sheet;
    this.#reader = reader;
    this.#notes = notes;
    this.#told = new Map(
      told.filter((one) => one.sheet === sheet.name).map(({ column, field }) => [column, field]),
    );
  }

  /** `onRows` is told now and then how many there are so far. @throws UnreadableTable */
  async read(
    onRows: (rows: number) => void,
    onProgress: (done: number, of: number) => void,
  ): Promise<void> {
    this.#reader.begin(this.#sheet.name);
    for await (const batch of this.#sheet.rows(onProgress)) {
      for (const row of batch) if (filledCount(row) > 0) this.#take(row);
      onRows(this.rows);
      if (!this.#columns && this.#before.length >= HEADING_SEARCH_ROWS) this.#goWithout();
      if (!this.#columns && this.#shown) return;
      await nextTurn();
    }
    if (!this.#columns) this.#goWithout();
    onRows(this.rows);
  }

  /** For the preview; null when there is nothing in the sheet. */
  shown(): ReadSheet | null {
    if (!this.#shown) return null;
    const { row, columns } = this.#shown;
    return {
      name: this.#sheet.name.slice(0, 200),
      headingRow: row,
      rows: this.rows,
      columns: columns.headings.map((heading, column) => ({
        heading,
        field: columns.fields[column] ?? null,
      })),
    };
  }

  #take(row: SheetRow): void {
    if (!this.#columns) {
      this.#seekHeading(row);
      return;
    }
    if (this.#isHeadingAgain(row)) return;
    this.#mayHaveSecondRow = false;
    this.rows += 1;
    this.#reader.read(new SourceRow(this.#sheet.name, row, this.#columns, this.#notes));
  }

  #seekHeading(row: SheetRow): void {
    const above = this.#before.at(-1);
    const alone = columnsOf([row.cells], this.#reader.vocabulary);
    if (this.#reader.isHeading(fieldSet(alone))) {
      this.#begin(row, alone);
      return;
    }
    if (above) {
      const both = columnsOf([above.cells, row.cells], this.#reader.vocabulary);
      if (!looksLikeData(row) && this.#reader.isHeading(fieldSet(both))) {
        this.#begin(row, both);
        this.#mayHaveSecondRow = false;
        return;
      }
    }
    this.#before.push(row);
  }

  #begin(row: SheetRow, columns: Columns<Field>): void {
    this.#heading = row;
    this.#columns = this.#asTold(columns);
    this.#shown ??= { row: row.row, columns: this.#columns };
    this.#mayHaveSecondRow = true;
    this.#before = [];
  }

  /** The same headings on the next printed page, others for the rest, or the second row of them. */
  #isHeadingAgain(row: SheetRow): boolean {
    const columns = this.#columns as Columns<Field>;
    const key = row.cells[this.#reader.keyField(columns)];
    const isEmptyKey = cellText(key).trim() === '';
    if (this.#mayHaveSecondRow && this.#heading && !looksLikeData(row)) {
      const { vocabulary } = this.#reader;
      const isSame = !isEmptyKey && fieldOf(key, vocabulary) !== null;
      if ((isEmptyKey || isSame) && row.cells.some((cell) => fieldOf(cell, vocabulary))) {
        this.#columns = this.#asTold(columnsOf([this.#heading.cells, row.cells], vocabulary));
        if (this.#shown?.row === this.#heading.row) {
          this.#shown = { row: this.#heading.row, columns: this.#columns };
        }
        this.#mayHaveSecondRow = false;
        return true;
      }
    }
    if (typeof key !== 'string' || key.length > 20 || !fieldOf(key, this.#reader.vocabulary)) {
      return false;
    }
    const again = columnsOf([row.cells], this.#reader.vocabulary);
    if (!this.#reader.isHeading(fieldSet(again))) return false;
    this.#begin(row, again);
    return true;
  }

  #asTold(columns: Columns<Field>): Columns<Field> {
    if (this.#told.size === 0) return columns;
    const width = Math.max(columns.headings.length, ...[...this.#told.keys()].map((at) => at + 1));
    const taken = new Set([...this.#told.values()].filter((field) => field !== null));
    const fields = Array.from({ length: width }, (_, column): Field | null => {
      const told = this.#told.get(column);
      if (told !== undefined) return told as Field | null;
      const field = columns.fields[column] ?? null;
      return field !== null && taken.has(field) ? null : field;
    });
    return { headings: fields.map((_, column) => columns.headings[column] ?? ''), fields };
  }

  /** No headings that are understood: what the desk said is enough, else the sheet is left out. */
  #goWithout(): void {
    const rows = this.#before;
    this.#before = [];
    const most = Math.max(0, ...rows.map(filledCount));
    const first = rows.find((row) => filledCount(row) * 2 > most && filledCount(row) > 1);
    if (!first) return;
    const isData = looksLikeData(first);
    const guess = columnsOf([first.cells], this.#reader.vocabulary);
    const headings = isData ? guess.headings.map(() => '') : guess.headings;
    const columns = this.#asTold({ ...guess, headings });
    const isTold = this.#told.size > 0 && this.#reader.isHeading(fieldSet(columns));
    this.#shown = { row: isTold && !isData ? first.row : null, columns };
    if (!isTold) return;
    this.#columns = columns;
    const from = rows.indexOf(first) + (isData ? 0 : 1);
    for (const row of rows.slice(from)) this.#take(row);
  }
}
