// The formats of docs/protocol.md once more, from the text alone: the checker must not believe the product's own code.
import {
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPublicKey,
  verify,
} from 'node:crypto';
import { decode, encode, rfc8949EncodeOptions } from 'cborg';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const segmentIdOf = (header: Uint8Array): string =>
  sha256(header).subarray(0, 16).toString('hex');

/** h₀ … hₙ of a segment. */
export function headsOf(segmentId: string, records: readonly Uint8Array[]): Buffer[] {
  let head = sha256(Buffer.from('kadian chain'), Buffer.from(segmentId, 'hex'));
  const heads = [head];
  for (const sealed of records) {
    head = sha256(head, sealed);
    heads.push(head);
  }
  return heads;
}

/** The payload's items of a COSE_Sign1 that this key signed for this use; null when it did not. */
export function openSigned(
  bytes: Uint8Array,
  publicKey: Uint8Array,
  context: string,
): readonly unknown[] | null {
  const message: unknown = decode(bytes, { useMaps: true });
  if (!Array.isArray(message) || message.length !== 4) return null;
  const [header, , payload, signature] = message as [Uint8Array, unknown, Uint8Array, Uint8Array];
  const signed = encode(
    ['Signature1', header, Buffer.from(context), payload],
    rfc8949EncodeOptions,
  );
  const x = Buffer.from(publicKey.subarray(1, 33)).toString('base64url');
  const y = Buffer.from(publicKey.subarray(33)).toString('base64url');
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) return null;
  const items: unknown = decode(payload, { useMaps: true });
  return Array.isArray(items) ? items : null;
}

const KEM = Buffer.concat([Buffer.from('KEM'), Buffer.from([0, 0x10])]);
const HPKE = Buffer.concat([Buffer.from('HPKE'), Buffer.from([0, 0x10, 0, 1, 0, 2])]);
const EMPTY = Buffer.alloc(0);

const extract = (salt: Uint8Array, suite: Buffer, label: string, input: Uint8Array): Buffer =>
  createHmac('sha256', salt).update('HPKE-v1').update(suite).update(label).update(input).digest();

/** At most 32 bytes: one round of HKDF-Expand. */
const expand = (key: Buffer, suite: Buffer, label: string, info: Uint8Array, length: number) =>
  createHmac('sha256', key)
    .update(Buffer.from([0, length]))
    .update('HPKE-v1')
    .update(suite)
    .update(label)
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length);

/** RFC 9180, base mode, of the suite that the protocol names; `secret` is the recipient's private scalar. */
function hpkeOpen(
  secret: Uint8Array,
  enc: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Buffer {
  const mine = createECDH('prime256v1');
  mine.setPrivateKey(secret);
  const shared = expand(
    extract(EMPTY, KEM, 'eae_prk', mine.computeSecret(enc)),
    KEM,
    'shared_secret',
    Buffer.concat([enc, mine.getPublicKey()]),
    32,
  );
  const context = Buffer.concat([
    Buffer.from([0]),
    extract(EMPTY, HPKE, 'psk_id_hash', EMPTY),
    extract(EMPTY, HPKE, 'info_hash', info),
  ]);
  const scheduled = extract(shared, HPKE, 'secret', EMPTY);
  const key = expand(scheduled, HPKE, 'key', context, 32);
  return openAesGcm(key, expand(scheduled, HPKE, 'base_nonce', context, 12), aad, sealed);
}

function openAesGcm(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array) {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

export interface OpenedHeader {
  readonly deviceId: string;
  readonly gateId: string;
  /** Null in a shift's first segment. */
  readonly shiftId: string | null;
  readonly startedAt: number;
  readonly sealingKeyId: string;
  readonly enc: Uint8Array;
  readonly sealedKey: Uint8Array;
}

export function openHeader(bytes: Uint8Array, devicePublicKey: Uint8Array): OpenedHeader | null {
  const items = openSigned(bytes, devicePublicKey, 'kadian segment header');
  if (!items) return null;
  const hex = (value: unknown) => Buffer.from(value as Uint8Array).toString('hex');
  return {
    deviceId: hex(items[0]),
    gateId: String(items[1]),
    shiftId: items[2] === null ? null : hex(items[2]),
    startedAt: Number(items[4]),
    sealingKeyId: String(items[9]),
    enc: items[10] as Uint8Array,
    sealedKey: items[11] as Uint8Array,
  };
}

/** `secret`: the private scalar of the month's sealing key. */
export const openSegmentKey = (header: OpenedHeader, secret: Uint8Array): Buffer =>
  hpkeOpen(
    secret,
    header.enc,
    Buffer.from('kadian segment'),
    Buffer.concat([Buffer.from(header.deviceId, 'hex'), Buffer.from(header.gateId)]),
    header.sealedKey,
  );

/** The record's items as the protocol numbers them. @throws when it is not this record of this segment. */
export function openRecord(
  key: Uint8Array,
  segmentId: string,
  number: number,
  sealed: Uint8Array,
): readonly unknown[] {
  const nonce = Buffer.concat([Buffer.alloc(8), uint32(number)]);
  const aad = Buffer.concat([Buffer.from(segmentId, 'hex'), uint32(number)]);
  return decode(openAesGcm(key, nonce, aad, sealed), { useMaps: true }) as unknown[];
}
