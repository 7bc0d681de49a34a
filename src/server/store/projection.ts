import type { RecordId } from '../../domain/entry.ts';
import { type Amended, type Amendment, isTakenBack, standing } from '../ledger/standing.ts';
import { AMENDMENT_COLUMNS, amendmentToRow } from './amendment-row.ts';
import { amendedIn, MAX_WAY, type NumberSpan, spanOf, targetOf } from './amendments.ts';
import { CASE_STEP_COLUMNS, caseStepToRow, type LedgerCaseStep } from './case-step-row.ts';
import { type Database, insertRows, marks, type SqlValue } from './database.ts';
import { type DayRecords, writeDayRecords } from './day-records.ts';
import { named, peopleOf } from './entry-people.ts';
import {
  ENTRY_COLUMNS,
  entryToRow,
  type LedgerEntry,
  recordKey,
  STANDING_COLUMNS,
} from './entry-row.ts';
import { HEAD_COUNT_COLUMNS, type HeadCount, headCountToRow } from './head-count-row.ts';
import { NOTICE_READ_COLUMNS, type NoticeRead, noticeReadToRow } from './notice-read-row.ts';
import { entryById, openCasesAmong } from './open-cases.ts';

/** Who was on duty from this record on. */
export interface Duty {
  readonly gateId: string;
  readonly shiftId: string;
  readonly segmentOrder: number;
  readonly segmentId: string;
  readonly number: number;
  /** By the phone's clock. */
  readonly at: number;
  readonly onDuty: readonly string[];
}

/** What records said about their shift; null where they said nothing. */
export interface ShiftFacts {
  readonly gateId: string;
  readonly shiftId: string;
  readonly deviceId: string;
  readonly startedAt: number | null;
  readonly closedAt: number | null;
  readonly recordCount: number | null;
  readonly note: string | null;
}

/** What the readable records of a batch mean for the ledger. */
export interface Projection {
  /** The server's clock: of every entry that it makes or changes. */
  readonly at: number;
  readonly entries: readonly LedgerEntry[];
  readonly amendments: readonly Amendment[];
  readonly duties: readonly Duty[];
  readonly steps: readonly LedgerCaseStep[];
  readonly counts: readonly HeadCount[];
  readonly reads: readonly NoticeRead[];
  readonly day: DayRecords;
  readonly shift: ShiftFacts | null;
}

/** A batch's records stand together in one segment. */
function spansOf({ entries, amendments, counts }: Projection): NumberSpan[] {
  const spans = new Map<string, NumberSpan>();
  for (const { id } of [...entries, ...amendments, ...counts]) {
    const { segmentId, number } = id;
    const span = spans.get(segmentId) ?? spanOf(id);
    const [first, last] = [Math.min(span.first, number), Math.max(span.last, number)];
    spans.set(segmentId, { segmentId, first, last });
  }
  return [...spans.values()];
}

interface Reached {
  /** Of the ledger: whatever a batch says about them, about what was said of them, or about what goes on from them. */
  readonly entries: readonly LedgerEntry[];
  /** Records that are named and are no entry: head counts, steps, or not here yet. */
  readonly others: readonly RecordId[];
}

/** What was here before this batch, and may stand otherwise after it. */
async function reachedBy(
  inside: Database,
  gateId: string,
  { entries, amendments, steps, counts }: Projection,
): Promise<Reached> {
  // What the desk takes back of paper has the id of the row that it takes back.
  const made = amendments.filter(({ id, target }) => recordKey(id) !== recordKey(target));
  const fresh = [...entries, ...made, ...steps, ...counts];
  const seen = new Set(fresh.map(({ id }) => recordKey(id)));
  const found: LedgerEntry[] = [];
  const others: RecordId[] = [];
  let named = amendments.map(({ target }) => target);
  for (let way = 0; named.length > 0 && way < MAX_WAY; way += 1) {
    const further: RecordId[] = [];
    for (const id of named) {
      if (seen.has(recordKey(id))) continue;
      seen.add(recordKey(id));
      const entry = await entryById(inside, gateId, id);
      if (entry) found.push(entry);
      const next = entry ? entry.follows : await targetOf(inside, gateId, id);
      if (next) further.push(next);
      else if (!entry) others.push(id);
    }
    named = further;
  }
  return { entries: found, others };
}

async function writeShift(inside: Database, shift: ShiftFacts): Promise<void> {
  await inside.run(
    `INSERT INTO shifts (gate_id, shift_id, device_id, started_at, closed_at, record_count, note)
     VALUES (${marks(7)}) ON CONFLICT (gate_id, shift_id) DO UPDATE SET
       started_at = COALESCE(excluded.started_at, shifts.started_at),
       closed_at = COALESCE(excluded.closed_at, shifts.closed_at),
       record_count = COALESCE(excluded.record_count, shifts.record_count),
       note = CASE WHEN excluded.note = '' THEN shifts.note ELSE excluded.note END`,
    [
      shift.gateId,
      shift.shiftId,
      shift.deviceId,
      shift.startedAt,
      shift.closedAt,
      shift.recordCount,
      shift.note ?? '',
    ],
  );
}

