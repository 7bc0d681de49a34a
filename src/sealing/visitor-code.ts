import { decodeBase45 } from '../encoding/base45.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { decodeArray } from '../encoding/cbor.ts';
import { hpkeOpen } from './hpke.ts';
import type { CryptoKeyPair } from './keys.ts';
import {
  attempt,
  MAX_UINT32,
  readBytes,
  readText,
  readTuple,
  readUint,
  ValueError,
} from './read-value.ts';
import {
  type ClearAnswers,
  clearItems,
  clearItemsAad,
  HIDDEN_CHARACTERS,
  type HiddenAnswers,
  MAX_KEY_ID_LENGTH,
  MAX_PEOPLE,
  MINUTE_MS,
  PADDED_LENGTHS,
  VISITOR_CODE_INFO,
  VISITOR_CODE_PREFIX,
  VISITOR_FORM_LIMITS,
} from './visitor-form.ts';

export type VisitorCodeReading =
  | {
      readonly kind: 'visitor-code';
      /** The whole code, for the record and for openVisitorCode. */
      readonly code: Bytes;
      readonly clear: ClearAnswers;
      /** Epoch ms by the visitor's clock, whole minutes. Nobody vouches for it. */
      readonly madeAt: number;
    }
  | { readonly kind: 'not-a-visitor-code' }
  | { readonly kind: 'malformed' };

interface CodeParts {
  readonly keyId: string;
  readonly madeAtMinutes: number;
  readonly clear: ClearAnswers;
  readonly enc: Bytes;
  readonly sealed: Bytes;
}

/** Bytes of the fullest code there can be. */
export const MAX_VISITOR_CODE_BYTES = 1280;
const MAX_TEXT_LENGTH = VISITOR_CODE_PREFIX.length + (MAX_VISITOR_CODE_BYTES / 2) * 3;
const TAG_BYTES = 16;

/** Any text. Says nothing about whether the sealed part opens: that only the server can tell. */
export function readVisitorCode(text: string): VisitorCodeReading {
  if (!text.startsWith(VISITOR_CODE_PREFIX)) return { kind: 'not-a-visitor-code' };
  const isTooLong = text.length > MAX_TEXT_LENGTH;
  const code = isTooLong ? null : decodeBase45(text.slice(VISITOR_CODE_PREFIX.length));
  const parts = code && partsOf(code);
  if (!parts) return { kind: 'malformed' };
  return {
    kind: 'visitor-code',
    code,
    clear: parts.clear,
    madeAt: parts.madeAtMinutes * MINUTE_MS,
  };
}

/** What is readable in the bytes that a record holds; null when they are no visitor code. */
export const visitorCodeClear = (code: Bytes): ClearAnswers | null => partsOf(code)?.clear ?? null;

/** Null when the bytes are no visitor code, its key is not here (any more), or any part of it was changed. */
export async function openVisitorCode(
  code: Bytes,
  keyPairFor: (keyId: string) => CryptoKeyPair | null | Promise<CryptoKeyPair | null>,
): Promise<HiddenAnswers | null> {
  const parts = partsOf(code);
  const keyPair = parts && (await keyPairFor(parts.keyId));
  if (!keyPair) return null;
  const aad = clearItemsAad(clearItems(parts.keyId, parts.madeAtMinutes, parts.clear));
  const plain = await hpkeOpen(keyPair, parts.enc, VISITOR_CODE_INFO, aad, parts.sealed);
  const items = plain && withoutPadding(plain);
  return items && attempt(() => readHidden(items));
}

function partsOf(code: Bytes): CodeParts | null {
  if (code.length > MAX_VISITOR_CODE_BYTES) return null;
  const items = decodeArray(code, 5);
  return items && attempt(() => readParts(items));
}

function readParts([keyId, madeAtMinutes, clear, enc, sealed]: readonly unknown[]): CodeParts {
  const length = sealed instanceof Uint8Array ? sealed.length - TAG_BYTES : 0;
  if (!PADDED_LENGTHS.some((one) => one === length)) throw new ValueError('length');
  return {
    keyId: readText(keyId, MAX_KEY_ID_LENGTH),
    madeAtMinutes: readUint(madeAtMinutes, MAX_UINT32),
    clear: readClear(clear),
    enc: readBytes(enc, 65),
    sealed: readBytes(sealed, length + TAG_BYTES),
  };
}

function readClear(value: unknown): ClearAnswers {
  const [name, purpose, householdVisited, plate, people] = readTuple(value, 5);
  const count = readUint(people, MAX_PEOPLE);
  if (count === 0) throw new ValueError('nobody comes');
  return {
    name: readAnswer(name, 'name'),
    purpose: readAnswer(purpose, 'purpose'),
    householdVisited: readAnswer(householdVisited, 'householdVisited'),
    plate: readAnswer(plate, 'plate'),
    people: count,
  };
}

function readHidden([idNumber, phone, address, remark]: readonly unknown[]): HiddenAnswers {
  return {
    idNumber: readAnswer(idNumber, 'idNumber'),
    phone: readAnswer(phone, 'phone'),
    address: readAnswer(address, 'address'),
    remark: readAnswer(remark, 'remark'),
  };
}

function readAnswer(value: unknown, field: keyof typeof VISITOR_FORM_LIMITS): string {
  const text = readText(value, VISITOR_FORM_LIMITS[field], 0);
  if (HIDDEN_CHARACTERS.test(text)) throw new ValueError('hidden characters');
  return text;
}

function withoutPadding(plain: Bytes): readonly unknown[] | null {
  const end = plain.findLastIndex((byte) => byte !== 0);
  if (plain[end] !== 0x80) return null;
  return decodeArray(plain.subarray(0, end), 4);
}
