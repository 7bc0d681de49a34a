import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCertificate, signCertificate } from '../../src/sealing/certificate.ts';
import {
  type KeyList,
  passKeysOf,
  readKeyList,
  sealingKeyAt,
  signKeyList,
  verifyKeysOf,
} from '../../src/sealing/key-list.ts';
import {
  deviceIdOf,
  exportPrivateJwk,
  exportRawPublicKey,
  generateSigningKeyPair,
  importSigningKey,
  importVerifyKey,
} from '../../src/sealing/keys.ts';
import { readReceipt, receiptCode, signReceipt } from '../../src/sealing/receipt.ts';
import { readDocument, signDocument } from '../../src/sealing/signed-document.ts';
import { anyBytes, everyFlip, randomBytes } from './any-bytes.ts';

const pair = await generateSigningKeyPair(true);
const raw = await exportRawPublicKey(pair.publicKey);
const keyFor = (keyId: string) => (keyId === 'k1' ? pair.publicKey : null);
const deviceId = await deviceIdOf(raw);

const list: KeyList = {
  version: 4,
  issuedAt: 1_650_000_000_000,
  keys: [
    { use: 'pass', keyId: '7', publicKey: raw, notBefore: 0, notAfter: 9 },
    { use: 'receipt', keyId: 'r1', publicKey: raw, notBefore: 0, notAfter: 9 },
    { use: 'sealing', keyId: '2022-03', publicKey: raw, notBefore: 0, notAfter: 5 },
    { use: 'sealing', keyId: '2022-04', publicKey: raw, notBefore: 5, notAfter: 9 },
  ],
};
const certificate = {
  deviceId,
  publicKey: raw,
  role: 'gate',
  placeId: 'm3',
  issuedAt: 1_650_000_000_000,
};
const receipt = {
  deviceId,
  segmentId: 'ab'.repeat(16),
  number: 212,
  head: randomBytes(32),
  receivedAt: 1_650_000_000_000,
  unreadable: [3, 9],
  quarantined: false,
};

describe('keys', () => {
  it('sign again after a way through the server key file', async () => {
    const key = await importSigningKey(await exportPrivateJwk(pair.privateKey));
    const signed = await signCertificate(certificate, key, 'k1');
    expect((await readCertificate(signed, keyFor)).ok).toBe(true);
    expect(key.extractable).toBe(false);
  });

  it('on a phone cannot be exported', async () => {
    const phone = await generateSigningKeyPair(false);
    await expect(exportPrivateJwk(phone.privateKey)).rejects.toThrow();
  });

  it('that are no point of the curve are not taken', async () => {
    expect(await importVerifyKey(new Uint8Array(65))).toBeNull();
    expect(await importVerifyKey(raw.subarray(1))).toBeNull();
    const off = new Uint8Array(raw);
    off[64] = (off[64] ?? 0) ^ 1;
    expect(await importVerifyKey(off)).toBeNull();
  });
});

describe('a key list', () => {
  it('is read with the root key and gives keys by use', async () => {
    const bytes = await signKeyList(list, pair.privateKey);
    expect(await readKeyList(bytes, raw, 4)).toEqual({ ok: true, list });
    expect([...(await passKeysOf(list)).keys()]).toEqual([7]);
    expect([...(await verifyKeysOf(list, 'receipt')).keys()]).toEqual(['r1']);
    expect(sealingKeyAt(list, 4)?.keyId).toBe('2022-03');
    expect(sealingKeyAt(list, 5)?.keyId).toBe('2022-04');
    expect(sealingKeyAt(list, 9)).toBeNull();
  });

  it('is refused when older, changed, or signed by another root', async () => {
    const bytes = await signKeyList(list, pair.privateKey);
    expect(await readKeyList(bytes, raw, 5)).toEqual({ ok: false, why: 'older' });
    const other = await generateSigningKeyPair(false);
    const forged = await signKeyList(list, other.privateKey);
    expect(await readKeyList(forged, raw, 0)).toEqual({ ok: false, why: 'bad-signature' });
    for (const changed of everyFlip(await signKeyList({ ...list, keys: [] }, pair.privateKey))) {
      expect((await readKeyList(changed, raw, 0)).ok).toBe(false);
    }
  });

  it('has pass keys of one byte only', async () => {
    const keys = [
      {
        ...list.keys[0],
        use: 'pass' as const,
        keyId: '256',
        publicKey: raw,
        notBefore: 0,
        notAfter: 1,
      },
    ];
    const bytes = await signKeyList({ ...list, keys }, pair.privateKey);
    expect(await readKeyList(bytes, raw, 0)).toEqual({ ok: false, why: 'malformed' });
  });
});

describe('certificate, receipt and documents', () => {
  it('come back with the id of the key that signed them', async () => {
    const certificateBytes = await signCertificate(certificate, pair.privateKey, 'k1');
    expect(await readCertificate(certificateBytes, keyFor)).toEqual({
      ok: true,
      content: certificate,
      keyId: 'k1',
    });
    const receiptBytes = await signReceipt(receipt, pair.privateKey, 'k1');
    expect(await readReceipt(receiptBytes, keyFor)).toEqual({
      ok: true,
      content: receipt,
      keyId: 'k1',
    });
    const content = {
      version: 3,
      colours: { red: { out: 'stop' } },
      zones: ['Asia/Shanghai', null, true],
      bitmap: randomBytes(4),
    };
    const document = await signDocument('policy', content, pair.privateKey, 'k1');
    expect(await readDocument('policy', document, keyFor)).toEqual({
      ok: true,
      content,
      keyId: 'k1',
    });
  });

  it('never pass for one another, nor under a key that is not known', async () => {
    const policy = await signDocument('policy', {}, pair.privateKey, 'k1');
    expect(await readDocument('revocations', policy, keyFor)).toEqual({
      ok: false,
      why: 'bad-signature',
    });
    const signed = await signReceipt(receipt, pair.privateKey, 'k2');
    expect(await readReceipt(signed, keyFor)).toEqual({ ok: false, why: 'unknown-key' });
  });

  it('are refused after any change of one bit', async () => {
    for (const changed of everyFlip(await signReceipt(receipt, pair.privateKey, 'k1'))) {
      expect((await readReceipt(changed, keyFor)).ok).toBe(false);
    }
    for (const changed of everyFlip(await signCertificate(certificate, pair.privateKey, 'k1'))) {
      expect((await readCertificate(changed, keyFor)).ok).toBe(false);
    }
  });

  it('are refused when the device id is not that of the key', async () => {
    const wrong = { ...certificate, deviceId: '0'.repeat(32) };
    const bytes = await signCertificate(wrong, pair.privateKey, 'k1');
    expect(await readCertificate(bytes, keyFor)).toEqual({ ok: false, why: 'malformed' });
  });

  it('never make their readers throw', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes(0, 300), async (bytes) => {
        expect((await readCertificate(bytes, keyFor)).ok).toBe(false);
        expect((await readReceipt(bytes, keyFor)).ok).toBe(false);
        expect((await readDocument('policy', bytes, keyFor)).ok).toBe(false);
        expect((await readKeyList(bytes, raw, 0)).ok).toBe(false);
      }),
    );
  });

  it('has a receipt code that people can read out', async () => {
    const bytes = await signReceipt(receipt, pair.privateKey, 'k1');
    expect(await receiptCode(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await receiptCode(bytes)).toBe(await receiptCode(bytes));
  });
});
