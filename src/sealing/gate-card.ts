import { type Bytes, concatBytes, toHex, utf8 } from '../encoding/bytes.ts';
import { CROCKFORD, checkSymbols, foldTyped, toCrockford } from '../encoding/crockford.ts';
import type { CryptoKey } from './keys.ts';

/** 16 random bytes, on one gate's card for one epoch. */
export type CardSecret = Bytes;

export type CardReading =
  | { readonly kind: 'card'; readonly secret: CardSecret }
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'not-a-card' };

/** AES-256-GCM, not extractable. */
export interface CardKeys {
  /** Wraps the keys of the phone's own segments. */
  readonly wrapKey: CryptoKey;
  /** Opens what the server sealed for the gate. */
  readonly pullKey: CryptoKey;
}

const PREFIX = 'KC1:';
const SECRET_BYTES = 16;
const DATA_SYMBOLS = 26;
const SYMBOLS = DATA_SYMBOLS + 2;
const NONCE_BYTES = 12;

export const newCardSecret = (): CardSecret => crypto.getRandomValues(new Uint8Array(SECRET_BYTES));

function symbolsOf(secret: CardSecret): string {
  if (secret.length !== SECRET_BYTES) throw new RangeError('a card secret has 16 bytes');
  const data = toCrockford(secret);
  return data + checkSymbols(data);
}

/** For the QR code; the same symbols are printed below it. */
export const cardText = (secret: CardSecret): string => PREFIX + symbolsOf(secret);

/** Scanned or typed, in any case, with spaces, hyphens or full-width letters; typed without prefix too. */
export function readCardText(text: string): CardReading {
  if (text.length > 100) return { kind: 'not-a-card' };
  const typed = text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
  const prefixed = /^KC[1IL](?::|(?=.{28}$))/.exec(typed);
  const symbols = foldTyped(typed.slice(prefixed?.[0].length ?? 0));
  const wellFormed = /^[0-9A-HJKMNP-TV-Z]+$/.test(symbols);
  const nearLength = Math.abs(symbols.length - SYMBOLS) <= 2;
  if (!prefixed && !(wellFormed && nearLength)) return { kind: 'not-a-card' };
  const secret = wellFormed && symbols.length === SYMBOLS ? secretOf(symbols) : null;
  return secret ? { kind: 'card', secret } : { kind: 'mistyped' };
}

function secretOf(symbols: string): CardSecret | null {
  const bytes = new Uint8Array(SECRET_BYTES);
  let buffer = 0;
  let bits = 0;
  let offset = 0;
  for (const symbol of symbols.slice(0, DATA_SYMBOLS)) {
    buffer = (buffer << 5) | CROCKFORD.indexOf(symbol);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[offset] = buffer >> bits;
      offset += 1;
      buffer &= (1 << bits) - 1;
    }
  }
  return symbolsOf(bytes) === symbols ? bytes : null;
}

async function derive(secret: CardSecret, info: string, lengthBits: number): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, lengthBits));
}

/** 16 hex digits that name gate and epoch without giving the secret away. */
export const cardTag = async (secret: CardSecret): Promise<string> =>
  toHex(await derive(secret, 'kadian card tag', 64));

async function deriveAesKey(secret: CardSecret, info: string): Promise<CryptoKey> {
  const raw = await derive(secret, info, 256);
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export const deriveCardKeys = async (secret: CardSecret): Promise<CardKeys> => ({
  wrapKey: await deriveAesKey(secret, 'kadian card wrap'),
  pullKey: await deriveAesKey(secret, 'kadian card pull'),
});

/** 12 random bytes of nonce, then AES-256-GCM ciphertext with its 16-byte tag. */
export async function sealUnderCard(plain: Bytes, key: CryptoKey, aad: Bytes): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return concatBytes(nonce, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain)));
}

/** Null when it was sealed under another card, for another purpose, or changed. */
export async function openUnderCard(
  bytes: Bytes,
  key: CryptoKey,
  aad: Bytes,
): Promise<Bytes | null> {
  if (bytes.length < NONCE_BYTES + 16) return null;
  const iv = bytes.subarray(0, NONCE_BYTES);
  const algorithm = { name: 'AES-GCM', iv, additionalData: aad };
  try {
    const plain = await crypto.subtle.decrypt(algorithm, key, bytes.subarray(NONCE_BYTES));
    return new Uint8Array(plain);
  } catch {
    return null;
  }
}
