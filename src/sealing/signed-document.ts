import type { Bytes } from '../encoding/bytes.ts';
import type { CryptoKey } from './keys.ts';
import {
  type KeyIdFinder,
  readSignedArray,
  type SignedReading,
  signArray,
} from './signed-array.ts';

/** Data that the street publishes to its phones, signed by a policy key. */
export type DocumentUse = 'policy' | 'revocations';

const contextOf = (use: DocumentUse): string => `kadian ${use}`;

/** Content of plain objects, arrays, texts, booleans, null, whole numbers and byte strings. */
export const signDocument = (
  use: DocumentUse,
  content: unknown,
  key: CryptoKey,
  keyId: string,
): Promise<Bytes> => signArray(contextOf(use), [content], key, keyId);

/** Genuine, but of any shape: the caller still parses the content. */
export const readDocument = (
  use: DocumentUse,
  bytes: Bytes,
  keyFor: KeyIdFinder,
): Promise<SignedReading<unknown>> =>
  readSignedArray(contextOf(use), bytes, keyFor, 1, ([content]) => toPlain(content));

function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [String(key), toPlain(item)]));
}
