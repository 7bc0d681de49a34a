import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../src/encoding/bytes.ts';
import { firstHead, nextHead } from '../../src/sealing/chain.ts';
import { deriveCardKeys, newCardSecret } from '../../src/sealing/gate-card.ts';
import {
  deviceIdOf,
  exportRawPublicKey,
  generateAgreementKeyPair,
  generateSigningKeyPair,
  importVerifyKey,
} from '../../src/sealing/keys.ts';
import {
  beginSegment,
  importSegmentKey,
  openRecord,
  openSegmentKey,
  readSegmentHeader,
  sealRecord,
  segmentIdOf,
  unwrapSegmentKey,
  wrapSegmentKey,
} from '../../src/sealing/segment.ts';
import { sha256 } from '../../src/sealing/sha256.ts';
import { signTail, verifyTail } from '../../src/sealing/tail-signature.ts';
import { everyFlip, randomBytes } from './any-bytes.ts';

const device = await generateSigningKeyPair(false);
const deviceRaw = await exportRawPublicKey(device.publicKey);
const deviceId = await deviceIdOf(deviceRaw);
const sealing = await generateAgreementKeyPair(false);
const sealingPublicRaw = await exportRawPublicKey(sealing.publicKey);
const keys = { sealingPublicRaw, deviceKey: device.privateKey };
const fields = {
  deviceId,
  gateId: 'g-1',
  shiftId: null,
  order: 0,
  startedAt: 1_650_000_000_123,
  rosterGeneration: 3,
  policyVersion: 2,
  cardEpoch: null,
  previous: null,
  sealingKeyId: '2022-04',
};
const begun = await beginSegment(fields, keys);

describe('a segment header', () => {
  it('is read back with the device key, and is named by its hash', async () => {
    const previous = { segmentId: begun.segmentId, number: 212, head: randomBytes(32) };
    const later = { ...fields, shiftId: begun.segmentId, order: 1, cardEpoch: 4, previous };
    for (const one of [begun, await beginSegment(later, keys)]) {
      const reading = await readSegmentHeader(one.headerBytes, deviceRaw);
      expect(reading).toEqual({ ok: true, header: one.header, segmentId: one.segmentId });
      const hash = toHex(await sha256(one.headerBytes));
      expect(await segmentIdOf(one.headerBytes)).toBe(hash.slice(0, 32));
    }
  });

  it('gives the segment key to the server only', async () => {
    expect(await openSegmentKey(begun.header, sealing)).toEqual(begun.rawKey);
    expect(await openSegmentKey(begun.header, await generateAgreementKeyPair(false))).toBeNull();
    const moved = { ...begun.header, gateId: 'g-2' };
    expect(await openSegmentKey(moved, sealing)).toBeNull();
  });

  it('is refused after any change of one bit, from another device, or in a second form', async () => {
    for (const changed of everyFlip(begun.headerBytes)) {
      expect((await readSegmentHeader(changed, deviceRaw)).ok).toBe(false);
    }
    const stranger = await generateSigningKeyPair(false);
    const strangerRaw = await exportRawPublicKey(stranger.publicKey);
    expect(await readSegmentHeader(begun.headerBytes, strangerRaw)).toEqual({
      ok: false,
      why: 'unknown-key',
    });
    const tagged = concatBytes(Uint8Array.of(0xd2), begun.headerBytes);
    expect(await readSegmentHeader(tagged, deviceRaw)).toEqual({ ok: false, why: 'malformed' });
    const impostor = { ...fields, deviceId: await deviceIdOf(strangerRaw) };
    const forged = await beginSegment(impostor, keys);
    expect((await readSegmentHeader(forged.headerBytes, strangerRaw)).ok).toBe(false);
  });

  it('cannot be written with what could not be read', async () => {
    await expect(beginSegment({ ...fields, gateId: '' }, keys)).rejects.toThrow();
    await expect(beginSegment({ ...fields, order: -1 }, keys)).rejects.toThrow();
    await expect(beginSegment({ ...fields, startedAt: 0.5 }, keys)).rejects.toThrow();
  });
});

