import { type Amendment, standing } from '../ledger/standing.ts';
import { AMENDMENT_COLUMNS, amendmentFromRow, amendmentToRow } from './amendment-row.ts';
import { CASE_STEP_COLUMNS, caseStepToRow, type LedgerCaseStep } from './case-step-row.ts';
import { type Database, insertRows, marks, type Row, type SqlValue } from './database.ts';
import {
  ENTRY_COLUMNS,
  entryFromRow,
  entryToRow,
  type LedgerEntry,
  recordKey,
  STANDING_COLUMNS,
} from './entry-row.ts';
import { HEAD_COUNT_COLUMNS, type HeadCount, headCountToRow } from './head-count-row.ts';
import { amendmentsOf, openCasesAmong } from './open-cases.ts';
import { numberIn, numberOrNull } from './row.ts';

/** Who was on duty from this record on. */
export interface Duty {
  readonly gateId: string;
  readonly shiftId: string;
  readonly segmentOrder: number;
  readonly segmentId: string;
  readonly number: number;
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
  readonly shift: ShiftFacts | null;
}

interface Holder {
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
}

interface People {
  /** By roster number. */
  readonly householdOf: ReadonlyMap<number, number>;
  /** By pass number: a resident's pass names the resident, a household's the household alone. */
  readonly holderOf: ReadonlyMap<number, Holder>;
}

async function rowsOf(
  inside: Database,
  sql: string,
  streetId: string,
  numbers: Iterable<number>,
): Promise<Row[]> {
  const wanted = [...new Set(numbers)];
  if (wanted.length === 0) return [];
  return inside.all(`${sql} (${marks(wanted.length)})`, [streetId, ...wanted]);
}

async function peopleOf(inside: Database, entries: readonly LedgerEntry[]): Promise<People> {
  const streetId = entries[0]?.streetId ?? '';
  const subjects = entries.map((entry) => entry.facts.subject);
  const passes = await rowsOf(
    inside,
    'SELECT pass_number, roster_number, household_id FROM passes WHERE street_id = ? AND pass_number IN',
    streetId,
    subjects.flatMap((one) => (one.kind === 'pass' ? [one.passNumber] : [])),
  );
  const holderOf = new Map(
    passes.map((row) => [
      numberIn(row, 'pass_number'),
      {
        rosterNumber: numberOrNull(row, 'roster_number'),
        householdId: numberOrNull(row, 'household_id'),
      },
    ]),
  );
  const named = subjects.flatMap((one) => (one.kind === 'resident' ? [one.rosterNumber] : []));
  const held = [...holderOf.values()].flatMap(({ rosterNumber }) => rosterNumber ?? []);
  const residents = await rowsOf(
    inside,
    'SELECT roster_number, household_id FROM residents WHERE street_id = ? AND roster_number IN',
    streetId,
    [...named, ...held],
  );
  const householdOf = new Map(
    residents.map((row) => [numberIn(row, 'roster_number'), numberIn(row, 'household_id')]),
  );
  return { householdOf, holderOf };
}

function named(entry: LedgerEntry, { householdOf, holderOf }: People): LedgerEntry {
  const { subject } = entry.facts;
  const holder = subject.kind === 'pass' ? holderOf.get(subject.passNumber) : undefined;
  const rosterNumber =
    subject.kind === 'resident' ? subject.rosterNumber : (holder?.rosterNumber ?? null);
  const householdId =
    rosterNumber === null ? (holder?.householdId ?? null) : (householdOf.get(rosterNumber) ?? null);
  return { ...entry, rosterNumber, householdId };
}

/** What was said about these entries, before or in this batch, by the entry's key. */
async function amendmentsFor(
  inside: Database,
  gateId: string,
  spans: readonly NumberSpan[],
): Promise<Map<string, Amendment[]>> {
  const byTarget = new Map<string, Amendment[]>();
  const sql = `SELECT * FROM amendments
    WHERE gate_id = ? AND target_segment_id = ? AND target_number >= ? AND target_number <= ?`;
  for (const { segmentId, first, last } of spans) {
    for (const row of await inside.all(sql, [gateId, segmentId, first, last])) {
      const amendment = amendmentFromRow(row);
      const key = recordKey(amendment.target);
      byTarget.set(key, [...(byTarget.get(key) ?? []), amendment]);
    }
  }
  return byTarget;
}

interface NumberSpan {
  readonly segmentId: string;
  readonly first: number;
  readonly last: number;
}

