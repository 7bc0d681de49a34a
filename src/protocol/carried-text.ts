import { decodeBase45, encodeBase45 } from '../encoding/base45.ts';
import { type Bytes, fromBase64Url, toBase64Url } from '../encoding/bytes.ts';
import { type FountainFrame, parseFrame } from '../encoding/fountain-frame.ts';
import { CARRIED_PREFIXES, type CarriedKind, FRAME_PREFIX } from './carried-prefix.ts';

const KIND_BYTES = { log: 1, receipts: 2 } as const satisfies Record<CarriedKind, number>;
const LINE_LENGTH = 76;
/** Of the longest log as text, with its line ends and a sentence in front. */
export const MAX_CARRIED_TEXT = 6 * 1024 * 1024;

export const kindByte = (kind: CarriedKind): number => KIND_BYTES[kind];

/** As a file: a sentence for whoever opens it, the prefix, and lines of base64url. */
export function carriedText(kind: CarriedKind, bytes: Bytes, sentence: string): string {
  const lines = toBase64Url(bytes).match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return [sentence, CARRIED_PREFIXES[kind], ...lines, ''].join('\n');
}

/**
 * Takes what stands behind the first prefix at the beginning of a line; where lines are broken does not matter. Null:
 * nothing of the kind is in the text, or a part of it is missing.
 */
export function readCarriedText(
  text: string,
): { readonly kind: CarriedKind; readonly bytes: Bytes } | null {
  if (text.length > MAX_CARRIED_TEXT) return null;
  const found = /^\uFEFF?[^\S\r\n\u2028\u2029]*(K[LR]1):/m.exec(text);
  if (!found) return null;
  const kind = found[1] === 'KL1' ? 'log' : 'receipts';
  const bytes = fromBase64Url(text.slice(found.index + found[0].length).replaceAll(/\s/g, ''));
  return bytes && bytes.length > 0 ? { kind, bytes } : null;
}

/** One code of a moving picture: alphanumeric, as QR codes hold it best. */
export const frameText = (frame: Bytes): string => FRAME_PREFIX + encodeBase45(frame);

/** Null: no such code, or one that was misread. */
export function readFrameText(
  text: string,
): { readonly kind: CarriedKind; readonly frame: FountainFrame } | null {
  if (!text.startsWith(FRAME_PREFIX) || text.length > 4000) return null;
  const bytes = decodeBase45(text.slice(FRAME_PREFIX.length));
  const frame = bytes && parseFrame(bytes);
  if (!frame) return null;
  const kinds = Object.entries(KIND_BYTES) as [CarriedKind, number][];
  const kind = kinds.find(([, byte]) => byte === frame.stream.kind)?.[0];
  return kind === undefined ? null : { kind, frame };
}
