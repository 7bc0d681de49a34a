import { type Bytes, equalBytes } from '../../encoding/bytes.ts';
import { parseRecord } from '../../protocol/record-codec.ts';
import { firstHead } from '../../sealing/chain.ts';
import { importVerifyKey } from '../../sealing/keys.ts';
import { openSegmentKey, readSegmentHeader, type SegmentHeader } from '../../sealing/segment.ts';
import { verifyTail } from '../../sealing/tail-signature.ts';
import { openForms } from '../ingest/open-forms.ts';
import { type NumberedRecord, projectRecords } from '../ingest/project-records.ts';
import { digestOf, headAfter, recordOpener } from '../ingest/record-opener.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { NO_DAY_RECORDS } from '../store/day-records.ts';
import { recordKey } from '../store/entry-row.ts';
import type { Projection } from '../store/projection.ts';
import type { Store } from '../store/store.ts';
import type { KeptRecord, KeptSegment } from '../store/verification.ts';
import { openForm } from '../visitor-form/open-form.ts';
import type { Finding } from './finding.ts';
import { differencesIn } from './verify-ledger.ts';

interface SegmentChecked {
  readonly findings: readonly Finding[];
  readonly records: number;
  readonly entries: number;
  /** Bytes that nobody can open any more: their month's key is gone. */
  readonly unopened: number;
}

const PAGE = 500;
/** One altered segment may have as many as it has records. */
const MAX_FINDINGS = 200;
const MAX_NUMBER = 0xffff_ffff;

type Parts = { readonly store: Store; readonly keys: KeyStore };

/** One segment, from its header to its last ledger row; a page of records in memory at a time. */
export async function verifySegment(held: KeptSegment, parts: Parts): Promise<SegmentChecked> {
  const { store } = parts;
  const { deviceId, segmentId } = held;
  const checked = { records: 0, entries: 0, unopened: 0 };
  const findings: Finding[] = [];
  const find = (what: Finding['what'], more: Partial<Finding> = {}): void => {
    if (findings.length < MAX_FINDINGS) findings.push({ what, deviceId, segmentId, ...more });
  };
  const device = await store.devices.find(deviceId);
  const deviceKey = device && (await importVerifyKey(device.publicKey));
  if (!device || !deviceKey) {
    find('device-missing');
    return { findings, ...checked };
  }
  const reading = await readSegmentHeader(held.header, device.publicKey);
  if (!reading.ok || reading.segmentId !== segmentId) {
    find('header-forged');
    return { findings, ...checked };
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
      checked.entries += await verifyPage(inside, opened, { range, header, streetId }, parts, find);
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
  return { findings, ...checked };
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

type Find = (what: Finding['what'], more?: Partial<Finding>) => void;

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

/** The device signed how the segment before this one stood when it began. */
async function verifyPrevious(
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

interface Opened {
  readonly held: KeptSegment;
  readonly header: SegmentHeader;
  readonly rawKey: Bytes;
}

/** Numbers that could not be read when they came are tried again; any other must open. */
function openPage(
  page: readonly KeptRecord[],
  { held, header, rawKey }: Opened,
  find: Find,
): NumberedRecord[] {
  const unreadable = new Set(held.unreadable);
  const opened: NumberedRecord[] = [];
  const open = recordOpener(rawKey, held.segmentId);
  for (const { number, sealed } of page) {
    const plain = open(number, sealed);
    const reading = plain ? parseRecord(plain, header.startedAt, held.segmentId) : null;
    if (unreadable.has(number)) {
      if (reading?.ok) find('readable-now', { number });
    } else if (reading?.ok) opened.push({ number, record: reading.record });
    // What was kept apart unread may be from a phone that seals badly.
    else if (held.quarantinedFrom === null || number < held.quarantinedFrom) {
      find('record-unreadable', { number });
    }
  }
  return opened;
}

interface Placed {
  readonly range: KeptSegment & { readonly from: number; readonly to: number };
  readonly header: SegmentHeader;
  readonly streetId: string;
}

/** @returns how many entries the records made. */
async function verifyPage(
  page: readonly KeptRecord[],
  opened: readonly NumberedRecord[],
  { range, header, streetId }: Placed,
  { store, keys }: Parts,
  find: Find,
): Promise<number> {
  const { deviceId, segmentId, gateId, shiftId, order } = range;
  const forms = await openForms(opened, (code) => openForm(code, keys));
  const receivedAt = new Map(page.map((record) => [record.number, record.receivedAt]));
  const expected: Pick<Projection, 'entries' | 'amendments' | 'duties' | 'day'>[] = [];
  // One push after another, as they came.
  for (const batch of grouped(opened, ({ number }) => receivedAt.get(number) ?? 0)) {
    expected.push(
      projectRecords(
        {
          streetId,
          deviceId,
          gateId,
          segmentId,
          shiftId,
          segmentOrder: order,
          segmentStartedAt: range.startedAt,
          withoutCard: header.cardEpoch === null,
          receivedAt: batch.of,
          clockSkewMs: 0,
        },
        batch.members,
        forms,
      ),
    );
  }
  const { verification } = store;
  const signed = expected.flatMap(({ day }) => day.statements);
  const keysOfSigned = signed.map(({ id }) => recordKey(id));
  const [entries, amendments, amendmentsOf, duties, statements] = await Promise.all([
    verification.entries(range),
    verification.amendments(range),
    verification.amendmentsOf(range),
    verification.duties(range),
    verification.statements(streetId, keysOfSigned),
  ]);
  const logged = {
    entries: expected.flatMap((one) => one.entries),
    amendments: expected.flatMap((one) => one.amendments),
    duties: expected.flatMap((one) => one.duties),
    day: { ...NO_DAY_RECORDS, statements: signed },
  };
  const from = range.quarantinedFrom ?? Number.POSITIVE_INFINITY;
  const found = { entries, amendments, amendmentsOf, duties, statements };
  const differences = differencesIn(logged, found, {
    isOptional: (number) => number >= from,
    isHidden: (number) => forms.get(number)?.isWhole === false,
  });
  for (const { what, ...more } of differences) find(what, more);
  return logged.entries.length;
}

function grouped<T>(
  list: readonly T[],
  keyOf: (one: T) => number,
): { readonly of: number; readonly members: T[] }[] {
  const groups: { of: number; members: T[] }[] = [];
  for (const one of list) {
    const of = keyOf(one);
    const group = groups.at(-1);
    if (group?.of === of) group.members.push(one);
    else groups.push({ of, members: [one] });
  }
  return groups;
}
