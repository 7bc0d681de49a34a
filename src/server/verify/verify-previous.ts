import { type Bytes, equalBytes } from '../../encoding/bytes.ts';
import { firstHead } from '../../sealing/chain.ts';
import type { SegmentHeader } from '../../sealing/segment.ts';
import { headAfter } from '../ingest/record-opener.ts';
import type { Store } from '../store/store.ts';
import type { KeptSegment } from '../store/verification.ts';
import type { Find } from './finding.ts';

const PAGE = 500;

/** The device signed how the segment before this one stood when it began. */
export async function verifyPrevious(
  held: KeptSegment,
  { previous }: SegmentHeader,
  { verification }: Store,
  find: Find,
): Promise<void> {
  if (!previous) return;
  const { segmentId, number } = previous;
  if ((await verification.countSharing(held.deviceId, segmentId)) > 1) {
    find('previous-shared', { detail: segmentId });
  }
  const before = await verification.segment({ deviceId: held.deviceId, segmentId });
  if (!before) {
    find('previous-missing', { detail: segmentId });
    return;
  }
  if (before.have < number) {
    find('previous-behind', { detail: `${segmentId}, ${before.have} of ${number}` });
    return;
  }
  const head =
    before.have === number ? before.head : await headAtNumber(before, number, verification);
  if (head && !equalBytes(head, previous.head)) {
    // Two histories of one phone: known and shown already.
    if (!before.forked) find('previous-differs', { detail: segmentId });
  }
}

/** Null where the bytes up to there are purged. */
async function headAtNumber(
  segment: KeptSegment,
  to: number,
  verification: Store['verification'],
): Promise<Bytes | null> {
  let number = segment.purged?.have ?? 0;
  let head = segment.purged?.head ?? (await firstHead(segment.segmentId));
  if (number > to) return null;
  while (number < to) {
    const page = await verification.records(segment, number, Math.min(PAGE, to - number));
    if (page.length === 0) return null;
    for (const record of page) head = headAfter(head, record.sealed);
    number = page.at(-1)?.number ?? to;
  }
  return head;
}
