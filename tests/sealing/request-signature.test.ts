import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/encoding/bytes.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import {
  readSignatureKeyId,
  signatureBase,
  signRequest,
  verifyRequest,
} from '../../src/sealing/request-signature.ts';

const pair = await generateSigningKeyPair(false);
const other = await generateSigningKeyPair(false);
const createdAt = 1_618_884_473_000;
const request = {
  method: 'POST',
  authority: 'example.com',
  path: '/foo',
  query: '?param=Value&Pet=dog',
  body: utf8('{"hello": "world"}'),
};
const headers = await signRequest({ ...request, createdAt, keyId: 'device-1' }, pair.privateKey);
const now = { now: createdAt + 60_000, toleranceMs: 300_000 };
const verify = (changes: object, window: { now: number; toleranceMs: number | null } = now) =>
  verifyRequest({ ...request, headers, ...changes }, pair.publicKey, window);

describe('a signed request', () => {
  it('signs the base of RFC 9421 for the example request of its appendix B', () => {
    const params =
      '("@method" "@authority" "@path" "@query" "content-digest");created=1618884473;keyid="device-1";alg="ecdsa-p256-sha256"';
    expect(headers['signature-input']).toBe(`sig1=${params}`);
    expect(headers['content-digest']).toBe(
      'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
    );
    expect(signatureBase(request, headers['content-digest'], params)).toBe(
      [
        '"@method": POST',
        '"@authority": example.com',
        '"@path": /foo',
        '"@query": ?param=Value&Pet=dog',
        '"content-digest": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
        `"@signature-params": ${params}`,
      ].join('\n'),
    );
  });

  it('is accepted as sent, and tells who sent it when', async () => {
    expect(await verify({})).toEqual({ ok: true, keyId: 'device-1', createdAt });
    expect(readSignatureKeyId(headers['signature-input'])).toBe('device-1');
    expect(await verify({ method: 'post', authority: 'EXAMPLE.com' })).toMatchObject({ ok: true });
  });

  it('without query and body signs a lone question mark and the digest of nothing', async () => {
    const bare = {
      method: 'GET',
      authority: 'gate.example:8420',
      path: '/api/pull',
      query: '',
      body: null,
    };
    const signed = await signRequest({ ...bare, createdAt, keyId: 'd' }, pair.privateKey);
    expect(signed['content-digest']).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
    expect(signatureBase(bare, '', '')).toContain('"@query": ?\n');
    const reading = await verifyRequest({ ...bare, headers: signed }, pair.publicKey, now);
    expect(reading).toMatchObject({ ok: true });
  });

  it('is refused when a covered part is not what was signed', async () => {
    for (const change of [
      { method: 'PUT' },
      { authority: 'example.org' },
      { path: '/fop' },
      { query: '?param=Value&Pet=cat' },
      { query: '' },
    ]) {
      expect(await verify(change)).toEqual({ ok: false, why: 'signature' });
    }
    expect(await verify({ body: utf8('{"hello": "World"}') })).toEqual({
      ok: false,
      why: 'digest',
    });
    expect(await verify({ body: null })).toEqual({ ok: false, why: 'digest' });
  });

  it('is refused from another key', async () => {
    const reading = await verifyRequest({ ...request, headers }, other.publicKey, now);
    expect(reading).toEqual({ ok: false, why: 'signature' });
  });

  it('is stale outside its window in both directions, and never when there is none', async () => {
    const at = (offsetMs: number) => ({ now: createdAt + offsetMs, toleranceMs: 300_000 });
    expect(await verify({}, at(300_000))).toMatchObject({ ok: true });
    expect(await verify({}, at(300_001))).toEqual({ ok: false, why: 'stale' });
    expect(await verify({}, at(-300_001))).toEqual({ ok: false, why: 'stale' });
    expect(await verify({}, { now: 0, toleranceMs: null })).toMatchObject({ ok: true });
  });

  it('has one shape only', async () => {
    const input = headers['signature-input'];
    const others = {
      'other label': { ...headers, 'signature-input': input.replace('sig1', 'sig2') },
      'fewer components': { ...headers, 'signature-input': input.replace(' "@query"', '') },
      'other algorithm': { ...headers, 'signature-input': input.replace('p256', 'p384') },
      'second parameter': { ...headers, 'signature-input': `${input};nonce="1"` },
      'second signature': { ...headers, 'signature-input': `${input}, ${input}` },
      'padded time': { ...headers, 'signature-input': input.replace('created=', 'created=0') },
      'no signature': { ...headers, signature: undefined },
      'short signature': { ...headers, signature: 'sig1=:AAAA:' },
      'other digest': { ...headers, 'content-digest': 'sha-512=:AAAA:' },
      nothing: {},
    };
    for (const [name, changed] of Object.entries(others)) {
      const reading = await verify({ headers: changed });
      expect(reading, name).toEqual({ ok: false, why: 'malformed' });
    }
    expect(readSignatureKeyId(undefined)).toBeNull();
    expect(readSignatureKeyId(`${input};nonce="1"`)).toBeNull();
  });

  it('is never accepted with random headers', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (signature, input, digest) => {
        const random = { signature, 'signature-input': input, 'content-digest': digest };
        expect((await verify({ headers: random })).ok).toBe(false);
      }),
    );
  });

  it('cannot be made with a key id that would break its header', async () => {
    const bad = { ...request, createdAt, keyId: 'a"b' };
    await expect(signRequest(bad, pair.privateKey)).rejects.toThrow(RangeError);
  });
});
