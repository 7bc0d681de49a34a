import type { Bytes } from '../../encoding/bytes.ts';
import { parseRecord } from '../../protocol/record-codec.ts';
import type { Batch, Custody, SealedRecord } from '../store/custody.ts';
import type { SegmentCustody } from '../store/segment-row.ts';
import { type FormOpener, openForms } from './open-forms.ts';
import { type NumberedRecord, projectRecords, recordContext } from './project-records.ts';
import { type RecordOpener, TAG_BYTES } from './record-opener.ts';

/** Records that follow one another: few objects, so that they cross threads quickly. */
export interface PackedRecords {
  readonly first: number;
  /** One after another, in one buffer. */
  readonly sealed: Bytes;
  /** Where each of them ends in `sealed`. */
  readonly ends: Uint32Array;
  /** What was sealed, each TAG_BYTES shorter than it was; null: nobody may read them. */
  readonly plain: Bytes | null;
  /** Those whose seal could not be opened; their part of `plain` says nothing. */
  readonly unopened: readonly number[];
}

/** A push that was checked and opened; what its records say was not read yet. */
export interface OpenedPush {
  /** The segment as it is after the push, `unreadable` but for its records. */
  readonly segment: SegmentCustody;
  readonly expectedHave: number;
  readonly records: PackedRecords;
  readonly streetId: string;
  /** Logged without the gate's card. */
  readonly withoutCard: boolean;
}

export interface TakenPush {
  readonly unreadable: readonly number[];
  /** How many of its records say something. */
  readonly entries: number;
}

/** Reads an opened push and takes custody of it, durably; 'moved' as in Custody. */
export type PushTaker = (push: OpenedPush) => Promise<TakenPush | 'moved'>;

/** `open`: null when nobody may read them, `() => null` when nobody can. */
export function packRecords(
  records: readonly SealedRecord[],
  open: RecordOpener | null,
): PackedRecords {
  const ends = new Uint32Array(records.length);
  let end = 0;
  for (const [index, { sealed }] of records.entries()) {
    end += sealed.length;
    ends[index] = end;
  }
  const bytes = new Uint8Array(end);
  const plain = open && new Uint8Array(end);
  const unopened: number[] = [];
  for (const [index, { number, sealed }] of records.entries()) {
    const at = (ends[index] ?? 0) - sealed.length;
    bytes.set(sealed, at);
    const opened = open?.(number, sealed);
    if (opened) plain?.set(opened, at);
    else if (open) unopened.push(number);
  }
  return { first: records[0]?.number ?? 1, sealed: bytes, ends, plain, unopened };
}

function read({ records, segment: { startedAt, segmentId } }: OpenedPush) {
  const { first, sealed, ends, plain } = records;
  const unopened = new Set(records.unopened);
  const kept: SealedRecord[] = [];
  const readable: NumberedRecord[] = [];
  const unreadable: number[] = [];
  let start = 0;
  for (const [index, end] of ends.entries()) {
    const number = first + index;
    kept.push({ number, sealed: sealed.subarray(start, end) });
    if (plain !== null) {
      const said = plain.subarray(start, end - TAG_BYTES);
      const reading = unopened.has(number) ? null : parseRecord(said, startedAt, segmentId);
      if (reading?.ok) readable.push({ number, record: reading.record });
      else unreadable.push(number);
    }
    start = end;
  }
  return { kept, readable, unreadable };
}

async function batchOf(push: OpenedPush, openForm: FormOpener) {
  const { segment, expectedHave, streetId, withoutCard } = push;
  const { kept, readable, unreadable } = read(push);
  const { receivedAt, clockSkewMs } = segment;
  const context = recordContext(segment, { streetId, withoutCard, receivedAt, clockSkewMs });
  const forms = await openForms(readable, openForm);
  const batch: Batch = {
    segment: { ...segment, unreadable: [...segment.unreadable, ...unreadable] },
    expectedHave,
    records: kept,
    projection: projectRecords(context, readable, forms),
  };
  return { batch, entries: readable.length };
}

/** On this thread. */
export const pushTaker =
  (custody: Pick<Custody, 'take'>, openForm: FormOpener): PushTaker =>
  async (push) => {
    const { batch, entries } = await batchOf(push, openForm);
    if ((await custody.take(batch)) === 'moved') return 'moved';
    return { unreadable: batch.segment.unreadable, entries };
  };
