import { type Bytes, readUtf8, utf8 } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { type CoseFailure, signCose, verifyCose } from './cose-sign1.ts';
import type { CryptoKey } from './keys.ts';
import { attempt } from './read-value.ts';

/** Finds a key of the key list by its id, for the one use that is being read. */
export type KeyIdFinder = (keyId: string) => CryptoKey | null | Promise<CryptoKey | null>;

export type SignedReading<T> =
  | { readonly ok: true; readonly content: T; readonly keyId: string }
  | { readonly ok: false; readonly why: CoseFailure };

/** `context` goes into the signature unsent: a signature for one use never passes for another. */
export const signArray = (
  context: string,
  array: readonly unknown[],
  key: CryptoKey,
  keyId: string,
): Promise<Bytes> => signCose(encodeCbor(array), key, utf8(keyId), utf8(context));

/** `read` gets exactly `length` items and throws ValueError on what is out of shape. */
export async function readSignedArray<T>(
  context: string,
  bytes: Bytes,
  keyFor: KeyIdFinder,
  length: number,
  read: (items: readonly unknown[]) => T,
): Promise<SignedReading<T>> {
  let keyId = '';
  const findKey = (kid: Bytes) => {
    keyId = readUtf8(kid) ?? '';
    return keyId === '' ? null : keyFor(keyId);
  };
  const reading = await verifyCose(bytes, findKey, utf8(context));
  if (!reading.ok) return reading;
  const items = decodeArray(reading.payload, length);
  const content = items && attempt(() => ({ value: read(items) }));
  if (!content) return { ok: false, why: 'malformed' };
  return { ok: true, content: content.value, keyId };
}
