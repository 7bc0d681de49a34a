import { receiptCode } from '../sealing/receipt.ts';
import {
  database,
  recordCountOf,
  recordsFrom,
  type SegmentRow,
  type ShiftRow,
} from './database.ts';

/** Settled shifts whose bytes stay on the phone, in case the server is set back to a backup. */
const KEPT_SETTLED_SHIFTS = 2;

/**
 * When every record of a closed shift is covered by receipts: drops the wraps, and the bytes of older shifts. The wraps of a shift
 * that left a fever case open stay, or the next one could not see it.
 */
export async function settleShift(shiftId: string, at: number): Promise<void> {
  const shift = await database.shifts.get(shiftId);
  if (!shift || shift.closedAt === null || shift.settledAt !== null) return;
  const segments = await database.segments.where('shiftId').equals(shiftId).sortBy('sequence');
  const last = segments.at(-1)?.receipt;
  if (receivedOf(segments) !== shift.recordCount || !last) return;
  const code = await receiptCode(last.bytes);
  await database.transaction('rw', database.segments, database.shifts, async () => {
    const present = await database.segments.where('shiftId').equals(shiftId).toArray();
    // A pull may have heard meanwhile that the server was set back, and lowered the cursors.
    if (receivedOf(present) !== shift.recordCount) return;
    await database.shifts.update(shiftId, {
      settledAt: at,
      receiptCode: code,
      receivedAt: last.receivedAt,
      unreadable: segments.flatMap((segment) => segment.receipt?.unreadable ?? []),
    });
    if ((shift.openCases ?? 0) > 0) return;
    await database.segments.where('shiftId').equals(shiftId).modify({ wrappedKey: null });
  });
  await removeOldShifts();
}

const receivedOf = (segments: readonly SegmentRow[]): number =>
  segments.reduce((sum, { acknowledged }) => sum + acknowledged, 0);

async function removeOldShifts(): Promise<void> {
  const segments = await database.segments.orderBy('sequence').reverse().toArray();
  // The phone's clock may go back, the order of the segments does not.
  const newestFirst = [...new Set(segments.map((segment) => segment.shiftId))];
  const shifts = await database.shifts.bulkGet(newestFirst);
  const settled = shifts.filter((shift) => shift && shift.settledAt !== null);
  for (const shift of settled.slice(KEPT_SETTLED_SHIFTS)) if (shift) await removeBytes(shift);
}

async function removeBytes({ shiftId }: ShiftRow): Promise<void> {
  const { segments, shifts, records } = database;
  await database.transaction('rw', segments, shifts, records, async () => {
    if (((await shifts.get(shiftId))?.settledAt ?? null) === null) return;
    const removed = await segments.where('shiftId').equals(shiftId).primaryKeys();
    for (const segmentId of removed) await recordsFrom(segmentId, 0).delete();
    await segments.bulkDelete(removed);
    await shifts.update(shiftId, { removed });
  });
}

/** What can be said of a shift while locked, from counts alone. */
export async function countShift(shift: ShiftRow): Promise<number> {
  if (shift.recordCount !== null) return shift.recordCount;
  const ids = await database.segments.where('shiftId').equals(shift.shiftId).primaryKeys();
  const counts = await Promise.all(ids.map(recordCountOf));
  return counts.reduce((sum, count) => sum + count, 0);
}
