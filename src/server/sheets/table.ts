import type { SheetRow } from './cell.ts';

export interface TableSheet {
  readonly name: string;
  /** In batches; empty rows may be missing. Can be read once. @throws UnreadableTable */
  rows(onProgress?: (done: number, of: number) => void): AsyncGenerator<readonly SheetRow[]>;
}

/** A file of rows and columns, whatever program wrote it. */
export interface Table {
  /** Of text files; null of workbooks. */
  readonly encoding: string | null;
  readonly sheets: readonly TableSheet[];
}
