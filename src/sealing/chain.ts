import { type Bytes, concatBytes, idBytes, utf8 } from '../encoding/bytes.ts';
import { sha256 } from './sha256.ts';
import { sha256Now } from './sha256-now.ts';

/** The head of a segment that has no record yet. 32 bytes. */
export const firstHead = (segmentId: string): Promise<Bytes> =>
  sha256(concatBytes(utf8('kadian chain'), idBytes(segmentId)));

/** The head after one more sealed record. 32 bytes, computed at both ends. */
export const nextHead = (head: Bytes, sealed: Bytes): Bytes => sha256Now(concatBytes(head, sealed));
