import { createDecipheriv, createHash } from 'node:crypto';
import { type Bytes, idBytes, uint32Bytes } from '../../encoding/bytes.ts';

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/**
 * The same as openRecord of src/sealing, for thousands of records at a time: node:crypto opens five times
 * as many a second as WebCrypto. Null when it is not this record of this segment.
 */
export function openSealedRecord(
  rawKey: Bytes,
  segmentId: string,
  number: number,
  sealed: Bytes,
): Bytes | null {
  if (sealed.length < TAG_BYTES) return null;
  const nonce = new Uint8Array(NONCE_BYTES);
  const counter = uint32Bytes(number);
  nonce.set(counter, NONCE_BYTES - counter.length);
  const decipher = createDecipheriv('aes-256-gcm', rawKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([idBytes(segmentId), counter]));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const opened = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    decipher.final();
    return new Uint8Array(opened);
  } catch {
    return null;
  }
}

/** The same as nextHead of src/sealing. */
export const headAfter = (head: Bytes, sealed: Bytes): Bytes =>
  new Uint8Array(createHash('sha256').update(head).update(sealed).digest());

export const digestOf = (sealed: Bytes): string =>
  createHash('sha256').update(sealed).digest('hex');
