import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OUTCOMES, type RecordId } from '../../src/domain/entry.ts';
import { isOpenCase } from '../../src/domain/fever-case.ts';
import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import { figuresOf } from '../../src/domain/report-figures.ts';
import { shiftFigures } from '../../src/domain/shift-figures.ts';
import {
  type IdentifiedRecord,
  recordKey,
  type ShiftState,
  type StandingEntry,
  shiftState,
} from '../../src/domain/shift-state.ts';
import { streetDay } from '../../src/domain/street-time.ts';
import { projectRecords } from '../../src/server/ingest/project-records.ts';
import { dayPeriod, EntryCounter } from '../../src/server/reports/gate-day-figures.ts';
import { openCases } from '../../src/server/store/cases.ts';
import type { Row } from '../../src/server/store/database.ts';
import { entryFromRow } from '../../src/server/store/entry-row.ts';
import { openGateDays } from '../../src/server/store/gate-days.ts';
import { writeProjection } from '../../src/server/store/projection.ts';
import { openVerification } from '../../src/server/store/verification.ts';
import { differencesIn } from '../../src/server/verify/verify-ledger.ts';
import { facts } from './server-rig.ts';
import { emptyTables, type TestDatabase } from './test-database.ts';

let tables: TestDatabase;
beforeAll(async () => {
  tables = await emptyTables();
});
afterAll(() => tables.close());

const GATE = 'g1';
const SHIFT = 'ab'.repeat(16);
const STARTED = Date.UTC(2022, 2, 30);
let logsMade = 0;

/** `of`: which of the records that it may be about; `ahead`: one of a damaged log, that comes after it. */
interface Deed {
  readonly kind: GateRecord['kind'];
  readonly of: number;
  readonly ahead: boolean;
  readonly outcome: EntryFacts['outcome'];
  readonly reasons: EntryFacts['reasons'];
}

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom(
    'entry' as const,
    'entry' as const,
    'entry' as const,
    'undo' as const,
    'undo' as const,
    'decision' as const,
    'correction' as const,
    'case-step' as const,
    'head-count' as const,
    'refusal' as const,
  ),
  of: fc.nat(7),
  ahead: fc.integer({ min: 0, max: 14 }).map((one) => one === 0),
  outcome: fc.constantFrom(...OUTCOMES),
  reasons: fc.constantFrom([], ['fever-first'] as const, ['fever-again'] as const),
});

function recordOf(
  { kind, outcome, reasons }: Deed,
  target: RecordId | null,
  at: number,
): GateRecord {
  const words = { by: `人${at % 3}`, note: `${at % 5}` };
  const its = facts({ outcome, reasons: [...reasons] });
  if (kind === 'head-count') return { kind, at, direction: 'in', people: 1 + (at % 9) };
  if (kind === 'refusal') {
    return { kind, at, direction: 'in', reason: 'pass-forged', passNumber: null };
  }
  if (kind === 'entry' || target === null) return { kind: 'entry', at, follows: target, ...its };
  if (kind === 'undo') return { kind, at, target };
  if (kind === 'decision') return { kind, at, target, outcome, ...words };
  if (kind === 'case-step') return { kind, at, target, step: 'called', ...words };
  return { kind: 'correction', at, target, ...its };
}

/** The records of two segments: of the first they are about their own, of the second about both. */
function logsOf(deeds: readonly (readonly Deed[])[]): IdentifiedRecord[][] {
  logsMade += 1;
  const earlier: RecordId[] = [];
  return deeds.map((some, order) => {
    const segmentId = (2 * logsMade + order).toString(16).padStart(32, '0');
    return some.map((one, index): IdentifiedRecord => {
      const id = { segmentId, number: index + 1 };
      const isNew = one.kind === 'entry' && one.of % 2 === 0;
      const target = one.ahead
        ? { segmentId, number: index + 1 + one.of }
        : isNew
          ? null
          : (earlier.at(-1 - one.of) ?? null);
      earlier.push(id);
      return { id, record: recordOf(one, target, STARTED + 1000 * (10 * order + index)) };
    });
  });
}

interface Stands {
  readonly state: string;
  readonly facts?: unknown;
  readonly note?: string;
  readonly decidedBy?: string;
  readonly isOpenCase: boolean;
  readonly steps?: readonly string[];
}

const keysOf = (steps: readonly { id: RecordId }[]): string[] =>
  steps.map(({ id }) => recordKey(id)).sort();

/** By the phone. Of what was taken back it keeps nothing. */
function onPhone(log: readonly IdentifiedRecord[]): Map<string, Stands> {
  const found = new Map<string, Stands>();
  for (const { id, record } of log) {
    if (record.kind === 'entry') found.set(recordKey(id), { state: 'undone', isOpenCase: false });
  }
  const stands = (one: StandingEntry, state: string, isOpen: boolean) =>
    found.set(recordKey(one.id), {
      state,
      facts: one.facts,
      note: one.decisionNote ?? '',
      decidedBy: one.decidedBy,
      isOpenCase: isOpen,
      steps: keysOf(one.steps),
    });
  for (const entry of shiftState(log).entries) {
    stands(entry, entry.corrected ? 'corrected' : 'standing', isOpenCase(entry));
    for (let one = entry.continued; one; one = one.continued) stands(one, 'continued', false);
  }
  return found;
}

const rowsOf = (table: string, logs: readonly IdentifiedRecord[][]): Promise<Row[]> =>
  tables.database.all(
    `SELECT * FROM ${table} WHERE gate_id = ? AND segment_id IN (?, ?) ORDER BY segment_id, number`,
    [GATE, ...logs.map(([first]) => first?.id.segmentId ?? '')],
  );

