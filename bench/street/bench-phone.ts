// A phone that has sealed its shift beforehand, so that a bench measures the server and not the sealing.
import { createCipheriv, createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { type Bytes, concatBytes, idBytes, uint32Bytes } from '../../src/encoding/bytes.ts';
import { encodePush } from '../../src/protocol/push.ts';
import { encodeRecord } from '../../src/protocol/record-codec.ts';
import { signCertificate } from '../../src/sealing/certificate.ts';
import { firstHead } from '../../src/sealing/chain.ts';
import {
  type CryptoKey,
  type CryptoKeyPair,
  deviceIdOf,
  exportRawPublicKey,
  generateSigningKeyPair,
} from '../../src/sealing/keys.ts';
import { type SignatureHeaders, signRequest } from '../../src/sealing/request-signature.ts';
import { beginSegment } from '../../src/sealing/segment.ts';
import { signTail } from '../../src/sealing/tail-signature.ts';
import { GATE_ID } from './bench-people.ts';
import { shiftRecord } from './shift-records.ts';

/** What phones know of the street from their enrolment and last pull. */
export interface StreetKeys {
  readonly certificateKey: CryptoKey;
  readonly certificateKeyId: string;
  readonly sealingKeyId: string;
  /** 65 bytes. */
  readonly sealingPublicRaw: Bytes;
}

/** One request, ready to be sent. */
export interface ReadyPush {
  readonly headers: SignatureHeaders;
  readonly body: Bytes;
  readonly records: number;
}

export interface BenchPhone {
  readonly deviceId: string;
  readonly publicKey: Bytes;
  readonly pair: CryptoKeyPair;
}

export async function makePhone(): Promise<BenchPhone> {
  const pair = await generateSigningKeyPair(false);
  const publicKey = await exportRawPublicKey(pair.publicKey);
  return { deviceId: await deviceIdOf(publicKey), publicKey, pair };
}

export const certify = (
  { deviceId, publicKey }: Pick<BenchPhone, 'deviceId' | 'publicKey'>,
  street: StreetKeys,
  issuedAt: number,
): Promise<Bytes> =>
  signCertificate(
    { deviceId, publicKey, role: 'gate', placeId: GATE_ID, issuedAt },
    street.certificateKey,
    street.certificateKeyId,
  );

/** A shift of `records`, sealed, chained and signed, in requests of at most `batch`. */
export async function sealShift(
  { deviceId, publicKey, pair }: BenchPhone,
  street: StreetKeys,
  {
    records,
    batch,
    authority,
    now,
  }: { records: number; batch: number; authority: string; now: number },
): Promise<ReadyPush[]> {
  const startedAt = now - 8 * 3_600_000;
  const certificate = await certify({ deviceId, publicKey }, street, startedAt);
  const { headerBytes, segmentId, rawKey } = await beginSegment(
    {
      deviceId,
      gateId: GATE_ID,
      shiftId: null,
      order: 0,
      startedAt,
      rosterGeneration: 1,
      policyVersion: 1,
      cardEpoch: 1,
      previous: null,
      sealingKeyId: street.sealingKeyId,
    },
    { sealingPublicRaw: street.sealingPublicRaw, deviceKey: pair.privateKey },
  );
  const pushes: ReadyPush[] = [];
  const key = createSecretKey(rawKey);
  let head = await firstHead(segmentId);
  for (let from = 1; from <= records; from += batch) {
    const last = Math.min(records, from + batch - 1);
    const sealed: Bytes[] = [];
    for (let number = from; number <= last; number += 1) {
      const plain = encodeRecord(shiftRecord(number, startedAt, segmentId), startedAt, segmentId);
      const one = sealWith(key, segmentId, number, plain);
      sealed.push(one);
      head = new Uint8Array(createHash('sha256').update(head).update(one).digest());
    }
    const tail = await signTail(pair.privateKey, segmentId, last, head);
    const body = encodePush({
      certificate,
      header: headerBytes,
      segmentId,
      from,
      records: sealed,
      head,
      tail,
      sentAt: now,
    });
    const request = { method: 'POST', authority, path: '/api/push', query: '', body };
    const signing = { ...request, createdAt: now, keyId: deviceId };
    pushes.push({
      headers: await signRequest(signing, pair.privateKey),
      body,
      records: sealed.length,
    });
  }
  return pushes;
}

/** The same as sealRecord, for hundreds of thousands of records. */
function sealWith(key: KeyObject, segmentId: string, number: number, plain: Bytes): Bytes {
  const counter = uint32Bytes(number);
  const nonce = concatBytes(new Uint8Array(8), counter);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(concatBytes(idBytes(segmentId), counter));
  return concatBytes(cipher.update(plain), cipher.final(), cipher.getAuthTag());
}
