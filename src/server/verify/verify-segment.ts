import { equalBytes } from '../../encoding/bytes.ts';
import { firstHead } from '../../sealing/chain.ts';
import { importVerifyKey } from '../../sealing/keys.ts';
import { openSegmentKey, readSegmentHeader, type SegmentHeader } from '../../sealing/segment.ts';
import { verifyTail } from '../../sealing/tail-signature.ts';
import { digestOf, headAfter } from '../ingest/record-opener.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Store } from '../store/store.ts';
import type { KeptSegment } from '../store/verification.ts';
import type { Find, Finding } from './finding.ts';
import { addSaid, type SaidOfShift, type ShiftSaid } from './shift-facts.ts';
import { openPage, verifyPage } from './verify-page.ts';
import { verifyPrevious } from './verify-previous.ts';

export interface SegmentChecked {
  readonly findings: readonly Finding[];
  readonly records: number;
  /** Rows of the ledger that the records made: entries, and others. */
  readonly entries: number;
  readonly otherRows: number;
  /** Bytes that nobody can open any more: their month's key is gone. */
  readonly unopened: number;
  /** What its records say of their shift. */
  readonly ofShift: ShiftSaid;
}

const PAGE = 500;
/** One altered segment may have as many as it has records. */
const MAX_FINDINGS = 200;
const MAX_NUMBER = 0xffff_ffff;

export type VerifyParts = { readonly store: Store; readonly keys: KeyStore };

/** One segment, from its header to its last ledger row; a page of records in memory at a time. */
export async function verifySegment(
  held: KeptSegment,
  parts: VerifyParts,
): Promise<SegmentChecked> {
  const { store } = parts;
  const { deviceId, segmentId } = held;
  const checked = { records: 0, entries: 0, otherRows: 0, unopened: 0 };
  const findings: Finding[] = [];
  const said: SaidOfShift[] = [];
  const unread = { said, isWhole: false };
  const find = (what: Finding['what'], more: Partial<Finding> = {}): void => {
    if (findings.length < MAX_FINDINGS) findings.push({ what, deviceId, segmentId, ...more });
  };
  const device = await store.devices.find(deviceId);
  const deviceKey = device && (await importVerifyKey(device.publicKey));
  if (!device || !deviceKey) {
    find('device-missing');
    return { findings, ...checked, ofShift: unread };
  }
  const reading = await readSegmentHeader(held.header, device.publicKey);
  if (!reading.ok || reading.segmentId !== segmentId) {
    find('header-forged');
    return { findings, ...checked, ofShift: unread };
  }
  const { header } = reading;
  const differing = differingColumns(held, header);
  if (differing.length > 0) find('header-differs', { detail: differing.join(', ') });
  if (held.forked) find('fork');
  await verifyForks(held, store, find);
  await verifyPrevious(held, header, store, find);

  const pair = await parts.keys.sealingKeyPair(header.sealingKeyId);
  const rawKey = pair && (await openSegmentKey(header, pair));
  let head = held.purged?.head ?? (await firstHead(segmentId));
  let number = held.purged?.have ?? 0;
  let isWhole = true;
  for (;;) {
    const from = number + 1;
    const page = await store.verification.records(held, number, PAGE);
    if (page.length === 0) break;
    for (const record of page) {
      if (record.number > held.have) {
        find('record-beyond', { number: record.number });
        isWhole = false;
      } else if (record.number !== number + 1) {
        find('record-missing', { number: number + 1 });
        isWhole = false;
      }
      head = headAfter(head, record.sealed);
      number = record.number;
    }
    checked.records += page.length;
    const inside = page.filter((record) => record.number <= held.have);
    if (rawKey && inside.length > 0) {
      const { streetId } = device;
      const opened = openPage(inside, { held, header, rawKey }, find);
      // Rows beyond the last record are among those that no record made.
      const to = page.length < PAGE ? MAX_NUMBER : (inside.at(-1)?.number ?? from);
      const range = { ...held, from, to };
      const placed = { range, header, streetId };
      const ofPage = await verifyPage(inside, opened, placed, parts, find);
      checked.entries += ofPage.entries;
      checked.otherRows += ofPage.otherRows;
      addSaid(said, ofPage.ofShift);
    } else checked.unopened += inside.length;
  }
  if (number < held.have) {
    find('record-missing', { number: number + 1 });
    isWhole = false;
  }
  if (isWhole && !equalBytes(head, held.head)) find('chain-broken');
  if (held.tail === null) find('no-tail');
  else if (!(await verifyTail(deviceKey, segmentId, held.have, held.head, held.tail))) {
    find('tail-wrong');
  }
  if (checked.unopened > 0) {
    find('key-gone', { detail: `${header.sealingKeyId}, ${checked.unopened} records` });
  }
  isWhole &&= held.purged === null && checked.unopened === 0;
  return { findings, ...checked, ofShift: { said, isWhole } };
}

function differingColumns(held: KeptSegment, header: SegmentHeader): string[] {
  const signed = {
    gateId: header.gateId,
    shiftId: header.shiftId ?? held.segmentId,
    order: header.order,
    startedAt: header.startedAt,
    previousId: header.previous?.segmentId ?? '',
    // Of what came before it was kept there is none.
    previousNumber: held.previousNumber === null ? null : (header.previous?.number ?? null),
  };
  const columns = Object.keys(signed) as (keyof typeof signed)[];
  return columns.filter((column) => signed[column] !== held[column]);
}

async function verifyForks(held: KeptSegment, { verification }: Store, find: Find): Promise<void> {
  let after: { number: number; digest: string } | null = null;
  for (;;) {
    const page = await verification.forks(held, after, PAGE);
    for (const fork of page) {
      if (digestOf(fork.sealed) !== fork.digest) find('fork-altered', { number: fork.number });
      after = fork;
    }
    if (page.length < PAGE) return;
  }
}
