import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Bytes,
  concatBytes,
  fromHex,
  idBytes,
  toBase64Url,
  toHex,
  uint32Bytes,
} from '../../src/encoding/bytes.ts';
import { parsePush } from '../../src/protocol/push.ts';
import { parseRecord } from '../../src/protocol/record-codec.ts';
import { readCertificate } from '../../src/sealing/certificate.ts';
import { firstHead, nextHead } from '../../src/sealing/chain.ts';
import { cardTag, cardText } from '../../src/sealing/gate-card.ts';
import { deviceIdOf, importAgreementKeyPair, importVerifyKey } from '../../src/sealing/keys.ts';
import { readPass } from '../../src/sealing/pass.ts';
import { readReceipt, receiptCode } from '../../src/sealing/receipt.ts';
import { verifyRequest } from '../../src/sealing/request-signature.ts';
import { openSegmentKey, readSegmentHeader } from '../../src/sealing/segment.ts';
import { verifyTail } from '../../src/sealing/tail-signature.ts';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
const example = page.slice(page.indexOf('## Worked example'));

function value(name: string): string {
  const [, lines] = new RegExp(`^${name}:\\n\\n((?: {4}.+\\n)+)`, 'm').exec(example) ?? [];
  if (!lines) throw new Error(`${name} is not in the example`);
  return lines.trimEnd().replaceAll(/(^|\n) {4}/g, '');
}
function bytes(name: string): Bytes {
  const found = fromHex(value(name));
  if (!found) throw new Error(`${name} is not hex`);
  return found;
}

const serverKey = await importVerifyKey(bytes('server key'));
const deviceKey = await importVerifyKey(bytes('device key'));
if (!serverKey || !deviceKey) throw new Error('keys of the example are not keys');
const startedAt = Date.UTC(2022, 3, 1);

describe('the worked example of docs/protocol.md', () => {
  it('has a device whose certificate and header are genuine', async () => {
    expect(await deviceIdOf(bytes('device key'))).toBe(value('device id'));
    const keyFor = (keyId: string) => (keyId === 'c1' ? serverKey : null);
    expect(await readCertificate(bytes('certificate'), keyFor)).toMatchObject({
      content: { deviceId: value('device id'), role: 'gate', placeId: 'm3' },
    });
    expect(await readSegmentHeader(bytes('header'), bytes('device key'))).toMatchObject({
      ok: true,
      segmentId: value('segment id'),
      header: { gateId: 'g4', startedAt, cardEpoch: 1 },
    });
  });

  it('opens from the sealing key down to the record', async () => {
    const reading = await readSegmentHeader(bytes('header'), bytes('device key'));
    if (!reading.ok) throw new Error(reading.why);
    const point = bytes('sealing key');
    const pair = await importAgreementKeyPair({
      kty: 'EC',
      crv: 'P-256',
      x: toBase64Url(point.subarray(1, 33)),
      y: toBase64Url(point.subarray(33)),
      d: toBase64Url(bytes('sealing secret')),
    });
    const key = await openSegmentKey(reading.header, pair);
    expect(key && toHex(key)).toBe(value('segment key'));
    const sealed = bytes('sealed record');
    const number = uint32Bytes(1);
    const nonce = concatBytes(new Uint8Array(8), number);
    const decipher = createDecipheriv('aes-256-gcm', bytes('segment key'), nonce);
    decipher.setAAD(concatBytes(idBytes(value('segment id')), number));
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = concatBytes(decipher.update(sealed.subarray(0, -16)), decipher.final());
    expect(toHex(plain)).toBe(value('record'));
    expect(parseRecord(plain, startedAt, value('segment id'))).toMatchObject({
      record: {
        kind: 'entry',
        at: startedAt + 754_000,
        subject: { kind: 'resident', rosterNumber: 131_077 },
        direction: 'out',
        reading: { temperatureTenths: 364, site: 'forehead' },
        verdict: 'pass',
      },
    });
  });

  it('has a chain, a tail, a push and a receipt that agree', async () => {
    const segmentId = value('segment id');
    expect(toHex(await firstHead(segmentId))).toBe(value('head 0'));
    const head = await nextHead(bytes('head 0'), bytes('sealed record'));
    expect(toHex(head)).toBe(value('head 1'));
    expect(await verifyTail(deviceKey, segmentId, 1, head, bytes('tail'))).toBe(true);
    const expected = { segmentId, from: 1, records: [bytes('sealed record')], head };
    expect(parsePush(bytes('push'))).toMatchObject({ ok: true, push: expected });
    const keyFor = (keyId: string) => (keyId === 'r1' ? serverKey : null);
    expect(await readReceipt(bytes('receipt'), keyFor)).toMatchObject({
      content: { segmentId, number: 1, head },
    });
    expect(await receiptCode(bytes('receipt'))).toBe(value('receipt code'));
  });

  it('has a pass, a gate card and a signed request that are genuine', async () => {
    expect(await readPass(value('pass'), new Map([[7, serverKey]]))).toMatchObject({
      content: { passNumber: 131_077, kind: 'resident', validFrom: startedAt },
    });
    expect(cardText(bytes('card secret'))).toBe(value('card text'));
    expect(await cardTag(bytes('card secret'))).toBe(value('card tag'));
    const request = {
      method: 'POST',
      authority: 'gate.example',
      path: '/api/push',
      query: '',
      body: bytes('push'),
      headers: {
        signature: value('signature'),
        'signature-input': value('signature-input'),
        'content-digest': value('content-digest'),
      },
    };
    const window = { now: startedAt + 900_000, toleranceMs: 60_000 };
    expect(await verifyRequest(request, deviceKey, window)).toMatchObject({
      ok: true,
      keyId: value('device id'),
    });
  });
});
