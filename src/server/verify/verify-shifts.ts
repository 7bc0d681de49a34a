import type { KeptShift, ShiftKey } from '../store/kept-shifts.ts';
import type { Store } from '../store/store.ts';
import type { KeptSegment } from '../store/verification.ts';
import type { Finding } from './finding.ts';
import { alteredInShift, isRowDue, type SaidOfShift, type ShiftSaid } from './shift-facts.ts';
import { type SegmentChecked, type VerifyParts, verifySegment } from './verify-segment.ts';

/** A phone may be offline for so long after its shift was closed. */
const SHIFT_PATIENCE_MS = 24 * 3_600_000;
const SHIFTS_AT_ONCE = 100;
/** A push or a purge beside it changes a shift while it is looked at. */
const ATTEMPTS = 3;

type Say = (finding: Finding) => void;
type Difference = Pick<Finding, 'what' | 'detail'> | null;

/** What the segments of one device say of its shifts, collected while they are verified one after another. */
export class DeviceShifts {
  readonly #shifts = new Map<string, ShiftKey & { said: SaidOfShift[]; isWhole: boolean }>();

  add({ gateId, shiftId }: KeptSegment, { ofShift }: SegmentChecked): void {
    const key = `${gateId} ${shiftId}`;
    const shift = this.#shifts.get(key) ?? { gateId, shiftId, said: [], isWhole: true };
    shift.said.push(...ofShift.said);
    shift.isWhole &&= ofShift.isWhole;
    this.#shifts.set(key, shift);
  }

  /** Compares them with the shifts' rows. */
  async verify(deviceId: string, parts: VerifyParts, say: Say): Promise<void> {
    for (const shift of this.#shifts.values()) {
      const row = await parts.store.verification.shift(shift);
      if (difference(row, shift) === null) continue;
      // Another device may have named the same shift, and this one may have sent more meanwhile.
      const found = await differenceNow(shift, parts);
      const { gateId, shiftId: segmentId } = shift;
      if (found) say({ ...found, gateId, deviceId, segmentId });
    }
  }
}

function difference(row: KeptShift | null, shift: ShiftSaid): Difference {
  if (!row) return isRowDue(shift) ? { what: 'shift-missing' } : null;
  if (shift.said.length === 0) return shift.isWhole ? { what: 'shift-extra' } : null;
  const altered = alteredInShift(row, shift);
  return altered.length === 0 ? null : { what: 'shift-altered', detail: altered.join(', ') };
}

async function differenceNow(key: ShiftKey, parts: VerifyParts): Promise<Difference> {
  const { verification } = parts.store;
  let found: Difference = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const said: SaidOfShift[] = [];
    let isWhole = true;
    for (const of of await verification.segmentsOf(key)) {
      const held = await verification.segment(of);
      if (!held) continue;
      const { ofShift } = await verifySegment(held, parts);
      said.push(...ofShift.said);
      isWhole &&= ofShift.isWhole;
    }
    found = difference(await verification.shift(key), { said, isWhole });
    if (!found) return null;
  }
  return found;
}

/** Shifts whose segments are not, or not all, here. */
export async function verifyShiftRows(store: Store, now: number, say: Say): Promise<void> {
  const { verification } = store;
  for (let after: KeptShift | null = null; ; ) {
    const page: KeptShift[] = await verification.shifts(after, SHIFTS_AT_ONCE);
    for (const shift of page) {
      after = shift;
      const found = await shortOf(shift, store, now);
      const { gateId, deviceId, shiftId: segmentId } = shift;
      if (found) say({ ...found, gateId, deviceId, segmentId });
    }
    if (page.length < SHIFTS_AT_ONCE) return;
  }
}

async function shortOf(
  shift: KeptShift,
  { verification, retention }: Store,
  now: number,
): Promise<Difference> {
  const { closedAt, recordCount } = shift;
  const { segments, records, purged } = await verification.heldOf(shift);
  if (segments === 0) {
    const isOfOther = (await verification.segmentsOf(shift)).length > 0;
    return isOfOther ? null : { what: 'shift-extra' };
  }
  if (purged === segments) {
    // A purge that is not at its end takes the shift last.
    const isGone = (await retention.unfinished()) !== null || !(await verification.shift(shift));
    return isGone ? null : { what: 'rows-after-purge', detail: 'shifts' };
  }
  if (recordCount === null || records >= recordCount) return null;
  const isOld = closedAt !== null && now - closedAt > SHIFT_PATIENCE_MS;
  return {
    what: isOld ? 'shift-incomplete' : 'shift-outstanding',
    detail: `${records} of ${recordCount}`,
  };
}
