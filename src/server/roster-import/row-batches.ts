/** So many rows are handed over at a time. */
const BATCH_ROWS = 2_000;

/** Rows as they are read: kept, or handed over in batches so that no more than one is in memory. */
export class RowBatches<Row> {
  readonly rows: Row[] = [];
  readonly #onRows: ((rows: readonly Row[]) => void) | undefined;

  constructor(onRows: ((rows: readonly Row[]) => void) | undefined) {
    this.#onRows = onRows;
  }

  push(row: Row): void {
    this.rows.push(row);
    if (this.#onRows && this.rows.length >= BATCH_ROWS) this.end();
  }

  /** Hands over those that are left. */
  end(): void {
    if (this.#onRows && this.rows.length > 0) this.#onRows(this.rows.splice(0));
  }
}
