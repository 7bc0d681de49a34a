import { type Bytes, toHex } from '../encoding/bytes.ts';

/** A value that came from outside was not of the promised shape; parsers turn it into `malformed`. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

function fail(): never {
  throw new ValueError('value out of shape');
}

export const MAX_UINT32 = 0xffff_ffff;

export function readUint(value: unknown, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return fail();
  return value >= 0 && value <= max ? value : fail();
}

export const readBoolean = (value: unknown): boolean =>
  typeof value === 'boolean' ? value : fail();

/** Lengths in UTF-16 units. */
export const readText = (value: unknown, maxLength: number, minLength = 1): string =>
  typeof value === 'string' && value.length >= minLength && value.length <= maxLength
    ? value
    : fail();

export const readBytes = (value: unknown, length: number): Bytes =>
  value instanceof Uint8Array && value.length === length ? new Uint8Array(value) : fail();

/** 16 bytes as 32 hex digits. */
export const readId = (value: unknown): string => toHex(readBytes(value, 16));

export const readArray = (value: unknown, maxLength: number): readonly unknown[] =>
  Array.isArray(value) && value.length <= maxLength ? value : fail();

export function readTuple(value: unknown, length: number): readonly unknown[] {
  const items = readArray(value, length);
  return items.length === length ? items : fail();
}

export const readOrNull = <T>(value: unknown, read: (value: unknown) => T): T | null =>
  value === null ? null : read(value);

export function readOneOf<T extends string>(value: unknown, allowed: readonly T[]): T {
  return allowed.find((one) => one === value) ?? fail();
}

/** Null where `read` found the value out of shape. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError) return null;
    throw error;
  }
}
