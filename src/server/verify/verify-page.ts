import type { Bytes } from '../../encoding/bytes.ts';
import { parseRecord } from '../../protocol/record-codec.ts';
import type { SegmentHeader } from '../../sealing/segment.ts';
import { openForms } from '../ingest/open-forms.ts';
import { type NumberedRecord, projectRecords, recordContext } from '../ingest/project-records.ts';
import { recordOpener } from '../ingest/record-opener.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Projection } from '../store/projection.ts';
import type { Store } from '../store/store.ts';
import type { KeptRecord, KeptSegment } from '../store/verification.ts';
import { openForm } from '../visitor-form/open-form.ts';
import type { Find } from './finding.ts';
import type { SaidOfShift } from './shift-facts.ts';
import { differencesIn } from './verify-ledger.ts';

interface Opened {
  readonly held: KeptSegment;
  readonly header: SegmentHeader;
  readonly rawKey: Bytes;
}

/** Numbers that could not be read when they came are tried again; any other must open. */
export function openPage(
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

interface PageChecked {
  /** Entries that the records made, and other rows. */
  readonly entries: number;
  readonly otherRows: number;
  readonly ofShift: readonly SaidOfShift[];
}

/** Records and the ledger's rows of the same numbers. */
export async function verifyPage(
  page: readonly KeptRecord[],
  opened: readonly NumberedRecord[],
  { range, header, streetId }: Placed,
  { store, keys }: { readonly store: Store; readonly keys: KeyStore },
  find: Find,
): Promise<PageChecked> {
  const forms = await openForms(opened, (code) => openForm(code, keys));
  const receivedAt = new Map(page.map((record) => [record.number, record.receivedAt]));
  const apartFrom = range.quarantinedFrom ?? Number.POSITIVE_INFINITY;
  const expected: Projection[] = [];
  const ofShift: SaidOfShift[] = [];
  const withoutCard = header.cardEpoch === null;
  // One push after another, as they came.
  for (const { of, members } of grouped(opened, ({ number }) => receivedAt.get(number) ?? 0)) {
    const ofPush = { streetId, withoutCard, receivedAt: of, clockSkewMs: 0 };
    const projection = projectRecords(recordContext(range, ofPush), members, forms);
    expected.push(projection);
    const isApart = members.some(({ number }) => number >= apartFrom);
    if (projection.shift) ofShift.push({ ...projection.shift, isApart });
  }
  const logged = {
    entries: expected.flatMap((one) => one.entries),
    amendments: expected.flatMap((one) => one.amendments),
    duties: expected.flatMap((one) => one.duties),
    steps: expected.flatMap((one) => one.steps),
    counts: expected.flatMap((one) => one.counts),
    reads: expected.flatMap((one) => one.reads),
    day: {
      statements: expected.flatMap(({ day }) => day.statements),
      handovers: expected.flatMap(({ day }) => day.handovers),
      standards: expected.flatMap(({ day }) => day.standards),
      quizzes: expected.flatMap(({ day }) => day.quizzes),
    },
  };
  const { verification } = store;
  const [entries, amendments, amendmentsOf, duties, statements, rows] = await Promise.all([
    verification.entries(range),
    verification.amendments(range),
    verification.amendmentsOf(range),
    verification.duties(range),
    verification.statements(streetId, range),
    verification.rows(range),
  ]);
  const found = { entries, amendments, amendmentsOf, duties, statements, rows };
  const differences = differencesIn(logged, found, {
    isOptional: (number) => number >= apartFrom,
    isHidden: (number) => forms.get(number)?.isWhole === false,
  });
  for (const { what, ...more } of differences) find(what, more);
  const { entries: _entries, day, ...besides } = logged;
  const others = [...Object.values(besides), ...Object.values(day)];
  return {
    entries: logged.entries.length,
    otherRows: others.reduce((sum, { length }) => sum + length, 0),
    ofShift,
  };
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
