import { createDecipheriv, createECDH, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, utf8 } from '../../src/encoding/bytes.ts';
import { hpkeOpen, hpkeSeal } from '../../src/sealing/hpke.ts';
import { hpkeSealSmall } from '../../src/sealing/hpke-seal-small.ts';
import {
  exportPrivateJwk,
  exportRawPublicKey,
  generateAgreementKeyPair,
  importAgreementKeyPair,
  rawPublicKeyOfJwk,
} from '../../src/sealing/keys.ts';
import { everyFlip } from './any-bytes.ts';

const pair = await generateAgreementKeyPair(true);
const jwk = await exportPrivateJwk(pair.privateKey);
const raw = await exportRawPublicKey(pair.publicKey);
const [info, aad, plain] = [utf8('info'), utf8('aad'), utf8('a key of thirty-two bytes, nearly')];

/** RFC 9180 written out from its text on other primitives, to compare with. */
function openByTheBook(enc: Uint8Array, sealed: Uint8Array): Buffer {
  const hmac = (key: Uint8Array, ...parts: Uint8Array[]) =>
    createHmac('sha256', key).update(Buffer.concat(parts)).digest();
  const kemId = Buffer.from([...Buffer.from('KEM'), 0, 0x10]);
  const suiteId = Buffer.from([...Buffer.from('HPKE'), 0, 0x10, 0, 1, 0, 2]);
  const extract = (suite: Buffer, salt: Uint8Array, label: string, ikm: Uint8Array) =>
    hmac(salt, utf8('HPKE-v1'), suite, utf8(label), ikm);
  const expand = (suite: Buffer, prk: Buffer, label: string, info: Uint8Array, length: number) => {
    const labelled = [Uint8Array.of(0, length), utf8('HPKE-v1'), suite, utf8(label), info];
    return hmac(prk, ...labelled, Uint8Array.of(1)).subarray(0, length);
  };
  const empty = new Uint8Array();
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(fromBase64Url(jwk.d) ?? empty));
  const eaePrk = extract(kemId, empty, 'eae_prk', ecdh.computeSecret(enc));
  const kemContext = Buffer.concat([enc, raw]);
  const shared = expand(kemId, eaePrk, 'shared_secret', kemContext, 32);
  const context = Buffer.concat([
    Uint8Array.of(0),
    extract(suiteId, empty, 'psk_id_hash', empty),
    extract(suiteId, empty, 'info_hash', info),
  ]);
  const secret = extract(suiteId, shared, 'secret', empty);
  const key = expand(suiteId, secret, 'key', context, 32);
  const nonce = expand(suiteId, secret, 'base_nonce', context, 12);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

describe('sealing to a public key', () => {
  it('does the same in the small form that a visitor’s page carries', async () => {
    for (const text of [plain, new Uint8Array()]) {
      const { enc, sealed } = await hpkeSealSmall(raw, info, aad, text);
      expect([enc.length, sealed.length]).toEqual([65, text.length + 16]);
      expect(new Uint8Array(openByTheBook(enc, sealed))).toEqual(text);
      expect(await hpkeOpen(pair, enc, info, aad, sealed)).toEqual(text);
      expect(await hpkeOpen(pair, enc, info, utf8('other'), sealed)).toBeNull();
    }
    const [one, other] = [
      await hpkeSealSmall(raw, info, aad, plain),
      await hpkeSealSmall(raw, info, aad, plain),
    ];
    expect(one.enc).not.toEqual(other.enc);
    await expect(hpkeSealSmall(new Uint8Array(65), info, aad, plain)).rejects.toThrow();
  });

  it('is RFC 9180 with P-256, HKDF-SHA256 and AES-256-GCM', async () => {
    const { enc, sealed } = await hpkeSeal(raw, info, aad, plain);
    expect(enc.length).toBe(65);
    expect(sealed.length).toBe(plain.length + 16);
    expect(new Uint8Array(openByTheBook(enc, sealed))).toEqual(plain);
  });

  it('opens with the key from its file, not extractable then', async () => {
    const { enc, sealed } = await hpkeSeal(raw, info, aad, plain);
    const fromFile = await importAgreementKeyPair(jwk);
    expect(rawPublicKeyOfJwk(jwk)).toEqual(raw);
    expect(fromFile.privateKey.extractable).toBe(false);
    expect(await hpkeOpen(fromFile, enc, info, aad, sealed)).toEqual(plain);
  });

  it('opens for nobody else, for no other purpose, and never after a change', async () => {
    const { enc, sealed } = await hpkeSeal(raw, info, aad, plain);
    const other = await generateAgreementKeyPair(false);
    expect(await hpkeOpen(other, enc, info, aad, sealed)).toBeNull();
    expect(await hpkeOpen(pair, enc, utf8('other'), aad, sealed)).toBeNull();
    expect(await hpkeOpen(pair, enc, info, utf8('other'), sealed)).toBeNull();
    expect(await hpkeOpen(pair, new Uint8Array(65), info, aad, sealed)).toBeNull();
    for (const changed of everyFlip(sealed.subarray(0, 8))) {
      const bytes = new Uint8Array(sealed);
      bytes.set(changed);
      expect(await hpkeOpen(pair, enc, info, aad, bytes)).toBeNull();
    }
  });

  it('refuses a recipient that is no point of the curve', async () => {
    await expect(hpkeSeal(new Uint8Array(65), info, aad, plain)).rejects.toThrow();
  });
});
