import { promisify } from 'node:util';
import { deflateSync, inflate } from 'node:zlib';

const unpack = promisify(inflate);

/** So many rows go into one piece. */
const ROWS_IN_PIECE = 500;

/** The names of the fields once, then the values of each row. */
interface Piece {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Rows as JSON, deflated, piece by piece: what a file says need not be in memory nor be read again. */
export function* packedRows<Row extends object>(
  rows: readonly Row[],
): Generator<Uint8Array<ArrayBuffer>> {
  const fields = Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
  for (let from = 0; from < rows.length; from += ROWS_IN_PIECE) {
    const some = rows.slice(from, from + ROWS_IN_PIECE);
    const piece: Piece = { fields, rows: some.map((row) => fields.map((field) => row[field])) };
    yield new Uint8Array(deflateSync(JSON.stringify(piece), { level: 1 }));
  }
}

/** `texts` holds what many rows have in common, so that it is in memory once. */
export async function unpackRows<Row>(
  bytes: Uint8Array,
  texts: Map<unknown, unknown> = new Map(),
): Promise<Row[]> {
  const { fields, rows } = JSON.parse((await unpack(bytes)).toString()) as Piece;
  const shared = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const known = texts.get(value);
    if (known !== undefined) return known;
    texts.set(value, value);
    return value;
  };
  return rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (const [at, field] of fields.entries()) {
      row[field] = field === 'idNumber' || field === 'phone' ? values[at] : shared(values[at]);
    }
    return row as Row;
  });
}
