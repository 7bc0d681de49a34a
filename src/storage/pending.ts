import { database, recordCountOf, type SegmentRow } from './database.ts';
import { withReopening } from './with-reopening.ts';

/** Records of a segment that no verified receipt covers yet. */
export async function pendingOf(
  segment: Pick<SegmentRow, 'segmentId' | 'acknowledged'>,
): Promise<number> {
  return Math.max(0, (await recordCountOf(segment.segmentId)) - segment.acknowledged);
}

export const countPending = async (): Promise<number> =>
  sumPending(await database.segments.toArray());

/**
 * Whether the app may be replaced: no shift is open, and nothing waits to be sent. A fork or a wrong receipt is mended
 * by no sending, so such a segment stays on the phone and keeps no new version away. `sw/mid-shift.ts` says the same.
 */
export const isLogAtRest = (): Promise<boolean> =>
  withReopening(async () => {
    const shifts = await database.shifts.toArray();
    if (shifts.some((shift) => shift.closedAt === null)) return false;
    const segments = await database.segments.toArray();
    return (await sumPending(segments.filter((segment) => segment.trouble === null))) === 0;
  });

async function sumPending(segments: readonly SegmentRow[]): Promise<number> {
  const counts = await Promise.all(segments.map(pendingOf));
  return counts.reduce((sum, count) => sum + count, 0);
}
