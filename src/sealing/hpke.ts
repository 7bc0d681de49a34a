import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { Bytes } from '../encoding/bytes.ts';
import type { CryptoKeyPair } from './keys.ts';

/** RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode, one message a context. */
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

export interface HpkeSealed {
  /** 65 bytes. */
  readonly enc: Bytes;
  /** 16 bytes longer than the plain text. */
  readonly sealed: Bytes;
}

/** Throws when the recipient's key is not a point of P-256. */
export async function hpkeSeal(
  recipientRaw65: Bytes,
  info: Bytes,
  aad: Bytes,
  plain: Bytes,
): Promise<HpkeSealed> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(recipientRaw65);
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  const sealed = new Uint8Array(await sender.seal(plain, aad));
  return { enc: new Uint8Array(sender.enc), sealed };
}

/** Null when it was sealed to another key, for another purpose, or changed. */
export async function hpkeOpen(
  recipientKeyPair: CryptoKeyPair,
  enc: Bytes,
  info: Bytes,
  aad: Bytes,
  sealed: Bytes,
): Promise<Bytes | null> {
  try {
    const recipient = await suite.createRecipientContext({
      recipientKey: { ...recipientKeyPair },
      enc,
      info,
    });
    return new Uint8Array(await recipient.open(sealed, aad));
  } catch {
    return null;
  }
}
