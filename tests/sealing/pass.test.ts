import fc from 'fast-check';
import qrcode from 'qrcode-generator';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../src/encoding/base45.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { PASS_KINDS, type PassContent, readPass, signPass } from '../../src/sealing/pass.ts';
import { everyFlip } from './any-bytes.ts';

const MINUTE_MS = 60_000;
const pair = await generateSigningKeyPair(false);
const other = await generateSigningKeyPair(false);
const keys = new Map([[7, pair.publicKey]]);
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const content: PassContent = {
  passNumber: 0xffff_ffff,
  kind: 'staff',
  validFrom: Date.UTC(2022, 2, 1),
  validUntil: Date.UTC(2032, 2, 1),
};

describe('a pass', () => {
  it('comes back as it was signed', async () => {
    const contents = fc.record({
      passNumber: uint32,
      kind: fc.constantFrom(...PASS_KINDS),
      validFrom: uint32.map((minutes) => minutes * MINUTE_MS),
      validUntil: uint32.map((minutes) => minutes * MINUTE_MS),
    });
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const text = await signPass(content, pair.privateKey, 7);
        expect(await readPass(text, keys)).toEqual({ kind: 'pass', content });
      }),
      { numRuns: 30 },
    );
  });

  it('fits a QR code of version 6 at level M in alphanumeric mode, at its largest', async () => {
    const largest = {
      ...content,
      validFrom: 0xffff_ffff * MINUTE_MS,
      validUntil: 0xffff_ffff * MINUTE_MS,
    };
    const text = await signPass(largest, pair.privateKey, 255);
    expect(text).toMatch(/^KP1:[0-9A-Z $%*+./:-]+$/);
    expect(text.length).toBeLessThanOrEqual(154);
    const code = qrcode(6, 'M');
    code.addData(text, 'Alphanumeric');
    code.make();
    expect(code.getModuleCount()).toBe(41);
  });

  it('never becomes valid for less than was asked: minutes are rounded outward', async () => {
    const odd = { ...content, validFrom: 90_001, validUntil: 90_001 };
    const reading = await readPass(await signPass(odd, pair.privateKey, 7), keys);
    expect(reading).toMatchObject({ content: { validFrom: 60_000, validUntil: 120_000 } });
  });

  it('is no pass any more after any change of one bit', async () => {
    const text = await signPass(content, pair.privateKey, 7);
    const bytes = decodeBase45(text.slice(4)) ?? new Uint8Array();
    for (const changed of everyFlip(bytes)) {
      const reading = await readPass(`KP1:${encodeBase45(changed)}`, keys);
      expect(['forged', 'foreign']).toContain(reading.kind);
    }
  });

  it('is forged when signed by another under our key id, foreign under an id we do not know', async () => {
    const forged = await signPass(content, other.privateKey, 7);
    expect(await readPass(forged, keys)).toEqual({ kind: 'forged' });
    const foreign = await signPass(content, other.privateKey, 8);
    expect(await readPass(foreign, keys)).toEqual({ kind: 'foreign' });
    expect(await readPass('KP1:ABC', keys)).toEqual({ kind: 'forged' });
    expect(await readPass(`KP1:${'0'.repeat(4292)}`, keys)).toEqual({ kind: 'forged' });
  });

  it('is not seen in other texts', async () => {
    const text = await signPass(content, pair.privateKey, 7);
    for (const one of ['', 'kp1:', text.slice(4), ` ${text}`, 'https://example.org/', '健康码']) {
      expect(await readPass(one, keys)).toEqual({ kind: 'not-a-pass' });
    }
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.boolean(), async (tail, prefixed) => {
        const reading = await readPass(prefixed ? `KP1:${tail}` : tail, keys);
        expect(reading.kind).toBe(prefixed ? 'forged' : 'not-a-pass');
      }),
    );
  });

  it('cannot be signed with numbers that do not fit', async () => {
    await expect(signPass({ ...content, passNumber: -1 }, pair.privateKey, 7)).rejects.toThrow();
    await expect(
      signPass({ ...content, passNumber: 2 ** 32 }, pair.privateKey, 7),
    ).rejects.toThrow();
    await expect(signPass(content, pair.privateKey, 256)).rejects.toThrow();
  });
});
