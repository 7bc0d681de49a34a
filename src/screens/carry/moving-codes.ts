import type { Bytes } from '../../encoding/bytes.ts';
import { FountainSender } from '../../encoding/fountain-sender.ts';
import type { CarriedKind } from '../../protocol/carried-prefix.ts';
import { kindByte } from '../../protocol/carried-text.ts';

/**
 * Version 15 at level L: squares that a camera of 720 lines still tells apart on a screen that fills half its picture,
 * and 485 bytes a code.
 */
export const BYTES_PER_CODE = 485;
/** A camera of 30 frames sees each code twice. */
export const CODES_PER_SECOND = 12;
/** Nobody holds two phones still for longer than this takes, about a minute. */
const LONGEST_BYTES = 300 * 1024;

/** Null: too long for codes. */
export const codesOf = (kind: CarriedKind, bytes: Bytes): FountainSender | null =>
  bytes.length > LONGEST_BYTES ? null : new FountainSender(bytes, kindByte(kind), BYTES_PER_CODE);
