import type { Bytes } from '../encoding/bytes.ts';
import { encodeCarriedReceipts, parseCarriedReceipts } from '../protocol/carried-receipts.ts';
import { verifyKeysOf } from '../sealing/key-list.ts';
import { type Receipt, readReceipt } from '../sealing/receipt.ts';
import { database } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { acceptReceipt } from './accept-receipt.ts';

/** What goes back to the phone whose log was carried. Null: the server has not confirmed any of it yet. */
export const receiptsFor = (deviceId: string): Promise<Bytes | null> =>
  withReopening(async () => {
    const rows = await database.carriedReceipts.where('deviceId').equals(deviceId).toArray();
    return rows.length === 0 ? null : encodeCarriedReceipts(rows.map(({ bytes }) => bytes));
  });

export type ReceiptsTaken =
  /** The server has so many records of this phone more than was known here; 0: it was all known. */
  | { readonly kind: 'taken'; readonly records: number }
  | {
      readonly kind: 'refused';
      /**
       * `untrusted`: not signed by a key that this phone knows. `not-ours`: for another phone. `wrong-receipt`: signed by
       * the server, but not for what this phone wrote. `outdated`: from before the server was set back.
       */
      readonly why:
        | 'malformed'
        | 'untrusted'
        | 'not-ours'
        | 'wrong-receipt'
        | 'outdated'
        | 'no-keys';
    };

/**
 * Receipts that a carrier brought back, verified as if the server had answered this phone. They only ever move the
 * cursor forward: an old one that is shown again takes nothing back.
 */
export const takeCarriedReceipts = (
  bytes: Bytes,
  identity: Pick<DeviceIdentity, 'deviceId' | 'rootKey'>,
  now: () => number,
): Promise<ReceiptsTaken> => withReopening(() => take(bytes, identity, now));

async function take(
  bytes: Bytes,
  { deviceId, rootKey }: Pick<DeviceIdentity, 'deviceId' | 'rootKey'>,
  now: () => number,
): Promise<ReceiptsTaken> {
  const receipts = parseCarriedReceipts(bytes);
  if (!receipts) return { kind: 'refused', why: 'malformed' };
  const keys = await readTrustedKeys({ rootKey });
  if (!keys) return { kind: 'refused', why: 'no-keys' };
  const receiptKeys = await verifyKeysOf(keys, 'receipt');
  const ends: (number | Exclude<ReceiptsTaken, { kind: 'taken' }>['why'])[] = [];
  const ours: { receipt: Receipt; bytes: Bytes; sequence: number }[] = [];
  for (const receiptBytes of receipts) {
    const reading = await readReceipt(receiptBytes, (keyId) => receiptKeys.get(keyId) ?? null);
    if (!reading.ok) ends.push(reading.why === 'malformed' ? 'malformed' : 'untrusted');
    else if (reading.content.deviceId !== deviceId) ends.push('not-ours');
    else {
      const segment = await database.segments.get(reading.content.segmentId);
      const sequence = segment?.sequence ?? 0;
      ours.push({ receipt: reading.content, bytes: receiptBytes, sequence });
    }
  }
  // In whatever order they came: what was written first is settled first, also where the phone dies in between.
  ours.sort((one, other) => one.sequence - other.sequence);
  for (const one of ours) ends.push(await accept(one.receipt, one.bytes));
  const records = ends.reduce<number>((sum, end) => sum + (typeof end === 'number' ? end : 0), 0);
  // One that says something outweighs others that do not.
  const why = ends.find((end) => typeof end === 'string');
  const isTaken = why === undefined || ends.some((end) => typeof end === 'number');
  return isTaken ? { kind: 'taken', records } : { kind: 'refused', why };

  async function accept(
    receipt: Receipt,
    receiptBytes: Bytes,
  ): Promise<number | 'wrong-receipt' | 'outdated'> {
    const segment = await database.segments.get(receipt.segmentId);
    // Bytes that were removed had been settled.
    if (!segment || receipt.number <= segment.acknowledged) return 0;
    const restoredAt = (await database.marks.get('restoredAt'))?.value ?? 0;
    // A server that was set back since may have lost what it signed for.
    if (receipt.receivedAt < Number(restoredAt)) return 'outdated';
    const checks = { deviceId, receiptKeys, now: now(), incarnation: null };
    const accepted = await acceptReceipt(segment, receiptBytes, checks);
    return accepted !== null && typeof accepted === 'object'
      ? accepted.number - segment.acknowledged
      : 'wrong-receipt';
  }
}
