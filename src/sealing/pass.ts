import { decodeBase45, encodeBase45 } from '../encoding/base45.ts';
import { utf8 } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { signCose, verifyCose } from './cose-sign1.ts';
import type { CryptoKey } from './keys.ts';
import { attempt, MAX_UINT32, readUint } from './read-value.ts';

/** Passes carry the place in this list: new kinds go to the end. */
export const PASS_KINDS = ['resident', 'household', 'visitor', 'staff'] as const;
export type PassKind = (typeof PASS_KINDS)[number];

export interface PassContent {
  /** uint32. */
  readonly passNumber: number;
  readonly kind: PassKind;
  /** Epoch ms, whole minutes; valid from this moment … */
  readonly validFrom: number;
  /** … until before this one. */
  readonly validUntil: number;
}

export type PassReading =
  | { readonly kind: 'pass'; readonly content: PassContent }
  /** Says it is one of ours and is not: changed, damaged or signed by another under our key's id. */
  | { readonly kind: 'forged' }
  /** Signed under a key id that this street does not know. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'not-a-pass' };

const PREFIX = 'KP1:';
/** What a QR code of version 6 at level M holds in alphanumeric mode. */
const MAX_TEXT_LENGTH = 154;
const CONTEXT = utf8('kadian pass');
const MINUTE_MS = 60_000;

/**
 * Text for a QR code of version ≤ 6 at level M. Validity is kept in whole minutes (start rounded
 * down, end up). `kid` is one byte, the number of the pass key. Throws RangeError on values out of range.
 */
export async function signPass(content: PassContent, key: CryptoKey, kid: number): Promise<string> {
  const from = Math.floor(content.validFrom / MINUTE_MS);
  const until = Math.ceil(content.validUntil / MINUTE_MS);
  for (const value of [content.passNumber, from, until]) {
    if (!Number.isInteger(value) || value < 0 || value > MAX_UINT32) throw new RangeError('pass');
  }
  if (!Number.isInteger(kid) || kid < 0 || kid > 255) throw new RangeError('kid of one byte');
  const payload = encodeCbor([content.passNumber, PASS_KINDS.indexOf(content.kind), from, until]);
  return PREFIX + encodeBase45(await signCose(payload, key, Uint8Array.of(kid), CONTEXT));
}

/** Any text. Whether the pass is valid now, or revoked, is the judge's business. */
export async function readPass(
  text: string,
  passKeys: ReadonlyMap<number, CryptoKey>,
): Promise<PassReading> {
  if (!text.startsWith(PREFIX)) return { kind: 'not-a-pass' };
  const bytes = text.length > MAX_TEXT_LENGTH ? null : decodeBase45(text.slice(PREFIX.length));
  if (!bytes) return { kind: 'forged' };
  const keyFor = (kid: Uint8Array) => (kid.length === 1 && passKeys.get(kid[0] ?? -1)) || null;
  const reading = await verifyCose(bytes, keyFor, CONTEXT);
  if (!reading.ok) return { kind: reading.why === 'unknown-key' ? 'foreign' : 'forged' };
  const items = decodeArray(reading.payload, 4);
  const content = items && attempt(() => readContent(items));
  return content ? { kind: 'pass', content } : { kind: 'forged' };
}

function readContent([passNumber, kind, from, until]: readonly unknown[]): PassContent {
  return {
    passNumber: readUint(passNumber, MAX_UINT32),
    kind: PASS_KINDS[readUint(kind, PASS_KINDS.length - 1)] as PassKind,
    validFrom: readUint(from, MAX_UINT32) * MINUTE_MS,
    validUntil: readUint(until, MAX_UINT32) * MINUTE_MS,
  };
}
