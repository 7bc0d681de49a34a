import { database } from './database.ts';

/** Earlier shifts at the gate that may have left a fever case open, in their order, whatever the clock said. */
export async function shiftsWithOpenCases(gateId: string, shiftId: string): Promise<string[]> {
  const segments = await database.segments.orderBy('sequence').toArray();
  const earlier = new Set(
    segments
      .filter((one) => one.gateId === gateId && one.shiftId !== shiftId && one.wrappedKey !== null)
      .map((one) => one.shiftId),
  );
  const shifts = await database.shifts.bulkGet([...earlier]);
  return shifts.flatMap((shift) => (shift && shift.openCases !== 0 ? [shift.shiftId] : []));
}

/** All cases of the gate are closed: nobody needs to read its earlier shifts any more. */
export const dropReadCases = (gateId: string): Promise<void> =>
  database.transaction('rw', database.segments, database.shifts, async () => {
    const kept = await database.shifts
      .filter((one) => one.gateId === gateId && (one.openCases ?? 0) > 0)
      .toArray();
    for (const { shiftId: id, settledAt } of kept) {
      await database.shifts.update(id, { openCases: 0 });
      if (settledAt === null) continue;
      await database.segments.where('shiftId').equals(id).modify({ wrappedKey: null });
    }
  });
