import { type Bytes, concatBytes, utf8 } from '../encoding/bytes.ts';
import type { HpkeSealed } from './hpke.ts';
import { generateAgreementKeyPair } from './keys.ts';

const VERSION = utf8('HPKE-v1');
/** Of the three algorithms in hpke.ts. */
const KEM_SUITE = concatBytes(utf8('KEM'), Uint8Array.of(0, 0x10));
const SUITE = concatBytes(utf8('HPKE'), Uint8Array.of(0, 0x10, 0, 1, 0, 2));
const NOTHING = new Uint8Array(0);
/** For HMAC the same as no key, which WebCrypto does not take. */
const NO_SALT = new Uint8Array(32);

/**
 * The same as hpkeSeal, for a visitor's page: WebCrypto alone, in a tenth of the size. What it seals is opened by
 * hpkeOpen. Throws when the recipient's key is not a point of P-256.
 */
export async function hpkeSealSmall(
  recipientRaw65: Bytes,
  info: Bytes,
  aad: Bytes,
  plain: Bytes,
): Promise<HpkeSealed> {
  const { subtle } = crypto;
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const;
  const recipient = await subtle.importKey('raw', recipientRaw65, ecdh, true, []);
  const own = await generateAgreementKeyPair(false);
  const enc = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const agreed = await subtle.deriveBits({ name: 'ECDH', public: recipient }, own.privateKey, 256);
  // RFC 9180, section 4.1: Encap.
  const eaePrk = await extract(KEM_SUITE, NO_SALT, 'eae_prk', new Uint8Array(agreed));
  const kemContext = concatBytes(enc, recipientRaw65);
  const shared = await expand(KEM_SUITE, eaePrk, 'shared_secret', kemContext, 32);
  // Section 5.1: the key schedule, in base mode.
  const context = concatBytes(
    Uint8Array.of(0),
    await extract(SUITE, NO_SALT, 'psk_id_hash', NOTHING),
    await extract(SUITE, NO_SALT, 'info_hash', info),
  );
  const secret = await extract(SUITE, shared, 'secret', NOTHING);
  const rawKey = await expand(SUITE, secret, 'key', context, 32);
  const iv = await expand(SUITE, secret, 'base_nonce', context, 12);
  const key = await subtle.importKey('raw', rawKey, 'AES-GCM', false, ['encrypt']);
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plain);
  return { enc, sealed: new Uint8Array(sealed) };
}

async function hmac(rawKey: Bytes, ...parts: readonly Bytes[]): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', rawKey, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign({ name: 'HMAC' }, key, concatBytes(...parts)));
}

/** LabeledExtract of section 4. */
const extract = (suite: Bytes, salt: Bytes, label: string, material: Bytes): Promise<Bytes> =>
  hmac(salt, VERSION, suite, utf8(label), material);

/** LabeledExpand of section 4, for at most one block of 32 bytes. */
async function expand(
  suite: Bytes,
  prk: Bytes,
  label: string,
  info: Bytes,
  length: number,
): Promise<Bytes> {
  const head = Uint8Array.of(0, length);
  const block = await hmac(prk, head, VERSION, suite, utf8(label), info, Uint8Array.of(1));
  return block.slice(0, length);
}