describe('a segment key under the card', () => {
  it('opens again with the same card, for the same segment only, and is not extractable', async () => {
    const card = await deriveCardKeys(newCardSecret());
    const wrapped = await wrapSegmentKey(begun.rawKey, card.wrapKey, begun.segmentId);
    const key = await unwrapSegmentKey(wrapped, card.wrapKey, begun.segmentId);
    if (!key) throw new Error('not unwrapped');
    const sealed = await sealRecord(begun.segmentKey, begun.segmentId, 1, utf8('one'));
    expect(await openRecord(key, begun.segmentId, 1, sealed)).toEqual(utf8('one'));
    expect(key.extractable || begun.segmentKey.extractable).toBe(false);
    const other = await deriveCardKeys(newCardSecret());
    expect(await unwrapSegmentKey(wrapped, other.wrapKey, begun.segmentId)).toBeNull();
    expect(await unwrapSegmentKey(wrapped, card.wrapKey, 'f'.repeat(32))).toBeNull();
  });
});

describe('a sealed record', () => {
  it('opens under its key, segment and number, and under nothing else', async () => {
    const plain = utf8('entry');
    const { segmentId, segmentKey } = begun;
    const sealed = await sealRecord(segmentKey, segmentId, 7, plain);
    expect(sealed.length).toBe(plain.length + 16);
    expect(await openRecord(segmentKey, segmentId, 7, sealed)).toEqual(plain);
    expect(await openRecord(segmentKey, segmentId, 8, sealed)).toBeNull();
    expect(await openRecord(segmentKey, '0'.repeat(32), 7, sealed)).toBeNull();
    const otherKey = await importSegmentKey(randomBytes(32));
    expect(await openRecord(otherKey, segmentId, 7, sealed)).toBeNull();
    expect(await openRecord(segmentKey, segmentId, 7, new Uint8Array())).toBeNull();
    for (const changed of everyFlip(sealed)) {
      expect(await openRecord(segmentKey, segmentId, 7, changed)).toBeNull();
    }
  });

  it('is the same bytes for the same number and content, so that a retry sends no second one', async () => {
    const seal = () => sealRecord(begun.segmentKey, begun.segmentId, 2 ** 32 - 1, utf8('x'));
    expect(await seal()).toEqual(await seal());
  });

  it('has a number from 1 to 2^32 - 1', async () => {
    for (const number of [0, -1, 1.5, 2 ** 32]) {
      await expect(
        sealRecord(begun.segmentKey, begun.segmentId, number, utf8('x')),
      ).rejects.toThrow(RangeError);
    }
  });
});

describe('the chain and its tail', () => {
  it('depends on every record and their order', async () => {
    const { segmentId } = begun;
    const [a, b] = [utf8('a'), utf8('b')];
    const start = await firstHead(segmentId);
    expect(start).not.toEqual(await firstHead('0'.repeat(32)));
    const ab = await nextHead(await nextHead(start, a), b);
    const ba = await nextHead(await nextHead(start, b), a);
    expect(ab).not.toEqual(ba);
    expect(ab).toEqual(await sha256(concatBytes(await sha256(concatBytes(start, a)), b)));
  });

  it('is signed by the device for one segment, number and head', async () => {
    const { segmentId } = begun;
    const head = randomBytes(32);
    const key = await importVerifyKey(deviceRaw);
    if (!key) throw new Error('key not read');
    const tail = await signTail(device.privateKey, segmentId, 5, head);
    expect(tail.length).toBe(64);
    expect(await verifyTail(key, segmentId, 5, head, tail)).toBe(true);
    expect(await verifyTail(key, segmentId, 6, head, tail)).toBe(false);
    expect(await verifyTail(key, '0'.repeat(32), 5, head, tail)).toBe(false);
    expect(await verifyTail(key, segmentId, 5, randomBytes(32), tail)).toBe(false);
    expect(await verifyTail(key, segmentId, 5, head, tail.subarray(1))).toBe(false);
    for (const changed of everyFlip(tail)) {
      expect(await verifyTail(key, segmentId, 5, head, changed)).toBe(false);
    }
  });
});
