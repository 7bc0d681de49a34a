import { type Bytes, utf8 } from '../encoding/bytes.ts';
import { type WritableCbor, writeCbor } from '../encoding/cbor-writer.ts';

/** What the gate needs to see, readable by whoever scans the code. Empty text means not given. */
export interface ClearAnswers {
  readonly name: string;
  readonly purpose: string;
  readonly householdVisited: string;
  readonly plate: string;
  /** Persons that come together, from 1. */
  readonly people: number;
}

/** What only the street's server can open. Empty text means not given. */
export interface HiddenAnswers {
  readonly idNumber: string;
  readonly phone: string;
  readonly address: string;
  readonly remark: string;
}

export type VisitorForm = ClearAnswers & HiddenAnswers;

/** UTF-16 units; below what a visitor's record may hold, so that the fullest form still makes one QR code. */
export const VISITOR_FORM_LIMITS = {
  name: 40,
  purpose: 40,
  householdVisited: 40,
  plate: 20,
  idNumber: 40,
  phone: 40,
  address: 80,
  remark: 80,
} as const satisfies Record<Exclude<keyof VisitorForm, 'people'>, number>;

export const MAX_PEOPLE = 99;

export const VISITOR_CODE_PREFIX = 'KV1:';
export const VISITOR_CODE_INFO = utf8('kadian visitor');
export const MAX_KEY_ID_LENGTH = 16;
export const MINUTE_MS = 60_000;

/** Lengths in bytes to which the hidden part is filled: usual answers fit the first, all fit the last. */
export const PADDED_LENGTHS = [128, 256, 736] as const;

/** No text of a form has these: they move or hide what stands beside them on a screen. */
export const HIDDEN_CHARACTERS =
  /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;

/** In front of what is sealed, and authenticated with it. */
export const clearItems = (
  keyId: string,
  madeAtMinutes: number,
  clear: ClearAnswers,
): readonly WritableCbor[] => [
  keyId,
  madeAtMinutes,
  [clear.name, clear.purpose, clear.householdVisited, clear.plate, clear.people],
];

export const clearItemsAad = (items: readonly WritableCbor[]): Bytes => writeCbor(items);
