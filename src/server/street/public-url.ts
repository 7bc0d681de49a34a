import { get } from 'node:https';
import { type Bytes, toBase64Url } from '../../encoding/bytes.ts';
import type { PublicUrlRefusal } from '../../protocol/invitations.ts';

/** What stands at an address: an answer of a server, a reason why TLS failed, or nobody whom we can reach. */
type Found =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly code: string };

const TIMEOUT_MS = 6_000;
const REMEMBER_MS = 60_000;
const MAX_BODY = 10_000;
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

type Ask = (url: string) => Promise<Found>;

/** Asks one address over TLS as a phone would. `ca`: PEM of roots to trust instead of Node's. */
export const askAddress = (url: string, ca?: string): Promise<Found> =>
  new Promise((resolve) => {
    const options = {
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { connection: 'close' },
      ...(ca === undefined ? {} : { ca }),
    } as const;
    const request = get(url, options, (response) => {
      let body = '';
      const answer = (): void =>
        resolve({ kind: 'answer', status: response.statusCode ?? 0, body });
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
        if (body.length <= MAX_BODY) return;
        answer();
        request.destroy();
      });
      response.once('end', answer);
      response.once('error', () => resolve({ kind: 'failed', code: 'cut' }));
    });
    request.once('error', (error: Error & { code?: string }) =>
      resolve({ kind: 'failed', code: error.code ?? '' }),
    );
    request.once('close', () => resolve({ kind: 'failed', code: 'closed' }));
  });

const EXPIRED = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
/** What a chain can fail by otherwise; everything else (no DNS, no route, nobody listening) says nothing about phones. */
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
];

/** Somebody answers there, and not in TLS: plain http on that port, or another service. */
const isNoTls = (code: string): boolean => code === 'EPROTO' || code.startsWith('ERR_SSL_');

function rootHashIn(body: string): string | null {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json !== 'object' || json === null || !('rootHash' in json)) return null;
    return typeof json.rootHash === 'string' ? json.rootHash : null;
  } catch {
    return null;
  }
}

/**
 * Why phones cannot use this address, as far as can be told from here; null when nothing speaks against it. An address
 * that the server itself cannot reach may well be right: behind a router that does not turn back, or without DNS inside.
 */
export async function publicUrlRefusal(
  publicUrl: string,
  rootHash: Bytes,
  ask: Ask = askAddress,
): Promise<PublicUrlRefusal | null> {
  const url = new URL(publicUrl);
  if (url.protocol !== 'https:') return LOCAL_HOSTS.includes(url.hostname) ? null : 'plain-http';
  const found = await ask(`${url.origin}/healthz`);
  if (found.kind === 'failed') {
    if (found.code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'wrong-name';
    if (EXPIRED.includes(found.code)) return 'expired-certificate';
    if (UNTRUSTED.includes(found.code)) return 'untrusted-certificate';
    return isNoTls(found.code) ? 'other-server' : null;
  }
  // A proxy in front that has nobody behind it at the moment.
  if (found.status >= 500) return null;
  return rootHashIn(found.body) === toBase64Url(rootHash) ? null : 'other-server';
}

/** Asks again after a minute, and at once while phones cannot use the address. */
export function rememberedCheck(
  publicUrl: string,
  rootHash: Bytes,
  clock: () => number,
  ask: Ask = askAddress,
): () => Promise<PublicUrlRefusal | null> {
  let goodSince = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock() - goodSince < REMEMBER_MS) return null;
    const refusal = await publicUrlRefusal(publicUrl, rootHash, ask);
    if (refusal === null) goodSince = clock();
    return refusal;
  };
}

/** For the terminal: what is wrong with PUBLIC_URL, and what to do. */
export function publicUrlAdvice(why: PublicUrlRefusal, publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  switch (why) {
    case 'plain-http':
      return `PUBLIC_URL is ${publicUrl}: a phone gives its camera and its key store to https only. Get a certificate and set PUBLIC_URL to https://…, or connect the phones by cable and use http://localhost; docs/deployment.md shows four ways.`;
    case 'untrusted-certificate':
      return `PUBLIC_URL is ${publicUrl}: its certificate is not signed by anybody whom phones trust. Use one of a public authority (docs/deployment.md shows how), with its whole chain of certificates.`;
    case 'wrong-name':
      return `PUBLIC_URL is ${publicUrl}: the certificate there is for another name than ${hostname}. Set PUBLIC_URL to the name that stands in the certificate, or get one for ${hostname}.`;
    case 'expired-certificate':
      return `PUBLIC_URL is ${publicUrl}: its certificate is not valid today. Renew it, and check the clock of this machine.`;
    case 'other-server':
      return `PUBLIC_URL is ${publicUrl}: another server answers there. Point the name, the port or the proxy to this one, or correct PUBLIC_URL.`;
    default:
      throw new Error(`unknown refusal ${why satisfies never}`);
  }
}
