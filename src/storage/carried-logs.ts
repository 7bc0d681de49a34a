import { equalBytes } from '../encoding/bytes.ts';
import { type CarriedReceiptRow, type CarriedRow, database } from './database.ts';
import { watch } from './watch.ts';
import { withReopening } from './with-reopening.ts';

export type NewCarriedRow = Omit<CarriedRow, 'id'>;

export interface CarryLimits {
  /** Of one phone's log, and of all that is carried. */
  readonly maxBytesOfOne: number;
  readonly maxBytes: number;
}

export const CARRY_LIMITS: CarryLimits = {
  maxBytesOfOne: 8 * 1024 * 1024,
  maxBytes: 32 * 1024 * 1024,
};

interface CarriedKey {
  readonly deviceId: string;
  readonly gateId: string;
  readonly state: CarriedRow['state'];
  readonly from: number;
  readonly last: number;
  readonly bytes: number;
}

type IndexKey = [string, string, CarriedRow['state'], number, number, number];

async function carriedKeys(): Promise<CarriedKey[]> {
  const keys = await database.carried.orderBy('[deviceId+gateId+state+from+last+bytes]').keys();
  return (keys as unknown as IndexKey[]).map(([deviceId, gateId, state, from, last, bytes]) => ({
    deviceId,
    gateId,
    state,
    from,
    last,
    bytes,
  }));
}

/**
 * Keeps batches that were checked. One whose records are here already adds nothing; one that has all of an earlier one
 * takes its place; other bytes under the same numbers are kept beside it, as the server has to see both. All or nothing.
 */
export const keepCarried = (
  rows: readonly NewCarriedRow[],
  { maxBytesOfOne, maxBytes }: CarryLimits = CARRY_LIMITS,
): Promise<'kept' | 'full'> =>
  withReopening(() =>
    database.transaction('rw', database.carried, async () => {
      for (const row of rows) {
        const held = await database.carried.where('segmentId').equals(row.segmentId).toArray();
        if (held.some((one) => one.state !== 'refused' && hasAllOf(one, row))) continue;
        await database.carried.bulkDelete(
          held.filter((one) => hasAllOf(row, one)).map(({ id }) => id),
        );
        await database.carried.add(row);
      }
      const deviceId = rows[0]?.deviceId;
      const isRoom = async () => {
        const keys = await carriedKeys();
        const ofOne = keys.filter((key) => key.deviceId === deviceId);
        return bytesOf(ofOne) <= maxBytesOfOne && bytesOf(keys) <= maxBytes;
      };
      if (await isRoom()) return 'kept' as const;
      // What the server has, or has refused, is here only in case it is set back: that gives way.
      await database.carried.filter(({ state }) => !isOnItsWay(state)).delete();
      if (await isRoom()) return 'kept' as const;
      throw new Full();
    }),
  ).catch((error) => {
    if (error instanceof Full) return 'full' as const;
    throw error;
  });

const bytesOf = (keys: readonly CarriedKey[]): number =>
  keys.reduce((sum, { bytes }) => sum + bytes, 0);

const isOnItsWay = (state: CarriedRow['state']): boolean => state === 'waiting' || state === 'gap';

/** Thrown to undo the transaction. */
class Full extends Error {}

type Numbered = Pick<CarriedRow, 'deviceId' | 'from' | 'last' | 'records'>;

const hasAllOf = (one: Numbered, other: Numbered): boolean =>
  one.deviceId === other.deviceId &&
  one.from <= other.from &&
  one.last >= other.last &&
  other.records.every((sealed, at) => {
    const mine = one.records[other.from - one.from + at];
    return mine !== undefined && equalBytes(mine, sealed);
  });

/** The next batch to send after `id`, the oldest first. */
export const nextCarried = (id: number): Promise<CarriedRow | undefined> =>
  database.carried
    .where('id')
    .above(id)
    .and(({ state }) => isOnItsWay(state))
    .first();

export const setCarriedState = (id: number, state: CarriedRow['state']): Promise<unknown> =>
  database.carried.update(id, { state });

/** Custody of this batch is proved; of several receipts for a segment the farthest stays. */
export const keepCarriedReceipt = (id: number, receipt: CarriedReceiptRow): Promise<void> =>
  database.transaction('rw', database.carried, database.carriedReceipts, async () => {
    await database.carried.update(id, { state: 'received' });
    const before = await database.carriedReceipts.get(receipt.segmentId);
    const isNewer = before?.incarnation !== receipt.incarnation || before.number <= receipt.number;
    if (isNewer) await database.carriedReceipts.put(receipt);
  });

/** A server that was set back may lack what it had confirmed: that is sent again. */
export const distrustReceiptsBefore = (incarnation: string): Promise<void> =>
  database.transaction('rw', database.carried, database.carriedReceipts, async () => {
    const old = await database.carriedReceipts
      .filter((receipt) => receipt.incarnation !== incarnation)
      .primaryKeys();
    if (old.length === 0) return;
    await database.carriedReceipts.bulkDelete(old);
    await database.carried
      .where('segmentId')
      .anyOf(old)
      .and(({ state }) => state === 'received')
      .modify({ state: 'waiting' });
  });

/** What is carried for one phone. */
export interface CarriedFor {
  readonly deviceId: string;
  readonly gateIds: readonly string[];
  /** Records on their way, and records that the server has confirmed. */
  readonly waiting: number;
  readonly received: number;
  /** Records that the server answered with a gap, a fork, or did not want. */
  readonly stuck: number;
  /** Receipts that this phone can hand back. */
  readonly receipts: number;
}

export async function listCarried(): Promise<CarriedFor[]> {
  const [keys, receipts] = [await carriedKeys(), await database.carriedReceipts.toArray()];
  const ids = [...new Set([...keys, ...receipts].map(({ deviceId }) => deviceId))];
  return ids.map((deviceId) => {
    const own = keys.filter((key) => key.deviceId === deviceId);
    const count = (...states: CarriedRow['state'][]) =>
      own
        .filter(({ state }) => states.includes(state))
        .reduce((sum, { from, last }) => sum + last - from + 1, 0);
    return {
      deviceId,
      gateIds: [...new Set(own.map(({ gateId }) => gateId))],
      waiting: count('waiting'),
      received: count('received'),
      stuck: count('gap', 'fork', 'refused'),
      receipts: receipts.filter((receipt) => receipt.deviceId === deviceId).length,
    };
  });
}

export const watchCarried = (listener: (carried: readonly CarriedFor[]) => void): (() => void) =>
  watch(listCarried, listener);

/** Records of other phones that no server has confirmed to this one. */
export const countCarriedWaiting = async (): Promise<number> =>
  (await listCarried()).reduce((sum, { waiting, stuck }) => sum + waiting + stuck, 0);

/** Its phone has the receipts, or nobody wants this any more. */
export const forgetCarried = (deviceId: string, what: 'received' | 'all'): Promise<void> =>
  withReopening(() =>
    database.transaction('rw', database.carried, database.carriedReceipts, async () => {
      const rows = database.carried
        .where('[deviceId+gateId+state+from+last+bytes]')
        .between([deviceId], [deviceId, []]);
      await rows.and(({ state }) => what === 'all' || state === 'received').delete();
      await database.carriedReceipts.where('deviceId').equals(deviceId).delete();
    }),
  );
