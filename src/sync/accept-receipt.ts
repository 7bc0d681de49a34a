import { type Bytes, equalBytes } from '../encoding/bytes.ts';
import { type Receipt, readReceipt } from '../sealing/receipt.ts';
import { headAt } from '../storage/chain-head.ts';
import { database, type SegmentRow } from '../storage/database.ts';
import { settleShift } from '../storage/settle-shift.ts';

export interface ReceiptChecks {
  readonly deviceId: string;
  readonly receiptKeys: ReadonlyMap<string, CryptoKey>;
  readonly now: number;
  /** Of the server that answered; null: a carrier brought it, who sees to that. */
  readonly incarnation: string | null;
  /** The chain's head after that record, when the caller has just made it of the phone's own bytes. */
  readonly sent?: { readonly number: number; readonly head: Bytes };
}

/** A genuine receipt for our own bytes, and the chain's head there. */
export interface ReceiptProof {
  readonly bytes: Bytes;
  readonly receipt: Receipt;
  readonly head: Bytes;
}

/**
 * The only place where `acknowledged` moves: to what a genuine receipt for our own bytes says, also backwards
 * (the server was set back to a backup), but never behind what was known when it was asked for (`segment`, as it was then) because
 * another answer came first. Anything else is kept as it came and believed in nothing. `other-incarnation`: from before
 * the server was restored or after it, and the phone has not heard of that; a pull comes first, then the log is sent again.
 * `unknown-key`: it may be of a newer list than the phone has, so it is no trouble yet, and nothing is kept.
 */
export async function acceptReceipt(
  segment: SegmentRow,
  bytes: Bytes,
  checks: ReceiptChecks,
): Promise<Receipt | 'other-incarnation' | 'unknown-key' | null> {
  const proof = await proveReceipt(segment, bytes, checks);
  return proof === null || proof === 'unknown-key' ? proof : acceptProof(segment, proof, checks);
}

/** The first half of `acceptReceipt`: without the cursor. */
export async function proveReceipt(
  segment: SegmentRow,
  bytes: Bytes,
  { deviceId, receiptKeys, sent }: Pick<ReceiptChecks, 'deviceId' | 'receiptKeys' | 'sent'>,
): Promise<ReceiptProof | 'unknown-key' | null> {
  const reading = await readReceipt(bytes, (keyId) => receiptKeys.get(keyId) ?? null);
  if (!reading.ok && reading.why === 'unknown-key') return 'unknown-key';
  const receipt = reading.ok ? reading.content : null;
  const head = receipt && (await ourHead(segment, receipt, deviceId, sent));
  if (receipt && head) return { bytes, receipt, head };
  await keepTrouble(segment.segmentId, 'wrong-receipt', bytes);
  return null;
}

/** The second half of `acceptReceipt`: the cursor. */
export async function acceptProof(
  segment: SegmentRow,
  { bytes, receipt, head }: ReceiptProof,
  { now, incarnation }: Pick<ReceiptChecks, 'now' | 'incarnation'>,
): Promise<Receipt | 'other-incarnation'> {
  const { number, receivedAt, unreadable, quarantined } = receipt;
  const { segments, shifts, marks } = database;
  const isOfServer = await database.transaction('rw', segments, shifts, marks, async () => {
    const known = await marks.get('incarnation');
    if (incarnation !== null && known && known.value !== incarnation) return false;
    const present = (await segments.get(segment.segmentId))?.acknowledged ?? number;
    // A later answer was faster: this one is no news, and what it does not cover is not lost.
    if (number >= segment.acknowledged && number < present) return true;
    await segments.update(segment.segmentId, {
      acknowledged: number,
      acknowledgedHead: head,
      receipt: { bytes, number, receivedAt, unreadable, quarantined },
      trouble: null,
    });
    if (number < present) await shifts.update(segment.shiftId, { settledAt: null });
    return true;
  });
  if (!isOfServer) return 'other-incarnation';
  await settleShift(segment.shiftId, now);
  // Whoever waits for it reads the shift, which must be settled by then.
  await marks.put({ name: 'lastReceiptAt', value: now });
  return receipt;
}

async function ourHead(
  segment: SegmentRow,
  receipt: Receipt,
  deviceId: string,
  sent: ReceiptChecks['sent'],
): Promise<Bytes | null> {
  if (receipt.deviceId !== deviceId || receipt.segmentId !== segment.segmentId) return null;
  const head = sent?.number === receipt.number ? sent.head : await headAt(segment, receipt.number);
  return head && equalBytes(head, receipt.head) ? head : null;
}

export async function keepTrouble(
  segmentId: string,
  kind: 'wrong-receipt' | 'fork',
  answer: Bytes,
): Promise<void> {
  await database.segments.update(segmentId, { trouble: { kind, answer } });
}