/** A batch's entries stand together in one segment; what it amends may stand anywhere. */
function spansOf(fresh: readonly LedgerEntry[], earlier: readonly LedgerEntry[]): NumberSpan[] {
  const spans = new Map<string, NumberSpan>();
  for (const { segmentId, number } of fresh.map(({ id }) => id)) {
    const span = spans.get(segmentId) ?? { segmentId, first: number, last: number };
    const [first, last] = [Math.min(span.first, number), Math.max(span.last, number)];
    spans.set(segmentId, { segmentId, first, last });
  }
  const single = ({ id: { segmentId, number } }: LedgerEntry): NumberSpan => ({
    segmentId,
    first: number,
    last: number,
  });
  return [...spans.values(), ...earlier.map(single)];
}

/** Entries that were here before this batch and that it says something about. */
async function earlierTargets(
  inside: Database,
  gateId: string,
  { entries, amendments }: Projection,
): Promise<LedgerEntry[]> {
  const fresh = new Set(entries.map(({ id }) => recordKey(id)));
  const found = new Map<string, LedgerEntry>();
  for (const { target } of amendments) {
    if (found.has(recordKey(target)) || fresh.has(recordKey(target))) continue;
    const [row] = await inside.all(
      'SELECT * FROM entries WHERE gate_id = ? AND segment_id = ? AND number = ?',
      [gateId, target.segmentId, target.number],
    );
    if (row) found.set(recordKey(target), entryFromRow(row));
  }
  return [...found.values()];
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
  { counts, amendments }: Projection,
): Promise<void> {
  const undos = amendments.filter(({ change }) => change.kind === 'undo');
  const rows: Row[] = [];
  for (const count of counts) {
    const about = await amendmentsOf(inside, count.gateId, count.id);
    rows.push(
      headCountToRow(
        count,
        about.some(({ change }) => change.kind === 'undo'),
      ),
    );
  }
  await insertRows(
    inside,
    'head_counts',
    HEAD_COUNT_COLUMNS,
    rows,
    'ON CONFLICT (gate_id, segment_id, number) DO NOTHING',
  );
  for (const { gateId, target } of undos) {
    await inside.run(
      'UPDATE head_counts SET undone = 1 WHERE gate_id = ? AND segment_id = ? AND number = ?',
      [gateId, target.segmentId, target.number],
    );
  }
}

/**
 * Writes a batch into the ledger, inside the transaction that takes custody of it. The ledger comes out the
 * same in whatever order batches arrive: amendments wait for their entry, and are folded in log order.
 */
export async function writeProjection(inside: Database, projection: Projection): Promise<void> {
  const { at, entries, amendments, duties, steps, counts, shift } = projection;
  const gateId = (entries[0] ?? amendments[0] ?? steps[0] ?? counts[0])?.gateId;
  if (shift) await writeShift(inside, shift);
  await insertRows(
    inside,
    'duties',
    ['gate_id', 'shift_id', 'segment_order', 'segment_id', 'number', 'on_duty'],
    duties.map((duty) => ({
      gate_id: duty.gateId,
      shift_id: duty.shiftId,
      segment_order: duty.segmentOrder,
      segment_id: duty.segmentId,
      number: duty.number,
      on_duty: JSON.stringify(duty.onDuty),
    })),
    'ON CONFLICT (gate_id, shift_id, segment_order, segment_id, number) DO NOTHING',
  );
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
  await writeHeadCounts(inside, projection);
  const earlier = await earlierTargets(inside, gateId, projection);
  const byTarget = await amendmentsFor(inside, gateId, spansOf(entries, earlier));
  const settle = (entry: LedgerEntry): LedgerEntry => ({
    ...entry,
    ...standing(entry.original, byTarget.get(recordKey(entry.id)) ?? []),
    changedAt: at,
  });
  const settled = { fresh: entries.map(settle), earlier: earlier.map(settle) };
  const people = await peopleOf(inside, [...settled.fresh, ...settled.earlier]);
  const touched = [...settled.fresh, ...settled.earlier];
  const cases = await openCasesAmong(inside, gateId, touched, byTarget);
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
  const update = `UPDATE entries SET ${STANDING_COLUMNS.map((column) => `${column} = ?`).join(', ')}, open_case = ?
    WHERE gate_id = ? AND segment_id = ? AND number = ?`;
  for (const entry of settled.earlier) {
    const row = entryToRow(named(entry, people));
    const values: SqlValue[] = STANDING_COLUMNS.map((column) => row[column] ?? null);
    const key: SqlValue[] = [entry.gateId, entry.id.segmentId, entry.id.number];
    await inside.run(update, [...values, isOpen(entry), ...key]);
  }
  for (const entry of cases.later) {
    await inside.run(
      'UPDATE entries SET open_case = ? WHERE gate_id = ? AND segment_id = ? AND number = ?',
      [isOpen(entry), gateId, entry.id.segmentId, entry.id.number],
    );
  }
}
