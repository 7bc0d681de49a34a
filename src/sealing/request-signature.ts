import { type Bytes, equalBytes, fromBase64, toBase64, utf8 } from '../encoding/bytes.ts';
import { ES256 } from './cose-sign1.ts';
import type { CryptoKey } from './keys.ts';
import { sha256 } from './sha256.ts';

/** The parts of a request that the signature covers. */
export interface RequestParts {
  /** 'GET', 'POST'. */
  readonly method: string;
  /** Host and, unless it is the scheme's own, port. */
  readonly authority: string;
  /** As sent, percent-encoded: '/api/pull'. */
  readonly path: string;
  /** As in URL.search: with its question mark, or empty. */
  readonly query: string;
  readonly body: Bytes | null;
}

export type SignatureHeaders = Record<'signature' | 'signature-input' | 'content-digest', string>;

export type RequestReading =
  | { readonly ok: true; readonly keyId: string; readonly createdAt: number }
  | { readonly ok: false; readonly why: 'malformed' | 'digest' | 'signature' | 'stale' };

const COMPONENTS = '("@method" "@authority" "@path" "@query" "content-digest")';
const INPUT =
  /^sig1=(\("@method" "@authority" "@path" "@query" "content-digest"\);created=(0|[1-9]\d{0,11});keyid="([\w.-]{1,64})";alg="ecdsa-p256-sha256")$/;

async function contentDigest(body: Bytes | null): Promise<string> {
  return `sha-256=:${toBase64(await sha256(body ?? new Uint8Array()))}:`;
}

/** The text that is signed, RFC 9421 section 2.5. */
export function signatureBase(parts: RequestParts, digest: string, params: string): string {
  if (parts.query !== '' && !parts.query.startsWith('?')) throw new TypeError('query without ?');
  return [
    `"@method": ${parts.method.toUpperCase()}`,
    `"@authority": ${parts.authority.toLowerCase()}`,
    `"@path": ${parts.path}`,
    `"@query": ${parts.query || '?'}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${params}`,
  ].join('\n');
}

/** RFC 9421, one shape only. `createdAt` in epoch ms, sent in whole seconds. */
export async function signRequest(
  request: RequestParts & { readonly createdAt: number; readonly keyId: string },
  key: CryptoKey,
): Promise<SignatureHeaders> {
  const { createdAt, keyId } = request;
  const created = Math.floor(createdAt / 1000);
  const params = `${COMPONENTS};created=${created};keyid="${keyId}";alg="ecdsa-p256-sha256"`;
  const input = `sig1=${params}`;
  if (!INPUT.test(input)) throw new RangeError('key id or time cannot be sent');
  const digest = await contentDigest(request.body);
  const base = utf8(signatureBase(request, digest, params));
  const signature = new Uint8Array(await crypto.subtle.sign(ES256, key, base));
  return {
    signature: `sig1=:${toBase64(signature)}:`,
    'signature-input': input,
    'content-digest': digest,
  };
}

/** Whose key to verify with; null when the header is not of our shape. Proves nothing by itself. */
export const readSignatureKeyId = (signatureInput: string | undefined): string | null =>
  INPUT.exec(signatureInput ?? '')?.[3] ?? null;

/** `toleranceMs` null: any time will do (pushes are idempotent, and clocks in the field are wrong). */
export async function verifyRequest(
  request: RequestParts & { readonly headers: Partial<SignatureHeaders> },
  verifyKey: CryptoKey,
  { now, toleranceMs }: { readonly now: number; readonly toleranceMs: number | null },
): Promise<RequestReading> {
  const { headers } = request;
  const [, params, created, keyId] = INPUT.exec(headers['signature-input'] ?? '') ?? [];
  const text = /^sig1=:([A-Za-z0-9+/]{86}==):$/.exec(headers.signature ?? '')?.[1];
  const signature = text === undefined ? null : fromBase64(text);
  const digest = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(headers['content-digest'] ?? '')?.[1];
  const claimed = digest === undefined ? null : fromBase64(digest);
  if (!params || !created || !keyId || !signature || !claimed) {
    return { ok: false, why: 'malformed' };
  }
  const actual = await sha256(request.body ?? new Uint8Array());
  if (!equalBytes(actual, claimed)) return { ok: false, why: 'digest' };
  const base = utf8(signatureBase(request, `sha-256=:${digest}:`, params));
  const genuine = await crypto.subtle.verify(ES256, verifyKey, signature, base);
  if (!genuine) return { ok: false, why: 'signature' };
  const createdAt = Number(created) * 1000;
  const stale = toleranceMs !== null && Math.abs(now - createdAt) > toleranceMs;
  return stale ? { ok: false, why: 'stale' } : { ok: true, keyId, createdAt };
}
