import { type Bytes, concatBytes, idBytes, uint32Bytes, utf8 } from '../encoding/bytes.ts';
import { ES256 } from './cose-sign1.ts';
import type { CryptoKey } from './keys.ts';

const message = (segmentId: string, number: number, head: Bytes): Bytes =>
  concatBytes(utf8('kadian tail'), idBytes(segmentId), uint32Bytes(number), head);

/** 64 bytes: the device says that this segment's first `number` records end in `head`. */
export const signTail = async (
  deviceKey: CryptoKey,
  segmentId: string,
  number: number,
  head: Bytes,
): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign(ES256, deviceKey, message(segmentId, number, head)));

/** `deviceKey` is the public one here. */
export const verifyTail = async (
  deviceKey: CryptoKey,
  segmentId: string,
  number: number,
  head: Bytes,
  signature: Bytes,
): Promise<boolean> =>
  signature.length === 64 &&
  head.length === 32 &&
  (await crypto.subtle.verify(ES256, deviceKey, signature, message(segmentId, number, head)));