/** Counts of people, and those that were taken back, whichever of the two comes first. */
async function writeHeadCounts(
  inside: Database,
  gateId: string,
  counts: readonly HeadCount[],
  earlier: readonly RecordId[],
  amended: Amended,
): Promise<void> {
  await insertRows(
    inside,
    'head_counts',
    HEAD_COUNT_COLUMNS,
    counts.map((count) => headCountToRow(count, isTakenBack(count.id, amended))),
    'ON CONFLICT (gate_id, segment_id, number) DO NOTHING',
  );
  for (const id of earlier) {
    await inside.run(
      'UPDATE head_counts SET undone = ? WHERE gate_id = ? AND segment_id = ? AND number = ?',
      [Number(isTakenBack(id, amended)), gateId, id.segmentId, id.number],
    );
  }
}

/**
 * Writes a batch into the ledger, inside the transaction that takes custody of it. The ledger comes out the
 * same in whatever order batches arrive: amendments wait for their entry, and are folded in log order.
 */
export async function writeProjection(inside: Database, projection: Projection): Promise<void> {
  const { at, entries, amendments, duties, steps, counts, reads, day, shift } = projection;
  const gateId = (entries[0] ?? amendments[0] ?? steps[0] ?? counts[0])?.gateId;
  if (shift) await writeShift(inside, shift);
  await insertRows(
    inside,
    'duties',
    ['gate_id', 'shift_id', 'segment_order', 'segment_id', 'number', 'on_duty', 'at'],
    duties.map((duty) => ({
      gate_id: duty.gateId,
      shift_id: duty.shiftId,
      segment_order: duty.segmentOrder,
      segment_id: duty.segmentId,
      number: duty.number,
      on_duty: JSON.stringify(duty.onDuty),
      at: duty.at,
    })),
    'ON CONFLICT (gate_id, shift_id, segment_order, segment_id, number) DO NOTHING',
  );
  await insertRows(
    inside,
    'notice_reads',
    NOTICE_READ_COLUMNS,
    reads.map(noticeReadToRow),
    'ON CONFLICT (gate_id, segment_id, number) DO NOTHING',
  );
  await writeDayRecords(inside, day);
  if (gateId === undefined) return;
  await insertRows(
    inside,
    'amendments',
    AMENDMENT_COLUMNS,
    amendments.map(amendmentToRow),
    'ON CONFLICT (gate_id, segment_id, number) DO NOTHING',
  );
  await insertRows(
    inside,
    'case_steps',
    CASE_STEP_COLUMNS,
    steps.map(caseStepToRow),
    'ON CONFLICT (gate_id, segment_id, number) DO NOTHING',
  );
  const reached = await reachedBy(inside, gateId, projection);
  const before = [...reached.entries.map(({ id }) => id), ...reached.others].map(spanOf);
  const amended = await amendedIn(inside, gateId, [...spansOf(projection), ...before]);
  await writeHeadCounts(inside, gateId, counts, reached.others, amended);
  const settle = (entry: LedgerEntry): LedgerEntry => ({
    ...entry,
    ...standing(entry, amended),
    changedAt: at,
  });
  const settled = { fresh: entries.map(settle), earlier: reached.entries.map(settle) };
  const people = await peopleOf(inside, [...settled.fresh, ...settled.earlier]);
  const touched = [...settled.fresh, ...settled.earlier];
  const cases = await openCasesAmong(inside, gateId, touched, amended);
  const isOpen = (entry: LedgerEntry): number => Number(cases.open.has(recordKey(entry.id)));
  await insertRows(
    inside,
    'entries',
    [...ENTRY_COLUMNS, 'open_case'],
    settled.fresh.map((entry) => ({
      ...entryToRow(named(entry, people)),
      open_case: isOpen(entry),
    })),
    'ON CONFLICT (gate_id, segment_id, number) DO NOTHING',
  );
  const unchanged: LedgerEntry[] = [];
  const update = `UPDATE entries SET ${STANDING_COLUMNS.map((column) => `${column} = ?`).join(', ')}, open_case = ?
    WHERE gate_id = ? AND segment_id = ? AND number = ?`;
  for (const [index, entry] of settled.earlier.entries()) {
    const row = entryToRow(named(entry, people));
    const old = entryToRow(reached.entries[index] ?? entry);
    if (
      STANDING_COLUMNS.every((column) => column === 'changed_at' || row[column] === old[column])
    ) {
      unchanged.push(entry);
      continue;
    }
    const values: SqlValue[] = STANDING_COLUMNS.map((column) => row[column] ?? null);
    const key: SqlValue[] = [entry.gateId, entry.id.segmentId, entry.id.number];
    await inside.run(update, [...values, isOpen(entry), ...key]);
  }
  for (const entry of [...unchanged, ...cases.later]) {
    const [open, { segmentId, number }] = [isOpen(entry), entry.id];
    await inside.run(
      `UPDATE entries SET open_case = ?, changed_at = ?
       WHERE gate_id = ? AND segment_id = ? AND number = ? AND open_case <> ?`,
      [open, at, gateId, segmentId, number, open],
    );
  }
}
