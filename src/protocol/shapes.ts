import * as v from 'valibot';
import type { Bytes } from '../encoding/bytes.ts';

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** Any value, from JSON or CBOR, against a schema; never throws. */
export function parseShape<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  return result.success ? { ok: true, value: result.output } : { ok: false };
}

export const uint = (max = Number.MAX_SAFE_INTEGER) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(max));
export const uint32 = uint(0xffff_ffff);
/** Epoch ms. */
export const time = uint();
/** Lengths in UTF-16 units. */
export const text = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength));
export const filledText = (maxLength: number) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));
export const placeId = filledText(64);
/** 32 lowercase hex digits. */
export const hexId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
export const base64Url = (maxBytes: number) =>
  v.pipe(v.string(), v.maxLength(Math.ceil((maxBytes * 4) / 3)), v.regex(/^[\w-]*$/));
export const bytes = (minLength: number, maxLength = minLength) =>
  v.custom<Bytes>(
    (value) =>
      value instanceof Uint8Array && value.length >= minLength && value.length <= maxLength,
  );
/** Names the server's database as it is now; another one after a restore from a backup. */
export const incarnation = filledText(64);
