import { type Bytes, concatBytes, fromBase64Url, toHex } from '../encoding/bytes.ts';
import { sha256 } from './sha256.ts';

/** Named by what makes them, because the three runtimes call these types by different names. */
export type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
export interface CryptoKeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** P-256 private key as RFC 7517 JSON; the server keeps its keys in files of this. */
export interface PrivateJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** ECDSA P-256. Phones pass `false`: their private keys can never be exported. */
export const generateSigningKeyPair = (extractable: boolean): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ECDSA, extractable, ['sign', 'verify']);

/** ECDH P-256, for hpkeOpen. */
export const generateAgreementKeyPair = (extractable: boolean): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ECDH, extractable, ['deriveBits']);

/** Null when the 65 bytes are not an uncompressed point of P-256. */
export async function importVerifyKey(raw65: Bytes): Promise<CryptoKey | null> {
  if (raw65.length !== 65 || raw65[0] !== 4) return null;
  try {
    return await crypto.subtle.importKey('raw', raw65, ECDSA, true, ['verify']);
  } catch {
    return null;
  }
}

const publicPart = ({ kty, crv, x, y }: PrivateJwk) => ({ kty, crv, x, y });

/** Throws when the JWK is not a private key of P-256. */
export const importSigningKey = (jwk: PrivateJwk): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { ...publicPart(jwk), d: jwk.d }, ECDSA, false, ['sign']);

/** For hpkeOpen; throws when the JWK is not a private key of P-256. */
export async function importAgreementKeyPair(jwk: PrivateJwk): Promise<CryptoKeyPair> {
  const privateJwk = { ...publicPart(jwk), d: jwk.d };
  return {
    publicKey: await crypto.subtle.importKey('jwk', publicPart(jwk), ECDH, true, []),
    privateKey: await crypto.subtle.importKey('jwk', privateJwk, ECDH, false, ['deriveBits']),
  };
}

/** Only for keys made extractable, that is on the server. */
export async function exportPrivateJwk(key: CryptoKey): Promise<PrivateJwk> {
  const { x, y, d } = await crypto.subtle.exportKey('jwk', key);
  if (!x || !y || !d) throw new TypeError('not a private key of P-256');
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

/** 65 bytes: 04, x, y. */
export const exportRawPublicKey = async (key: CryptoKey): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey('raw', key));

/** The same 65 bytes, from a private key's JSON. */
export function rawPublicKeyOfJwk(jwk: PrivateJwk): Bytes {
  const x = fromBase64Url(jwk.x);
  const y = fromBase64Url(jwk.y);
  if (x?.length !== 32 || y?.length !== 32) throw new TypeError('not a key of P-256');
  return concatBytes(Uint8Array.of(4), x, y);
}

/** 32 bytes: SHA-256 of the raw public key. The invitation carries the root key's. */
export const keyThumbprint = (raw65: Bytes): Promise<Bytes> => sha256(raw65);

/** 32 hex digits: the first half of the thumbprint. */
export const deviceIdOf = async (raw65: Bytes): Promise<string> =>
  toHex((await keyThumbprint(raw65)).subarray(0, 16));
