import { type Bytes, concatBytes, idBytes, toHex, uint32Bytes, utf8 } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { type CoseFailure, signCose, verifyCose } from './cose-sign1.ts';
import { openUnderCard, sealUnderCard } from './gate-card.ts';
import { hpkeOpen, hpkeSeal } from './hpke.ts';
import { type CryptoKey, type CryptoKeyPair, deviceIdOf, importVerifyKey } from './keys.ts';
import {
  attempt,
  MAX_UINT32,
  readBytes,
  readId,
  readOrNull,
  readText,
  readTuple,
  readUint,
} from './read-value.ts';
import { sha256 } from './sha256.ts';

export interface PreviousSegment {
  readonly segmentId: string;
  /** How many records it had when this one began, and its head after them (32 bytes). */
  readonly number: number;
  readonly head: Bytes;
}

export interface SegmentHeader {
  readonly deviceId: string;
  readonly gateId: string;
  /** Id of the shift's first segment; null in the first itself. */
  readonly shiftId: string | null;
  /** Place of the segment in its shift, from 0. */
  readonly order: number;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly rosterGeneration: number;
  readonly policyVersion: number;
  /** Null: begun without the card. */
  readonly cardEpoch: number | null;
  readonly previous: PreviousSegment | null;
  readonly sealingKeyId: string;
  /** The segment's key sealed to the server: 65 and 48 bytes. */
  readonly enc: Bytes;
  readonly sealedKey: Bytes;
}

export interface BegunSegment {
  readonly header: SegmentHeader;
  readonly headerBytes: Bytes;
  readonly segmentId: string;
  readonly segmentKey: CryptoKey;
  /** To wrap under the card, then to drop: nothing gives it out again. */
  readonly rawKey: Bytes;
}

export type HeaderReading =
  | { readonly ok: true; readonly header: SegmentHeader; readonly segmentId: string }
  | { readonly ok: false; readonly why: CoseFailure };

const HEADER_CONTEXT = utf8('kadian segment header');
const KEY_INFO = utf8('kadian segment');
const HEADER_FIELDS = 12;
const COSE_ARRAY_OF_4 = 0x84;

const keyAad = (header: Pick<SegmentHeader, 'deviceId' | 'gateId'>): Bytes =>
  concatBytes(idBytes(header.deviceId), utf8(header.gateId));

/** Throws when a field is out of the ranges that readSegmentHeader accepts. */
export async function beginSegment(
  fields: Omit<SegmentHeader, 'enc' | 'sealedKey'>,
  keys: { readonly sealingPublicRaw: Bytes; readonly deviceKey: CryptoKey },
): Promise<BegunSegment> {
  const rawKey = crypto.getRandomValues(new Uint8Array(32));
  const segmentKey = await importSegmentKey(rawKey);
  const { enc, sealed } = await hpkeSeal(keys.sealingPublicRaw, KEY_INFO, keyAad(fields), rawKey);
  const { previous } = fields;
  const items = [
    idBytes(fields.deviceId),
    fields.gateId,
    fields.shiftId === null ? null : idBytes(fields.shiftId),
    fields.order,
    fields.startedAt,
    fields.rosterGeneration,
    fields.policyVersion,
    fields.cardEpoch,
    previous && [idBytes(previous.segmentId), previous.number, previous.head],
    fields.sealingKeyId,
    enc,
    sealed,
  ];
  const header = readHeaderFields(items);
  const kid = idBytes(fields.deviceId);
  const headerBytes = await signCose(encodeCbor(items), keys.deviceKey, kid, HEADER_CONTEXT);
  const segmentId = await segmentIdOf(headerBytes);
  return { header, headerBytes, segmentId, segmentKey, rawKey };
}

