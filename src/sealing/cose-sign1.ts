import type { Bytes } from '../encoding/bytes.ts';
import { decodeArray, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import type { CryptoKey } from './keys.ts';

export type CoseFailure = 'malformed' | 'unknown-key' | 'bad-signature';
export type CoseReading =
  | { readonly ok: true; readonly payload: Bytes; readonly kid: Bytes }
  | { readonly ok: false; readonly why: CoseFailure };

/** Finds the key that may have signed; a key is for one use only, so the finder decides the use. */
export type KeyFinder = (kid: Bytes) => CryptoKey | null | Promise<CryptoKey | null>;

export const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
const ALGORITHM_LABEL = 1;
const KID_LABEL = 4;
const ES256_ID = -7;
const TAG_18 = 0xd2;
const MAX_KID_BYTES = 64;

/** What a COSE_Sign1 signs, RFC 9052 section 4.4. */
export const sigStructure = (headerBytes: Bytes, externalAad: Bytes, payload: Bytes): Bytes =>
  encodeCbor(['Signature1', headerBytes, externalAad, payload]);

/** RFC 9052 COSE_Sign1, untagged: [protected, {}, payload, signature], ES256, the kid protected. */
export async function signCose(
  payload: Bytes,
  key: CryptoKey,
  kid: Bytes,
  externalAad: Bytes = new Uint8Array(),
): Promise<Bytes> {
  if (kid.length === 0 || kid.length > MAX_KID_BYTES) throw new RangeError('kid of 1 to 64 bytes');
  const header = encodeCbor(
    new Map<number, unknown>([
      [ALGORITHM_LABEL, ES256_ID],
      [KID_LABEL, kid],
    ]),
  );
  const message = sigStructure(header, externalAad, payload);
  const signature = new Uint8Array(await crypto.subtle.sign(ES256, key, message));
  return encodeCbor([header, new Map(), payload, signature]);
}

function kidOf(headerBytes: Uint8Array): Bytes | null {
  let header: unknown;
  try {
    header = decodeCbor(headerBytes);
  } catch {
    return null;
  }
  if (!(header instanceof Map) || header.size !== 2) return null;
  const kid: unknown = header.get(KID_LABEL);
  if (header.get(ALGORITHM_LABEL) !== ES256_ID || !(kid instanceof Uint8Array)) return null;
  return kid.length >= 1 && kid.length <= MAX_KID_BYTES ? new Uint8Array(kid) : null;
}

/** Untagged or with tag 18. Nothing but ES256, and no header that signCose does not write. */
export async function verifyCose(
  bytes: Bytes,
  keyFor: KeyFinder,
  externalAad: Bytes = new Uint8Array(),
): Promise<CoseReading> {
  const parts = decodeArray(bytes[0] === TAG_18 ? bytes.subarray(1) : bytes, 4);
  if (!parts) return { ok: false, why: 'malformed' };
  const [header, unprotected, payload, signature] = parts;
  if (
    !(header instanceof Uint8Array) ||
    !(unprotected instanceof Map && unprotected.size === 0) ||
    !(payload instanceof Uint8Array) ||
    !(signature instanceof Uint8Array && signature.length === 64)
  ) {
    return { ok: false, why: 'malformed' };
  }
  const kid = kidOf(header);
  if (!kid) return { ok: false, why: 'malformed' };
  const key = await keyFor(kid);
  if (!key) return { ok: false, why: 'unknown-key' };
  const content = new Uint8Array(payload);
  const message = sigStructure(new Uint8Array(header), externalAad, content);
  const genuine = await crypto.subtle.verify(ES256, key, new Uint8Array(signature), message);
  return genuine ? { ok: true, payload: content, kid } : { ok: false, why: 'bad-signature' };
}
