import type { Bytes } from '../encoding/bytes.ts';
import { firstHead } from '../sealing/chain.ts';
import { beginSegment as beginSealedSegment, wrapSegmentKey } from '../sealing/segment.ts';
import { headAt } from './chain-head.ts';
import { database, recordCountOf, type SegmentRow, type ShiftRow } from './database.ts';
import type { DeviceIdentity } from './device-identity.ts';
import { lastSavedTail, type SavedTail } from './loss-detector.ts';

export interface GateCardKeys {
  readonly wrapKey: CryptoKey;
  readonly epoch: number;
}

/** What every segment of a session is begun with. */
export interface LogContext {
  readonly identity: DeviceIdentity;
  readonly sealingKey: { readonly keyId: string; readonly publicKey: Bytes };
  readonly gateId: string;
  readonly rosterGeneration: number;
  readonly policyVersion: number;
}

/** A segment with its key in memory. It reaches the database with its first record, so none is ever empty there. */
export interface OpenSegment {
  readonly row: SegmentRow;
  readonly key: CryptoKey;
  /** Present while no card has wrapped it. */
  readonly rawKey: Bytes | null;
}

/** `shift` null: this segment starts a shift and names it. `startedAt` is a whole second, as records count from it. */
export async function beginOpenSegment(
  context: LogContext,
  shift: ShiftRow | null,
  card: GateCardKeys | null,
  startedAt: number,
): Promise<OpenSegment> {
  const last = await lastTail();
  const order = shift ? await database.segments.where('shiftId').equals(shift.shiftId).count() : 0;
  const begun = await beginSealedSegment(
    {
      deviceId: context.identity.deviceId,
      gateId: context.gateId,
      shiftId: shift?.shiftId ?? null,
      order,
      startedAt,
      rosterGeneration: context.rosterGeneration,
      policyVersion: context.policyVersion,
      cardEpoch: card?.epoch ?? null,
      previous: last && { segmentId: last.segmentId, number: last.number, head: last.head },
      sealingKeyId: context.sealingKey.keyId,
    },
    { sealingPublicRaw: context.sealingKey.publicKey, deviceKey: context.identity.privateKey },
  );
  const { segmentId, rawKey } = begun;
  const wrappedKey = card ? await wrapSegmentKey(rawKey, card.wrapKey, segmentId) : null;
  if (wrappedKey) rawKey.fill(0);
  return {
    row: {
      segmentId,
      shiftId: shift?.shiftId ?? segmentId,
      order,
      sequence: (last?.sequence ?? 0) + 1,
      gateId: context.gateId,
      startedAt,
      headerBytes: begun.headerBytes,
      wrappedKey,
      cardEpoch: card?.epoch ?? null,
      acknowledged: 0,
      acknowledgedHead: await firstHead(segmentId),
      receipt: null,
      trouble: null,
    },
    key: begun.segmentKey,
    rawKey: wrappedKey ? null : rawKey,
  };
}

/** Where the log ended. What the browser has lost since is named all the same, so that the server can tell it is missing. */
async function lastTail(): Promise<SavedTail | null> {
  const last = await database.segments.orderBy('sequence').last();
  const found = last ? await tailOf(last) : null;
  const saved = lastSavedTail();
  if (!saved || !found) return saved ?? found;
  const isLost =
    saved.sequence > found.sequence ||
    (saved.segmentId === found.segmentId && saved.number > found.number);
  return isLost ? saved : found;
}

async function tailOf(segment: SegmentRow): Promise<SavedTail> {
  const { segmentId, sequence, acknowledged, acknowledgedHead } = segment;
  const number = Math.max(await recordCountOf(segmentId), acknowledged);
  // Bytes that are not there cannot be named; what the server confirmed can.
  const head = await headAt(segment, number);
  return head
    ? { segmentId, sequence, number, head }
    : { segmentId, sequence, number: acknowledged, head: acknowledgedHead };
}
