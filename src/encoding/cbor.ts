import { decode, encode, rfc8949EncodeOptions, Token, Type } from 'cborg';
import { type Bytes, equalBytes } from './bytes.ts';

/** The bytes are not the one encoding that this project writes for a value. */
export class CborError extends Error {
  override readonly name = 'CborError';
}

const LONE_SURROGATES = /\p{Surrogate}/gu;

const ENCODING = {
  ...rfc8949EncodeOptions,
  typeEncoders: {
    number: (value: number): null => {
      if (!Number.isSafeInteger(value)) throw new CborError('not a whole number');
      return null;
    },
    // A text field's maxlength can cut a character in half; UTF-8 has no place for the half.
    string: (value: string): Token | null =>
      value.search(LONE_SURROGATES) < 0
        ? null
        : new Token(Type.string, value.replaceAll(LONE_SURROGATES, '\ufffd')),
    undefined: (): never => {
      throw new CborError('undefined has no place in a message');
    },
  },
};

const DECODING = {
  strict: true,
  useMaps: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  tags: {},
};

/** RFC 8949 deterministic encoding. Whole safe numbers only; throws CborError on anything without a place. */
export const encodeCbor = (value: unknown): Bytes => new Uint8Array(encode(value, ENCODING));

/** Messages have five. Each level makes the encoder slower for all of them: 3,000 would take 10 ms. */
const MAX_DEPTH = 32;

function isDeeperThan(levels: number, value: unknown): boolean {
  if (value instanceof Map) return isDeeperThan(levels, [...value.keys(), ...value.values()]);
  if (!Array.isArray(value)) return false;
  return levels === 0 || value.some((item) => isDeeperThan(levels - 1, item));
}

/**
 * Maps come as Map, byte strings as copies. Accepts only what encodeCbor writes: no floats, tags,
 * indefinite lengths, second encodings of the same value or trailing bytes. Throws CborError.
 * Size is the caller's to bound; more than MAX_DEPTH arrays and maps in each other are an error.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  let value: unknown;
  let again: Bytes;
  try {
    value = decode(bytes, DECODING);
    if (isDeeperThan(MAX_DEPTH, value)) throw new CborError('too deep');
    again = encodeCbor(value);
  } catch (cause) {
    throw new CborError('malformed CBOR', { cause });
  }
  if (!equalBytes(again, bytes)) throw new CborError('not the deterministic encoding');
  return value;
}

/** Null unless it is an array, of exactly `length` items when one is given. */
export function decodeArray(bytes: Uint8Array, length?: number): readonly unknown[] | null {
  try {
    const value = decodeCbor(bytes);
    if (!Array.isArray(value)) return null;
    return length === undefined || value.length === length ? value : null;
  } catch (error) {
    if (error instanceof CborError) return null;
    throw error;
  }
}
