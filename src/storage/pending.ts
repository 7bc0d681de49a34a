import { database, recordCountOf, type SegmentRow } from './database.ts';

/** Records of a segment that no verified receipt covers yet. */
export async function pendingOf(
  segment: Pick<SegmentRow, 'segmentId' | 'acknowledged'>,
): Promise<number> {
  return Math.max(0, (await recordCountOf(segment.segmentId)) - segment.acknowledged);
}

export async function countPending(): Promise<number> {
  const segments = await database.segments.toArray();
  const counts = await Promise.all(segments.map(pendingOf));
  return counts.reduce((sum, count) => sum + count, 0);
}
