import * as v from 'valibot';
import type { Bytes } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { bytes, parseShape } from './shapes.ts';

const VERSION = 1;
const MAX_RECEIPTS = 500;
const schema = v.strictTuple([
  v.literal(VERSION),
  v.pipe(v.array(bytes(1, 16 * 1024)), v.minLength(1), v.maxLength(MAX_RECEIPTS)),
]);

/** The server's receipts on their way back to the phone that wrote the log. At most 500, and not none. */
export const encodeCarriedReceipts = (receipts: readonly Bytes[]): Bytes =>
  encodeCbor([VERSION, receipts.slice(0, MAX_RECEIPTS)]);

/** Each is still to be verified. Null when malformed. */
export function parseCarriedReceipts(encoded: Uint8Array): readonly Bytes[] | null {
  const parsed = parseShape(schema, decodeArray(encoded));
  return parsed.ok ? parsed.value[1] : null;
}
