import { deflateSync, inflateSync } from 'node:zlib';

/** So many rows go into one piece. */
export const ROWS_IN_PIECE = 500;

/** Of a field: each value once, and which of them every row has; null: the value at a row's own place. */
interface Column {
  readonly field: string;
  readonly values: readonly unknown[];
  readonly at: readonly number[] | null;
}

interface Piece {
  readonly length: number;
  readonly columns: readonly Column[];
}

function columnOf<Row>(field: keyof Row & string, rows: readonly Row[]): Column {
  const values = [...new Set(rows.map((row) => row[field]))];
  // Names and ID numbers: hardly any twice.
  if (values.length * 2 > rows.length) {
    return { field, values: rows.map((row) => row[field]), at: null };
  }
  const places = new Map(values.map((value, at) => [value, at]));
  return { field, values, at: rows.map((row) => places.get(row[field]) ?? 0) };
}

/**
 * Rows as JSON, deflated, piece by piece: what a file says need not be in memory nor be read again. Texts that rows of
 * a piece have in common are in memory once when they are unpacked.
 */
export function* packedRows<Row extends object>(
  rows: readonly Row[],
): Generator<Uint8Array<ArrayBuffer>> {
  const fields = Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
  for (let from = 0; from < rows.length; from += ROWS_IN_PIECE) {
    const some = rows.slice(from, from + ROWS_IN_PIECE);
    const columns = fields.map((field) => columnOf(field, some));
    const piece: Piece = { length: some.length, columns };
    yield new Uint8Array(deflateSync(JSON.stringify(piece), { level: 1 }));
  }
}

export function unpackRows<Row>(bytes: Uint8Array): Row[] {
  const { length, columns } = JSON.parse(inflateSync(bytes).toString()) as Piece;
  const shape = Object.fromEntries(columns.map(({ field }) => [field, null]));
  return Array.from({ length }, (_, index) => {
    const row: Record<string, unknown> = { ...shape };
    for (const { field, values, at } of columns) row[field] = values[at ? (at[index] ?? 0) : index];
    return row as Row;
  });
}
