import { isWithin } from '../../domain/place.ts';
import { may } from '../../domain/role.ts';
import { type Bytes, equalBytes } from '../../encoding/bytes.ts';
import { type PushAnswer, type PushRequest, parsePush } from '../../protocol/push.ts';
import { readCertificate } from '../../sealing/certificate.ts';
import { firstHead } from '../../sealing/chain.ts';
import { importVerifyKey } from '../../sealing/keys.ts';
import { signReceipt } from '../../sealing/receipt.ts';
import { openSegmentKey, readSegmentHeader } from '../../sealing/segment.ts';
import { verifyTail } from '../../sealing/tail-signature.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { SealedRecord } from '../store/custody.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { SegmentCustody } from '../store/segment-row.ts';
import type { Store } from '../store/store.ts';
import { standingPlace } from '../street/standing-place.ts';
import { type PushTaker, packRecords } from './opened-push.ts';
import { digestOf, headAfter, type RecordOpener, recordOpener } from './record-opener.ts';
import type { VerifiedSegment, VerifiedSegments } from './verified-segments.ts';

type PushOutcome =
  | {
      readonly ok: true;
      readonly answer: PushAnswer;
      readonly entries: number;
      readonly gate: PlacedGate | null;
    }
  | { readonly ok: false; readonly why: 'body-too-large' | 'body-malformed' | 'device-unknown' };

interface Origin {
  readonly device: PlacedDevice;
  readonly verified: VerifiedSegment;
  readonly gate: PlacedGate | null;
  /** Revoked, or one that never worked at this gate: the bytes are kept apart and not shown. */
  readonly quarantined: boolean;
}

interface PushParts {
  readonly store: Store;
  readonly keys: KeyStore;
  readonly take: PushTaker;
  /** What earlier pushes proved; without it every push is verified from the start. */
  readonly verifiedSegments?: VerifiedSegments;
}

/** Another request may take the same records at the same time; more often than this nobody is that unlucky. */
const MAX_ATTEMPTS = 5;

/**
 * Takes custody of a part of one segment's log. Idempotent. What was logged is never judged here and never
 * rejected: unreadable records are kept and listed, forks are kept and flagged. The receipt is signed after
 * the commit.
 */
export async function receivePush(
  body: Uint8Array,
  parts: PushParts,
  now: number,
): Promise<PushOutcome> {
  const { store } = parts;
  const parsed = parsePush(body);
  if (!parsed.ok) {
    return { ok: false, why: parsed.why === 'malformed' ? 'body-malformed' : 'body-too-large' };
  }
  const { push } = parsed;
  const origin = await originOf(push, parts);
  if (typeof origin === 'string') return { ok: false, why: origin };
  const moment = { serverTime: now, incarnation: store.incarnation };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const result = await takeCustody(push, origin, parts, now);
    if (result.kind === 'moved') continue;
    if (result.kind === 'malformed') return { ok: false, why: 'body-malformed' };
    const entries = result.kind === 'custody' ? result.entries : 0;
    const answer: PushAnswer =
      result.kind === 'custody'
        ? { kind: 'receipt', receipt: await receiptFor(result.segment, parts.keys), ...moment }
        : { ...result, ...moment };
    return { ok: true, answer, entries, gate: origin.gate };
  }
  throw new Error('a segment kept moving while its records were taken');
}

async function verify(
  push: PushRequest,
  keys: KeyStore,
): Promise<VerifiedSegment | 'body-malformed' | 'device-unknown'> {
  const certificate = await readCertificate(push.certificate, (id) => keys.certificateKeyFor(id));
  if (!certificate.ok) {
    return certificate.why === 'malformed' ? 'body-malformed' : 'device-unknown';
  }
  const { deviceId, publicKey } = certificate.content;
  const reading = await readSegmentHeader(push.header, publicKey);
  if (!reading.ok || reading.segmentId !== push.segmentId) return 'body-malformed';
  const deviceKey = await importVerifyKey(publicKey);
  if (!deviceKey) return 'body-malformed';
  return { deviceId, publicKey, deviceKey, header: reading.header, open: null };
}

async function originOf(
  push: PushRequest,
  { store, keys, verifiedSegments }: PushParts,
): Promise<Origin | 'body-malformed' | 'device-unknown'> {
  const known = verifiedSegments?.find(push);
  const verified = known ?? (await verify(push, keys));
  if (typeof verified === 'string') return verified;
  // Asked anew at every push: the device may have been revoked or moved since.
  const device = await store.devices.find(verified.deviceId);
  if (!device || !equalBytes(device.publicKey, verified.publicKey)) return 'device-unknown';
  const last = push.from + push.records.length - 1;
  if (!(await verifyTail(verified.deviceKey, push.segmentId, last, push.head, push.tail))) {
    return 'body-malformed';
  }
  if (!known) verifiedSegments?.keep(push, verified);
  const gate = await store.gates.find(verified.header.gateId);
  const mayWork =
    gate !== null && may(device.role, 'work-gate') && (await isOrWasIts(gate, device, store));
  const quarantined = device.revokedAt !== null || !mayWork;
  return { device, verified, gate, quarantined };
}

