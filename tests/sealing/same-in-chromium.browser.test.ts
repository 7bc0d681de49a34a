import { describe, expect, it } from 'vitest';
import page from '../../docs/protocol.md?raw';
import { type Bytes, fromHex, toBase64Url, toHex, utf8 } from '../../src/encoding/bytes.ts';
import {
  cardTag,
  deriveCardKeys,
  newCardSecret,
  openUnderCard,
  sealUnderCard,
} from '../../src/sealing/gate-card.ts';
import {
  deviceIdOf,
  exportRawPublicKey,
  generateSigningKeyPair,
  importAgreementKeyPair,
  importVerifyKey,
} from '../../src/sealing/keys.ts';
import { readPass } from '../../src/sealing/pass.ts';
import {
  beginSegment,
  importSegmentKey,
  openRecord,
  openSegmentKey,
  readSegmentHeader,
  sealRecord,
} from '../../src/sealing/segment.ts';
import { sha256Now } from '../../src/sealing/sha256-now.ts';

const example = page.slice(page.indexOf('## Worked example'));

function value(name: string): string {
  const [, lines] = new RegExp(`^${name}:\\n\\n((?: {4}.+\\n)+)`, 'm').exec(example) ?? [];
  if (!lines) throw new Error(`${name} is not in the example`);
  return lines.trimEnd().replaceAll(/(^|\n) {4}/g, '');
}
const bytes = (name: string): Bytes => fromHex(value(name)) ?? new Uint8Array();

const point = bytes('sealing key');
const sealingPair = await importAgreementKeyPair({
  kty: 'EC',
  crv: 'P-256',
  x: toBase64Url(point.subarray(1, 33)),
  y: toBase64Url(point.subarray(33)),
  d: toBase64Url(bytes('sealing secret')),
});

describe('in Chromium', () => {
  it('opens what was sealed and signed elsewhere', async () => {
    const reading = await readSegmentHeader(bytes('header'), bytes('device key'));
    if (!reading.ok) throw new Error(reading.why);
    const raw = await openSegmentKey(reading.header, sealingPair);
    if (!raw) throw new Error('segment key not opened');
    const key = await importSegmentKey(raw);
    const plain = await openRecord(key, reading.segmentId, 1, bytes('sealed record'));
    expect(plain && toHex(plain)).toBe(value('record'));
    const passKey = await importVerifyKey(bytes('server key'));
    if (!passKey) throw new Error('pass key not read');
    expect(await readPass(value('pass'), new Map([[7, passKey]]))).toMatchObject({ kind: 'pass' });
    expect(await cardTag(bytes('card secret'))).toBe(value('card tag'));
  });

  it('begins a segment with a device key that nobody can export', async () => {
    const device = await generateSigningKeyPair(false);
    const deviceRaw = await exportRawPublicKey(device.publicKey);
    const begun = await beginSegment(
      {
        deviceId: await deviceIdOf(deviceRaw),
        gateId: 'g4',
        shiftId: null,
        order: 0,
        startedAt: 0,
        rosterGeneration: 1,
        policyVersion: 1,
        cardEpoch: null,
        previous: null,
        sealingKeyId: '2022-04',
      },
      { sealingPublicRaw: point, deviceKey: device.privateKey },
    );
    const reading = await readSegmentHeader(begun.headerBytes, deviceRaw);
    expect(reading.ok && (await openSegmentKey(reading.header, sealingPair))).toEqual(begun.rawKey);
    const sealed = await sealRecord(begun.segmentKey, begun.segmentId, 1, utf8('entry'));
    expect(await openRecord(begun.segmentKey, begun.segmentId, 1, sealed)).toEqual(utf8('entry'));
    await expect(crypto.subtle.exportKey('jwk', device.privateKey)).rejects.toThrow();
  });

  it('opens under a card what it sealed under it', async () => {
    const { pullKey } = await deriveCardKeys(newCardSecret());
    const sealed = await sealUnderCard(utf8('names'), pullKey, utf8('use'));
    expect(await openUnderCard(sealed, pullKey, utf8('use'))).toEqual(utf8('names'));
  });

  it('hashes without a promise as WebCrypto does', async () => {
    // Around the ends of blocks.
    for (let length = 0; length <= 192; length += 1) {
      const random = crypto.getRandomValues(new Uint8Array(length));
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', random));
      expect(toHex(sha256Now(random))).toBe(toHex(digest));
    }
  });
});
