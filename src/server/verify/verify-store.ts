import { breathe } from '../breathe.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Store } from '../store/store.ts';
import type { KeptSegment } from '../store/verification.ts';
import { type Finding, isFault } from './finding.ts';
import { verifySegment } from './verify-segment.ts';

export interface VerifyReport {
  readonly segments: number;
  /** Of these the bytes were purged, all or the first of them; their hashes and signatures are checked. */
  readonly purged: number;
  readonly records: number;
  /** That records made and the ledger has. */
  readonly entries: number;
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
/** A phone may be offline for so long after its shift was closed. */
const SHIFT_PATIENCE_MS = 24 * 3_600_000;

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
  let after: KeptSegment | null = null;
  for (;;) {
    const page: KeptSegment[] = await store.verification.segments(after, SEGMENTS_AT_ONCE);
    for (const segment of page) {
      const { checked, held } = await settledCheck(segment, { store, keys });
      sum.segments += 1;
      if (held.purged) sum.purged += 1;
      sum.records += checked.records;
      sum.entries += checked.entries;
      sum.unopened += checked.unopened;
      checked.findings.forEach(say);
      onProgress(sum.segments, Math.max(of, sum.segments));
      await breathe();
    }
    after = page.at(-1) ?? null;
    if (page.length < SEGMENTS_AT_ONCE) break;
  }
  await verifyShifts(store, now, say);
  await verifyStrays(store, say);
  return sum;
}

/** A push or a purge beside it changes a segment while it is read: then it is read again. */
async function settledCheck(segment: KeptSegment, parts: { store: Store; keys: KeyStore }) {
  let held = segment;
  for (let attempt = 0; ; attempt += 1) {
    const checked = await verifySegment(held, parts);
    if (attempt >= 3 || !checked.findings.some(isFault)) return { checked, held };
    held = (await parts.store.verification.segment(held)) ?? held;
  }
}

async function verifyShifts(
  { verification }: Store,
  now: number,
  say: (finding: Finding) => void,
): Promise<void> {
  let after: Parameters<typeof verification.closedShifts>[0] = null;
  for (;;) {
    const page = await verification.closedShifts(after, SEGMENTS_AT_ONCE);
    for (const shift of page) {
      const { gateId, shiftId, deviceId, closedAt, recordCount } = shift;
      after = shift;
      const here = await verification.countOfShift(shift);
      if (recordCount === null || here >= recordCount) continue;
      const isOld = closedAt !== null && now - closedAt > SHIFT_PATIENCE_MS;
      const what = isOld ? 'shift-incomplete' : 'shift-outstanding';
      const detail = `${here} of ${recordCount}`;
      say({ what, gateId, deviceId, segmentId: shiftId, detail });
    }
    if (page.length < SEGMENTS_AT_ONCE) return;
  }
}

/** What nobody's log is the reason for. */
async function verifyStrays(
  { verification }: Store,
  say: (finding: Finding) => void,
): Promise<void> {
  for (let at = await verification.nextSealed(null); at; at = await verification.nextSealed(at)) {
    if (await verification.segment(at)) continue;
    say({ what: 'bytes-without-segment', deviceId: at.deviceId, segmentId: at.segmentId });
  }
  for (let at = await verification.nextEntered(null); at; at = await verification.nextEntered(at)) {
    const segment = await verification.segment(at);
    if (segment?.gateId === at.gateId) continue;
    if (await verification.isPaper(at.gateId, at.segmentId)) continue;
    say({ what: 'entries-without-segment', gateId: at.gateId, segmentId: at.segmentId });
  }
}
