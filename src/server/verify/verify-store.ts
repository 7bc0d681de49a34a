import { breathe } from '../breathe.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Store } from '../store/store.ts';
import type { KeptSegment } from '../store/verification.ts';
import { type Finding, isFault } from './finding.ts';
import { type VerifyParts, verifySegment } from './verify-segment.ts';
import { DeviceShifts, verifyShiftRows } from './verify-shifts.ts';
import { verifyStrays } from './verify-strays.ts';

export interface VerifyReport {
  readonly segments: number;
  /** Of these the bytes were purged, all or the first of them; their hashes and signatures are checked. */
  readonly purged: number;
  readonly records: number;
  /** Rows that records made and the ledger should have: entries, and others. */
  readonly entries: number;
  readonly otherRows: number;
  /** Records whose month's key is gone. */
  readonly unopened: number;
  readonly faults: number;
  readonly remarks: number;
}

interface VerifyOptions {
  /** Epoch ms. */
  readonly now: number;
  readonly onFinding: (finding: Finding) => void;
  readonly onProgress?: (done: number, of: number) => void;
}

const SEGMENTS_AT_ONCE = 100;

/** Checks all that the store has against what phones signed; changes nothing, also beside a running server. */
export async function verifyStore(
  store: Store,
  keys: KeyStore,
  { now, onFinding, onProgress = () => undefined }: VerifyOptions,
): Promise<VerifyReport> {
  const sum = {
    segments: 0,
    purged: 0,
    records: 0,
    entries: 0,
    otherRows: 0,
    unopened: 0,
    faults: 0,
    remarks: 0,
  };
  const say = (finding: Finding): void => {
    if (isFault(finding)) sum.faults += 1;
    else sum.remarks += 1;
    onFinding(finding);
  };
  const { segments: of } = await store.verification.counts();
  const parts = { store, keys };
  let after: KeptSegment | null = null;
  let shifts = new DeviceShifts();
  for (;;) {
    const page: KeptSegment[] = await store.verification.segments(after, SEGMENTS_AT_ONCE);
    for (const segment of page) {
      if (after && after.deviceId !== segment.deviceId) {
        await shifts.verify(after.deviceId, parts, say);
        shifts = new DeviceShifts();
      }
      after = segment;
      const { checked, held } = await settledCheck(segment, parts);
      shifts.add(held, checked);
      sum.segments += 1;
      if (held.purged) sum.purged += 1;
      sum.records += checked.records;
      sum.entries += checked.entries;
      sum.otherRows += checked.otherRows;
      sum.unopened += checked.unopened;
      checked.findings.forEach(say);
      onProgress(sum.segments, Math.max(of, sum.segments));
      await breathe();
    }
    if (page.length < SEGMENTS_AT_ONCE) break;
  }
  if (after) await shifts.verify(after.deviceId, parts, say);
  await verifyShiftRows(store, now, say);
  await verifyStrays(store, say);
  return sum;
}

/** A push or a purge beside it changes a segment while it is read: then it is read again. */
async function settledCheck(segment: KeptSegment, parts: VerifyParts) {
  let held = segment;
  for (let attempt = 0; ; attempt += 1) {
    const checked = await verifySegment(held, parts);
    if (attempt >= 3 || !checked.findings.some(isFault)) return { checked, held };
    held = (await parts.store.verification.segment(held)) ?? held;
  }
}