/** What happened at a gate stays a fact when the gate is merged or moved before the phone can tell of it. */
async function isOrWasIts(
  gate: PlacedGate,
  { deviceId, place }: PlacedDevice,
  { gates, places }: Store,
): Promise<boolean> {
  if (isWithin(gate, place.path)) return true;
  const standing = gate.closedAt === null ? null : await standingPlace(gate.id, places);
  if (standing !== null && isWithin(standing, place.path)) return true;
  return gates.wasTold(deviceId, gate.id);
}

type Taken =
  | { readonly kind: 'custody'; readonly segment: SegmentCustody; readonly entries: number }
  | { readonly kind: 'gap' | 'fork'; readonly have: number }
  | { readonly kind: 'moved' }
  | { readonly kind: 'malformed' };

async function takeCustody(
  push: PushRequest,
  origin: Origin,
  { store, keys, take }: PushParts,
  now: number,
): Promise<Taken> {
  const { deviceId } = origin.device;
  const { segmentId, from } = push;
  const held =
    (await store.custody.segment(deviceId, segmentId)) ?? (await emptySegment(push, origin, now));
  if (from > held.have + 1) return { kind: 'gap', have: held.have };
  const numbered = push.records.map((sealed, index) => ({ number: from + index, sealed }));
  const repeated = numbered.filter(({ number }) => number <= held.have);
  const fresh = numbered.filter(({ number }) => number > held.have);
  const head = fresh.reduce((before, { sealed }) => headAfter(before, sealed), held.head);

  const differing = await differingFrom(repeated, held, store);
  const last = from + push.records.length - 1;
  const otherHistory = last >= held.have && !equalBytes(head, push.head);
  if (differing.length > 0 || otherHistory) {
    if (held.have === 0) return { kind: 'malformed' };
    const forked = (differing.length > 0 ? [...differing, ...fresh] : fresh).map((record) => ({
      ...record,
      digest: digestOf(record.sealed),
    }));
    await store.custody.keepFork(held, forked, now);
    return { kind: 'fork', have: held.have };
  }
  if (fresh.length === 0) {
    return held.have === 0
      ? { kind: 'gap', have: 0 }
      : { kind: 'custody', segment: held, entries: 0 };
  }

  const segment: SegmentCustody = {
    ...held,
    have: last,
    head,
    tail: push.tail,
    receivedAt: now,
    clockSkewMs: push.sentAt - now,
    quarantinedFrom:
      held.quarantinedFrom ?? (origin.quarantined ? (fresh[0]?.number ?? null) : null),
  };
  const open = origin.quarantined ? null : await openerOf(push, origin.verified, keys);
  const records = packRecords(fresh, open);
  const taken = await take({
    segment,
    expectedHave: held.have,
    records,
    streetId: origin.device.streetId,
    withoutCard: origin.verified.header.cardEpoch === null,
  });
  if (taken === 'moved') return { kind: 'moved' };
  const { unreadable, entries } = taken;
  return { kind: 'custody', segment: { ...segment, unreadable }, entries };
}

async function emptySegment(
  push: PushRequest,
  { device, verified: { header } }: Origin,
  now: number,
): Promise<SegmentCustody> {
  return {
    deviceId: device.deviceId,
    segmentId: push.segmentId,
    gateId: header.gateId,
    shiftId: header.shiftId ?? push.segmentId,
    order: header.order,
    startedAt: header.startedAt,
    previousId: header.previous?.segmentId ?? '',
    previousNumber: header.previous?.number ?? null,
    header: push.header,
    have: 0,
    head: await firstHead(push.segmentId),
    tail: null,
    receivedAt: now,
    clockSkewMs: 0,
    unreadable: [],
    quarantinedFrom: null,
    forked: false,
    purgedAt: null,
  };
}

async function differingFrom(
  repeated: readonly SealedRecord[],
  held: SegmentCustody,
  store: Store,
): Promise<SealedRecord[]> {
  const first = repeated[0];
  const last = repeated.at(-1);
  if (!first || !last) return [];
  const kept = await store.custody.sealed(held.deviceId, held.segmentId, first.number, last.number);
  const bytesOf = new Map(kept.map(({ number, sealed }) => [number, sealed]));
  return repeated.filter(({ number, sealed }) => {
    const mine = bytesOf.get(number);
    return mine !== undefined && !equalBytes(mine, sealed);
  });
}

async function openerOf(
  { segmentId }: PushRequest,
  verified: VerifiedSegment,
  keys: KeyStore,
): Promise<RecordOpener> {
  if (verified.open) return verified.open;
  const { header } = verified;
  const pair = await keys.sealingKeyPair(header.sealingKeyId);
  const rawKey = pair && (await openSegmentKey(header, pair));
  if (!rawKey) return () => null;
  verified.open = recordOpener(rawKey, segmentId);
  return verified.open;
}

const receiptFor = (segment: SegmentCustody, keys: KeyStore): Promise<Bytes> =>
  signReceipt(
    {
      deviceId: segment.deviceId,
      segmentId: segment.segmentId,
      number: segment.have,
      head: segment.head,
      receivedAt: segment.receivedAt,
      unreadable: segment.unreadable,
      quarantined: segment.quarantinedFrom !== null,
    },
    keys.receipt.key,
    keys.receipt.keyId,
  );
