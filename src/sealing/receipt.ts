import { type Bytes, idBytes } from '../encoding/bytes.ts';
import { inFours, toCrockford } from '../encoding/crockford.ts';
import type { CryptoKey } from './keys.ts';
import { MAX_UINT32, readArray, readBoolean, readBytes, readId, readUint } from './read-value.ts';
import { sha256 } from './sha256.ts';
import {
  type KeyIdFinder,
  readSignedArray,
  type SignedReading,
  signArray,
} from './signed-array.ts';

/** The server has custody of this segment's records 1 to `number`, which end in `head`. */
export interface Receipt {
  readonly deviceId: string;
  readonly segmentId: string;
  readonly number: number;
  /** 32 bytes. */
  readonly head: Bytes;
  /** Epoch ms of the server's clock. */
  readonly receivedAt: number;
  /** Numbers that the server keeps but cannot read; at most the first 1,000 of them. */
  readonly unreadable: readonly number[];
  /** From a revoked device: kept apart until a person decides. */
  readonly quarantined: boolean;
}

export const MAX_UNREADABLE_LISTED = 1000;
const CONTEXT = 'kadian receipt';

export const signReceipt = (receipt: Receipt, key: CryptoKey, keyId: string): Promise<Bytes> =>
  signArray(
    CONTEXT,
    [
      idBytes(receipt.deviceId),
      idBytes(receipt.segmentId),
      receipt.number,
      receipt.head,
      receipt.receivedAt,
      receipt.unreadable.slice(0, MAX_UNREADABLE_LISTED),
      receipt.quarantined,
    ],
    key,
    keyId,
  );

export const readReceipt = (bytes: Bytes, keyFor: KeyIdFinder): Promise<SignedReading<Receipt>> =>
  readSignedArray(CONTEXT, bytes, keyFor, 7, (items) => ({
    deviceId: readId(items[0]),
    segmentId: readId(items[1]),
    number: readUint(items[2], MAX_UINT32),
    head: readBytes(items[3], 32),
    receivedAt: readUint(items[4]),
    unreadable: readArray(items[5], MAX_UNREADABLE_LISTED).map((one) => readUint(one, MAX_UINT32)),
    quarantined: readBoolean(items[6]),
  }));

/** "K7Q2 9M4D": 40 bits of the receipt's SHA-256, to be read out or written on paper. */
export const receiptCode = async (receiptBytes: Bytes): Promise<string> =>
  inFours(toCrockford((await sha256(receiptBytes)).subarray(0, 5)));