/** `deviceRaw65` is the key that the device's certificate names. */
export async function readSegmentHeader(
  headerBytes: Bytes,
  deviceRaw65: Bytes,
): Promise<HeaderReading> {
  // The id is a hash of the bytes, so that a header must have one form only: never the tagged one.
  if (headerBytes[0] !== COSE_ARRAY_OF_4) return { ok: false, why: 'malformed' };
  const deviceId = await deviceIdOf(deviceRaw65);
  const deviceKey = await importVerifyKey(deviceRaw65);
  const keyFor = (kid: Bytes) => (toHex(kid) === deviceId ? deviceKey : null);
  const reading = await verifyCose(headerBytes, keyFor, HEADER_CONTEXT);
  if (!reading.ok) return reading;
  const items = decodeArray(reading.payload, HEADER_FIELDS);
  const header = items && attempt(() => readHeaderFields(items));
  if (header?.deviceId !== deviceId) return { ok: false, why: 'malformed' };
  return { ok: true, header, segmentId: await segmentIdOf(headerBytes) };
}

function readHeaderFields(items: readonly unknown[]): SegmentHeader {
  return {
    deviceId: readId(items[0]),
    gateId: readText(items[1], 64),
    shiftId: readOrNull(items[2], readId),
    order: readUint(items[3], MAX_UINT32),
    startedAt: readUint(items[4]),
    rosterGeneration: readUint(items[5]),
    policyVersion: readUint(items[6]),
    cardEpoch: readOrNull(items[7], (value) => readUint(value, MAX_UINT32)),
    previous: readOrNull(items[8], (value) => {
      const [segmentId, number, head] = readTuple(value, 3);
      return {
        segmentId: readId(segmentId),
        number: readUint(number, MAX_UINT32),
        head: readBytes(head, 32),
      };
    }),
    sealingKeyId: readText(items[9], 64),
    enc: readBytes(items[10], 65),
    sealedKey: readBytes(items[11], 48),
  };
}

/** 32 hex digits: the first 16 bytes of the header's SHA-256. */
export const segmentIdOf = async (headerBytes: Bytes): Promise<string> =>
  toHex((await sha256(headerBytes)).subarray(0, 16));

/** On the server: the raw AES-256 key (32 bytes), null when it was not sealed to this key. */
export async function openSegmentKey(
  header: SegmentHeader,
  sealingKeyPair: CryptoKeyPair,
): Promise<Bytes | null> {
  const { enc, sealedKey } = header;
  const raw = await hpkeOpen(sealingKeyPair, enc, KEY_INFO, keyAad(header), sealedKey);
  return raw?.length === 32 ? raw : null;
}

export const importSegmentKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

const wrapAad = (segmentId: string): Bytes =>
  concatBytes(utf8('kadian segment wrap'), idBytes(segmentId));

/** So that the card opens the segment again after a reload. */
export const wrapSegmentKey = (
  raw: Bytes,
  cardWrapKey: CryptoKey,
  segmentId: string,
): Promise<Bytes> => sealUnderCard(raw, cardWrapKey, wrapAad(segmentId));

/** Null when it was wrapped under another card or for another segment. */
export async function unwrapSegmentKey(
  bytes: Bytes,
  cardWrapKey: CryptoKey,
  segmentId: string,
): Promise<CryptoKey | null> {
  const raw = await openUnderCard(bytes, cardWrapKey, wrapAad(segmentId));
  return raw?.length === 32 ? importSegmentKey(raw) : null;
}

function recordAlgorithm(segmentId: string, number: number) {
  if (!Number.isInteger(number) || number < 1 || number > MAX_UINT32) {
    throw new RangeError('record number');
  }
  const counter = uint32Bytes(number);
  return {
    name: 'AES-GCM',
    iv: concatBytes(new Uint8Array(8), counter),
    additionalData: concatBytes(idBytes(segmentId), counter),
  };
}

/** A number is spent by this call: the same number is never sealed again with other content. */
export const sealRecord = async (
  key: CryptoKey,
  segmentId: string,
  number: number,
  plain: Bytes,
): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.encrypt(recordAlgorithm(segmentId, number), key, plain));

/** Null when it is not this record of this segment. */
export async function openRecord(
  key: CryptoKey,
  segmentId: string,
  number: number,
  sealed: Bytes,
): Promise<Bytes | null> {
  const algorithm = recordAlgorithm(segmentId, number);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
  } catch {
    return null;
  }
}
