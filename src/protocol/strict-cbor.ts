import { decode, encode, rfc8949EncodeOptions, Token, Type } from 'cborg';

export type Bytes = Uint8Array<ArrayBuffer>;

const LONE_SURROGATES = /\p{Surrogate}/gu;

const ENCODING = {
  ...rfc8949EncodeOptions,
  typeEncoders: {
    number: (value: number): null => {
      if (!Number.isSafeInteger(value)) throw new RangeError('not a whole number');
      return null;
    },
    // A text field's maxlength can cut a character in half; UTF-8 has no place for the half.
    string: (value: string): Token | null =>
      value.search(LONE_SURROGATES) < 0
        ? null
        : new Token(Type.string, value.replaceAll(LONE_SURROGATES, '\ufffd')),
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

/** RFC 8949 deterministic encoding; whole safe numbers only. */
export const encodeStrictCbor = (value: unknown): Bytes => new Uint8Array(encode(value, ENCODING));

/**
 * Null unless the bytes are exactly what encodeStrictCbor writes for an array: no floats, tags,
 * indefinite lengths, second encodings or trailing bytes. Byte strings come as copies.
 */
export function decodeStrictArray(bytes: Uint8Array): readonly unknown[] | null {
  try {
    const value: unknown = decode(bytes, DECODING);
    if (!Array.isArray(value)) return null;
    const again = encodeStrictCbor(value);
    const same = again.length === bytes.length && again.every((byte, at) => byte === bytes[at]);
    return same ? value : null;
  } catch {
    return null;
  }
}
