import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, utf8 } from '../../src/encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../../src/encoding/cbor.ts';
import { ES256, signCose, sigStructure, verifyCose } from '../../src/sealing/cose-sign1.ts';
import { generateSigningKeyPair, importVerifyKey } from '../../src/sealing/keys.ts';
import { anyBytes, everyFlip } from './any-bytes.ts';

const pair = await generateSigningKeyPair(false);
const other = await generateSigningKeyPair(false);
const kid = utf8('key');
const findPair = () => pair.publicKey;

describe('a signed message', () => {
  it('gives its payload and key id back to who has the key, untagged or tagged', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes(), anyBytes(1, 64), anyBytes(), async (payload, id, aad) => {
        const signed = await signCose(payload, pair.privateKey, id, aad);
        const expected = { ok: true, payload, kid: id };
        expect(await verifyCose(signed, findPair, aad)).toEqual(expected);
        const tagged = concatBytes(Uint8Array.of(0xd2), signed);
        expect(await verifyCose(tagged, findPair, aad)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused after any change of one bit', async () => {
    const signed = await signCose(utf8('payload'), pair.privateKey, kid);
    for (const changed of everyFlip(signed)) {
      expect((await verifyCose(changed, findPair)).ok).toBe(false);
    }
  });

  it('says why it is refused', async () => {
    const signed = await signCose(utf8('payload'), pair.privateKey, kid);
    expect(await verifyCose(signed, () => null)).toEqual({ ok: false, why: 'unknown-key' });
    const bad = { ok: false, why: 'bad-signature' };
    expect(await verifyCose(signed, () => other.publicKey)).toEqual(bad);
    expect(await verifyCose(signed, findPair, utf8('other use'))).toEqual(bad);
    const malformed = { ok: false, why: 'malformed' };
    const trailing = concatBytes(signed, Uint8Array.of(0));
    expect(await verifyCose(trailing, findPair)).toEqual(malformed);
    expect(await verifyCose(signed.subarray(0, -1), findPair)).toEqual(malformed);
  });

  it('may not choose its algorithm or bring other headers', async () => {
    const [, , payload, signature] =
      decodeArray(await signCose(utf8('payload'), pair.privateKey, kid), 4) ?? [];
    const headers = [
      new Map<number, unknown>([[1, -7]]),
      new Map<number, unknown>([
        [1, -8],
        [4, kid],
      ]),
      new Map<number, unknown>([
        [1, -7],
        [3, 0],
        [4, kid],
      ]),
    ];
    for (const header of headers) {
      const bytes = encodeCbor([encodeCbor(header), new Map(), payload, signature]);
      expect(await verifyCose(bytes, findPair)).toEqual({ ok: false, why: 'malformed' });
    }
  });

  it('never makes the reader throw', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes(0, 200), async (bytes) => {
        expect((await verifyCose(bytes, findPair)).ok).toBe(false);
      }),
    );
  });
});

describe('the single-signer ECDSA example of RFC 8152, C.2.1', () => {
  const example =
    'd28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36';
  const publicKey =
    '04bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e';

  it('verifies over the structure that this code signs', async () => {
    const bytes = fromHex(example) ?? new Uint8Array();
    const [header, , payload, signature] = decodeArray(bytes.subarray(1), 4) ?? [];
    const key = await importVerifyKey(fromHex(publicKey) ?? new Uint8Array());
    if (!key || !(header instanceof Uint8Array) || !(payload instanceof Uint8Array)) {
      throw new Error('example not read');
    }
    const message = sigStructure(new Uint8Array(header), new Uint8Array(), new Uint8Array(payload));
    const given = new Uint8Array(signature as Uint8Array);
    expect(await crypto.subtle.verify(ES256, key, given, message)).toBe(true);
  });

  it('is refused as a message, because its key id is not protected', async () => {
    const bytes = fromHex(example) ?? new Uint8Array();
    expect(await verifyCose(bytes, findPair)).toEqual({ ok: false, why: 'malformed' });
  });
});
