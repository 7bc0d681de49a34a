import { type Bytes, idBytes } from '../encoding/bytes.ts';
import { type CryptoKey, deviceIdOf } from './keys.ts';
import { readBytes, readId, readText, readUint } from './read-value.ts';
import {
  type KeyIdFinder,
  readSignedArray,
  type SignedReading,
  signArray,
} from './signed-array.ts';

/** What the server says about a device at enrolment. */
export interface DeviceCertificate {
  readonly deviceId: string;
  /** 65 bytes. */
  readonly publicKey: Bytes;
  readonly role: string;
  readonly placeId: string;
  /** Epoch ms. */
  readonly issuedAt: number;
}

const CONTEXT = 'kadian certificate';

export const signCertificate = (
  content: DeviceCertificate,
  key: CryptoKey,
  keyId: string,
): Promise<Bytes> =>
  signArray(
    CONTEXT,
    [idBytes(content.deviceId), content.publicKey, content.role, content.placeId, content.issuedAt],
    key,
    keyId,
  );

/** Also refuses, as malformed, a certificate whose device id is not that of its key. */
export async function readCertificate(
  bytes: Bytes,
  keyFor: KeyIdFinder,
): Promise<SignedReading<DeviceCertificate>> {
  const reading = await readSignedArray(CONTEXT, bytes, keyFor, 5, (items) => ({
    deviceId: readId(items[0]),
    publicKey: readBytes(items[1], 65),
    role: readText(items[2], 40),
    placeId: readText(items[3], 64),
    issuedAt: readUint(items[4]),
  }));
  if (!reading.ok) return reading;
  const { deviceId, publicKey } = reading.content;
  return deviceId === (await deviceIdOf(publicKey)) ? reading : { ok: false, why: 'malformed' };
}