const entryRowsOf = async (logs: readonly IdentifiedRecord[][]): Promise<Row[]> =>
  (await rowsOf('entries', logs)).filter(({ flags }) => flags !== 'refusal');

async function onServer(rows: readonly Row[]): Promise<Map<string, Stands>> {
  const found = new Map<string, Stands>();
  for (const row of rows) {
    const { id, state, facts: its, note, decidedBy } = entryFromRow(row);
    const isOpen = row.open_case === 1;
    if (state === 'undone') found.set(recordKey(id), { state, isOpenCase: isOpen });
    else {
      const steps = keysOf(await openCases(tables.database).steps(GATE, id));
      found.set(recordKey(id), { state, facts: its, note, decidedBy, isOpenCase: isOpen, steps });
    }
  }
  return found;
}

/** What the server counts of these logs' rows, for a day's report. */
async function figuresOnServer(
  logs: readonly IdentifiedRecord[][],
  counted: ShiftState['counted'],
) {
  const segments = logs.map(([first]) => first?.id.segmentId ?? '');
  const day = { from: STARTED, to: STARTED + 86_400_000 };
  const rows = await openGateDays(tables.database).rows('s', GATE, day);
  const counter = new EntryCounter();
  for (const row of rows) if (segments.includes(row.segmentId)) counter.add(row);
  const { behind } = counter.counted(dayPeriod('2022-03-30', 'Asia/Shanghai'));
  return figuresOf(behind, { handedOver: 0, counted });
}

const changedAtOf = (rows: readonly Row[]): Map<string, unknown> =>
  new Map(rows.map((row) => [`${row.segment_id}/${row.number}`, row.changed_at]));

const contextOf = (log: readonly IdentifiedRecord[], order: number, startedAt: number) => ({
  streetId: 's',
  deviceId: SHIFT,
  gateId: GATE,
  segmentId: log[0]?.id.segmentId ?? '',
  shiftId: SHIFT,
  segmentOrder: order,
  segmentStartedAt: startedAt,
  withoutCard: false,
  receivedAt: 0,
  clockSkewMs: 0,
});
const project = (
  log: readonly IdentifiedRecord[],
  some: readonly IdentifiedRecord[],
  order: number,
  { startedAt, receivedAt }: { startedAt: number; receivedAt: number },
) =>
  projectRecords(
    { ...contextOf(log, order, startedAt), receivedAt },
    some.map(({ id, record }) => ({ number: id.number, record })),
    new Map(),
  );

const cases = fc.record({
  deeds: fc.tuple(
    fc.array(deed, { minLength: 1, maxLength: 8 }),
    fc.array(deed, { minLength: 1, maxLength: 8 }),
  ),
  /** Which segment sends next, and how many records. */
  sent: fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 4 })), { maxLength: 8 }),
  /** The phone's clock may have been put back between the two. */
  clockMs: fc.integer({ min: -3_600_000, max: 3_600_000 }),
});

test('after every batch of a log, in whatever order they come, the ledger has what the phone’s fold has', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ deeds, sent, clockMs }) => {
      const logs = logsOf(deeds);
      const starts = [STARTED, STARTED + clockMs];
      const have = [0, 0];
      let before = new Map<string, Stands>();
      let receivedAt = STARTED + 86_400_000;
      for (const [order, count] of [...sent, [1, 99] as const, [0, 99] as const]) {
        const log = logs[order] ?? [];
        const from = have[order] ?? 0;
        const some = log.slice(from, from + count);
        if (some.length === 0) continue;
        have[order] = from + some.length;
        receivedAt += 1000;
        const startedAt = starts[order] ?? 0;
        await tables.database.transaction((inside) =>
          writeProjection(inside, project(log, some, order, { startedAt, receivedAt })),
        );
        const here = logs.flatMap((one, at) => one.slice(0, have[at]));
        const rows = await entryRowsOf(logs);
        const now = await onServer(rows);
        expect(now).toEqual(onPhone(here));
        const changed = changedAtOf(rows);
        for (const [key, stands] of now) {
          const { steps: _now, ...is } = stands;
          const { steps: _before, ...was } = before.get(key) ?? { steps: [] };
          if (!isDeepStrictEqual(is, was)) expect(changed.get(key)).toBe(receivedAt);
        }
        before = now;
        const state = shiftState(here);
        const counts = await rowsOf('head_counts', logs);
        const counted = counts.filter(({ undone }) => undone === 0);
        expect(counted.reduce((sum, { people }) => sum + Number(people), 0)).toBe(state.counted.in);
        const figures = shiftFigures(state, streetDay(STARTED, 'Asia/Shanghai'), 'Asia/Shanghai');
        expect(figures).toEqual(await figuresOnServer(logs, state.counted));
        const refused = (await rowsOf('entries', logs)).filter(({ flags }) => flags === 'refusal');
        expect(refused.filter((row) => row.state === 'standing')).toHaveLength(state.refusals);
      }
      for (const [order, log] of logs.entries()) {
        const { segmentId } = contextOf(log, order, 0);
        const verification = openVerification(tables.database);
        const ids = { deviceId: SHIFT, segmentId, gateId: GATE, shiftId: SHIFT, order };
        const range = { ...ids, from: 1, to: 99 };
        const entries = await verification.entries(range);
        const expected = project(log, log, order, { startedAt: starts[order] ?? 0, receivedAt: 0 });
        const found = {
          entries: entries.map((entry) => ({ ...entry, receivedAt: 0, late: false })),
          amendments: await verification.amendments(range),
          amendmentsOf: await verification.amendmentsOf(range),
          duties: await verification.duties(range),
          statements: [],
          rows: await verification.rows(range),
        };
        const all = { isOptional: () => false, isHidden: () => false };
        expect(differencesIn(expected, found, all)).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
