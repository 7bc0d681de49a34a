import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { type Bytes, equalBytes } from './bytes.ts';

/** The bytes are not the one encoding that this project writes for a value. */
export class CborError extends Error {
  override readonly name = 'CborError';
}

const ENCODING = {
  ...rfc8949EncodeOptions,
  typeEncoders: {
    number: (value: number): null => {
      if (!Number.isSafeInteger(value)) throw new CborError('not a whole number');
      return null;
    },
    string: (value: string): null => {
      if (/\p{Surrogate}/u.test(value)) throw new CborError('text that UTF-8 cannot carry');
      return null;
    },
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

/** RFC 8949 deterministic encoding. Whole safe numbers and well-formed texts only; throws CborError. */
export const encodeCbor = (value: unknown): Bytes => new Uint8Array(encode(value, ENCODING));

/**
 * Maps come as Map, byte strings as copies. Accepts only what encodeCbor writes: no floats, tags,
 * indefinite lengths, second encodings of the same value or trailing bytes. Throws CborError.
 * Depth and size are the caller's to bound; too deep is an error like any other.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  let value: unknown;
  let again: Bytes;
  try {
    value = decode(bytes, DECODING);
    again = encodeCbor(value);
  } catch (cause) {
    throw new CborError('malformed CBOR', { cause });
  }
  if (!equalBytes(again, bytes)) throw new CborError('not the deterministic encoding');
  return value;
}

/** Null when malformed or not an array of exactly that length. */
export function decodeArray(bytes: Uint8Array, length: number): readonly unknown[] | null {
  try {
    const value = decodeCbor(bytes);
    return Array.isArray(value) && value.length === length ? value : null;
  } catch (error) {
    if (error instanceof CborError) return null;
    throw error;
  }
}
