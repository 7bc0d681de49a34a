import { UnreadableTable } from './unreadable-table.ts';

export type TextEncoding = 'UTF-8' | 'UTF-16' | 'GB18030';

export interface EncodedText {
  readonly encoding: TextEncoding;
  /** What the encoding standard calls it. */
  readonly label: string;
  /** Bytes of the byte order mark. */
  readonly skip: number;
}

const CHUNK_BYTES = 256 * 1024;
const SAMPLE_BYTES = 4096;

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Line ends and commas of UTF-16 without its mark show as zero bytes at every other place. */
function utf16WithoutMark(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries())
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > 0 && even === 0) return 'utf-16le';
  if (even > 0 && odd === 0) return 'utf-16be';
  return null;
}

/** By its mark, else by what its bytes allow. @throws UnreadableTable when it is no text. */
export function detectEncoding(bytes: Uint8Array): EncodedText {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { encoding: 'UTF-8', label: 'utf-8', skip: 3 };
  if (startsWith(bytes, 0xff, 0xfe)) return { encoding: 'UTF-16', label: 'utf-16le', skip: 2 };
  if (startsWith(bytes, 0xfe, 0xff)) return { encoding: 'UTF-16', label: 'utf-16be', skip: 2 };
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const wide = utf16WithoutMark(sample);
  if (wide) return { encoding: 'UTF-16', label: wide, skip: 0 };
  if (sample.includes(0)) throw new UnreadableTable('not-a-table');
  if (isUtf8(bytes)) return { encoding: 'UTF-8', label: 'utf-8', skip: 0 };
  return { encoding: 'GB18030', label: 'gb18030', skip: 0 };
}

/** The text in chunks; what cannot be read becomes U+FFFD. `onBytes` is told the bytes taken. */
export function* decodedText(
  bytes: Uint8Array,
  { label, skip }: EncodedText,
  onBytes: (count: number) => void,
): Generator<string> {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  for (let at = skip; at < bytes.length; at += CHUNK_BYTES) {
    const piece = bytes.subarray(at, at + CHUNK_BYTES);
    onBytes(piece.length);
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}
