import type { Bytes } from './strict-cbor.ts';

/** Throws on anything that is not 32 lowercase hex digits. */
export function bytesOfId(id: string): Bytes {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new TypeError('an id has 32 lowercase hex digits');
  return Uint8Array.from({ length: 16 }, (_, at) =>
    Number.parseInt(id.slice(at * 2, at * 2 + 2), 16),
  );
}

export const idOfBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
