import type { Bytes } from '../encoding/bytes.ts';
import { type CryptoKey, importVerifyKey } from './keys.ts';
import { readArray, readBytes, readOneOf, readText, readTuple, readUint } from './read-value.ts';
import { readSignedArray, signArray } from './signed-array.ts';

export const KEY_USES = ['receipt', 'sealing', 'pass', 'policy', 'certificate'] as const;
export type KeyUse = (typeof KEY_USES)[number];

export interface ListedKey {
  readonly use: KeyUse;
  /** Pass keys: '0' to '255'. Sealing keys: the month, '2022-04'. */
  readonly keyId: string;
  /** 65 bytes. */
  readonly publicKey: Bytes;
  /** Epoch ms; new things are signed or sealed in this time, older ones stay readable after it. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface KeyList {
  readonly version: number;
  /** Epoch ms. */
  readonly issuedAt: number;
  readonly keys: readonly ListedKey[];
}

export type KeyListReading =
  | { readonly ok: true; readonly list: KeyList }
  | { readonly ok: false; readonly why: 'malformed' | 'bad-signature' | 'older' };

const CONTEXT = 'kadian key list';
const MAX_KEYS = 1024;
const PASS_KEY_IDS = Array.from({ length: 256 }, (_, kid) => String(kid));
/** The list is signed by the only root there is: its kid says so and nothing more. */
const ROOT_KEY_ID = 'root';

export const signKeyList = (list: KeyList, rootKey: CryptoKey): Promise<Bytes> =>
  signArray(
    CONTEXT,
    [
      list.version,
      list.issuedAt,
      list.keys.map((key) => [key.use, key.keyId, key.publicKey, key.notBefore, key.notAfter]),
    ],
    rootKey,
    ROOT_KEY_ID,
  );

/** A list older than `minVersion` is refused, so that nobody brings a withdrawn key back. */
export async function readKeyList(
  bytes: Bytes,
  rootRaw65: Bytes,
  minVersion: number,
): Promise<KeyListReading> {
  const root = await importVerifyKey(rootRaw65);
  const keyFor = (keyId: string) => (keyId === ROOT_KEY_ID ? root : null);
  const reading = await readSignedArray(CONTEXT, bytes, keyFor, 3, readContent);
  if (!reading.ok) {
    return { ok: false, why: reading.why === 'malformed' ? 'malformed' : 'bad-signature' };
  }
  const list = reading.content;
  return list.version < minVersion ? { ok: false, why: 'older' } : { ok: true, list };
}

function readContent([version, issuedAt, keys]: readonly unknown[]): KeyList {
  return {
    version: readUint(version),
    issuedAt: readUint(issuedAt),
    keys: readArray(keys, MAX_KEYS).map((key) => {
      const [use, keyId, publicKey, notBefore, notAfter] = readTuple(key, 5);
      return {
        use: readOneOf(use, KEY_USES),
        keyId: use === 'pass' ? readOneOf(keyId, PASS_KEY_IDS) : readText(keyId, 64),
        publicKey: readBytes(publicKey, 65),
        notBefore: readUint(notBefore),
        notAfter: readUint(notAfter),
      };
    }),
  };
}

/** The verify keys of one use by key id, past ones too: what they signed stays signed. */
export async function verifyKeysOf(
  list: KeyList,
  use: Exclude<KeyUse, 'sealing'>,
): Promise<ReadonlyMap<string, CryptoKey>> {
  const keys = new Map<string, CryptoKey>();
  for (const listed of list.keys) {
    const key = listed.use === use ? await importVerifyKey(listed.publicKey) : null;
    if (key) keys.set(listed.keyId, key);
  }
  return keys;
}

/** The same for readPass, by the pass key's number. */
export async function passKeysOf(list: KeyList): Promise<ReadonlyMap<number, CryptoKey>> {
  const keys = await verifyKeysOf(list, 'pass');
  return new Map([...keys].map(([keyId, key]) => [Number(keyId), key]));
}

/** The key to seal a new segment to; null when the list has none for this moment. */
export const sealingKeyAt = (list: KeyList, now: number): ListedKey | null =>
  list.keys.find((key) => key.use === 'sealing' && key.notBefore <= now && now < key.notAfter) ??
  null;
