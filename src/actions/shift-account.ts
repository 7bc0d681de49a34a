import { receiptCode } from '../sealing/receipt.ts';
import { database, recordCountOf, type ShiftRow } from '../storage/database.ts';
import { countShift } from '../storage/settle-shift.ts';
import { watchLog } from '../storage/watch.ts';
import { withReopening } from '../storage/with-reopening.ts';

/** "N logged = N received", or what is missing. */
export interface ShiftAccount {
  readonly recordCount: number;
  readonly received: number;
  /** Of the last verified receipt. */
  readonly receipt: { readonly code: string; readonly receivedAt: number } | null;
  /** Numbers that the server holds but could not read. */
  readonly unreadable: readonly number[];
  readonly missing: readonly {
    readonly segmentId: string;
    readonly from: number;
    readonly to: number;
  }[];
  /** The server answered with something that does not prove custody of our bytes. */
  readonly trouble: 'wrong-receipt' | 'fork' | null;
}

/** Null: no such shift on this phone. Readable while locked. */
export const shiftAccount = (shiftId: string): Promise<ShiftAccount | null> =>
  withReopening(() => accountOf(shiftId));

async function accountOf(shiftId: string): Promise<ShiftAccount | null> {
  const shift = await database.shifts.get(shiftId);
  if (!shift) return null;
  return shift.removed.length > 0 ? settledAccount(shift) : accountOfSegments(shift);
}

/** Tells now and after every change. Returns how to stop. */
export const watchShiftAccount = (
  shiftId: string,
  listener: (account: ShiftAccount | null) => void,
): (() => void) => watchLog(() => accountOf(shiftId), listener);

function settledAccount(shift: ShiftRow): ShiftAccount {
  const { receiptCode: code, receivedAt } = shift;
  return {
    recordCount: shift.recordCount ?? 0,
    received: shift.recordCount ?? 0,
    receipt: code !== null && receivedAt !== null ? { code, receivedAt } : null,
    unreadable: shift.unreadable,
    missing: [],
    trouble: null,
  };
}

async function accountOfSegments(shift: ShiftRow): Promise<ShiftAccount> {
  const { shiftId } = shift;
  const segments = await database.segments.where('shiftId').equals(shiftId).sortBy('sequence');
  const counts = await Promise.all(segments.map((one) => recordCountOf(one.segmentId)));
  const last = segments.findLast((segment) => segment.receipt !== null)?.receipt ?? null;
  return {
    recordCount: await countShift(shift),
    received: segments.reduce((sum, segment) => sum + segment.acknowledged, 0),
    receipt: last && { code: await receiptCode(last.bytes), receivedAt: last.receivedAt },
    unreadable: segments.flatMap((segment) => segment.receipt?.unreadable ?? []),
    missing: segments.flatMap(({ segmentId, acknowledged }, index) => {
      const to = counts[index] ?? 0;
      return to > acknowledged ? [{ segmentId, from: acknowledged + 1, to }] : [];
    }),
    trouble: segments.findLast((segment) => segment.trouble !== null)?.trouble?.kind ?? null,
  };
}
