import type { RecordId } from '../../domain/entry.ts';
import type { GateRecord } from '../../domain/gate-record.ts';
import { type LedgerFacts, ledgerFacts } from '../ledger/ledger-facts.ts';
import type { Amendment, EntryChange } from '../ledger/standing.ts';
import type { LedgerCaseStep } from '../store/case-step-row.ts';
import type { LoggedQuiz, LoggedStandards, LoggedStatement } from '../store/day-records.ts';
import type { EntryFlag, LedgerEntry } from '../store/entry-row.ts';
import type { HeadCount } from '../store/head-count-row.ts';
import type { NoticeRead } from '../store/notice-read-row.ts';
import type { Duty, Projection, ShiftFacts } from '../store/projection.ts';
import type { SegmentCustody } from '../store/segment-row.ts';
import type { OpenedForm } from '../visitor-form/open-form.ts';

/** Entries that took longer than this to arrive are marked in the ledger. */
const LATE_AFTER_MS = 60 * 60_000;
/** A phone's clock this far off makes its times doubtful. */
const CLOCK_SKEW_MS = 2 * 60_000;

/** What the header and the push say about every record of a batch. */
interface RecordContext {
  readonly streetId: string;
  readonly deviceId: string;
  readonly gateId: string;
  readonly segmentId: string;
  readonly shiftId: string;
  readonly segmentOrder: number;
  readonly segmentStartedAt: number;
  readonly withoutCard: boolean;
  readonly receivedAt: number;
  /** The phone's clock less the server's. */
  readonly clockSkewMs: number;
}

type ContextOfPush = Pick<RecordContext, 'streetId' | 'withoutCard' | 'receivedAt' | 'clockSkewMs'>;
type ContextOfSegment = Pick<
  SegmentCustody,
  'deviceId' | 'gateId' | 'segmentId' | 'shiftId' | 'order' | 'startedAt'
>;

export const recordContext = (
  { deviceId, gateId, segmentId, shiftId, order, startedAt }: ContextOfSegment,
  ofPush: ContextOfPush,
): RecordContext => ({
  ...ofPush,
  deviceId,
  gateId,
  segmentId,
  shiftId,
  segmentOrder: order,
  segmentStartedAt: startedAt,
});

export interface NumberedRecord {
  readonly number: number;
  readonly record: GateRecord;
}

const changeBy = (
  change: EntryChange,
  target: RecordId,
): { change: EntryChange; target: RecordId } => ({
  change,
  target,
});

function refusedFacts(record: Extract<GateRecord, { kind: 'refusal' }>): LedgerFacts {
  return {
    // Nothing of an unreadable code is kept: pass number 0 is nobody's.
    subject: { kind: 'pass', passNumber: record.passNumber ?? 0 },
    direction: record.direction,
    identification: 'scanned',
    reading: null,
    mask: false,
    verdict: 'stop',
    outcome: 'turned-back',
    reasons: [record.reason],
    shown: [],
  };
}

/** Pure: what the readable records of one segment mean for the ledger. `forms`: by number of the record. */
export function projectRecords(
  context: RecordContext,
  records: readonly NumberedRecord[],
  forms: ReadonlyMap<number, OpenedForm>,
): Projection {
  const { gateId, segmentId, shiftId, segmentOrder, segmentStartedAt, receivedAt } = context;
  const entries: LedgerEntry[] = [];
  const amendments: Amendment[] = [];
  const duties: Duty[] = [];
  const steps: LedgerCaseStep[] = [];
  const counts: HeadCount[] = [];
  const reads: NoticeRead[] = [];
  const statements: LoggedStatement[] = [];
  const handovers: Projection['day']['handovers'][number][] = [];
  const standards: LoggedStandards[] = [];
  const quizzes: LoggedQuiz[] = [];
  let shift: ShiftFacts = {
    gateId,
    shiftId,
    deviceId: context.deviceId,
    startedAt: null,
    closedAt: null,
    recordCount: null,
    note: null,
  };
  const flags: EntryFlag[] = [];
  if (Math.abs(context.clockSkewMs) > CLOCK_SKEW_MS) flags.push('clock-skew');
  if (context.withoutCard) flags.push('no-card');

  const addEntry = (
    number: number,
    at: number,
    facts: LedgerFacts,
    follows: RecordId | null,
    own: readonly EntryFlag[],
  ) => {
    entries.push({
      gateId,
      id: { segmentId, number },
      streetId: context.streetId,
      deviceId: context.deviceId,
      shiftId,
      segmentOrder,
      at,
      receivedAt,
      late: receivedAt - at > LATE_AFTER_MS,
      follows,
      original: facts,
      facts,
      rosterNumber: null,
      householdId: null,
      state: 'standing',
      note: '',
      decidedBy: '',
      flags: [...own, ...flags],
      changedAt: receivedAt,
    });
  };
  const amend = (number: number, what: { change: EntryChange; target: RecordId }) => {
    const id = { segmentId, number };
    amendments.push({ gateId, id, shiftId, segmentStartedAt, segmentOrder, ...what });
  };

  const duty = (number: number, { at, onDuty }: { at: number; onDuty: readonly string[] }) =>
    duties.push({ gateId, shiftId, segmentOrder, segmentId, number, at, onDuty });

  for (const { number, record } of records) {
    switch (record.kind) {
      case 'shift-start':
        shift = { ...shift, startedAt: record.at };
        duty(number, record);
        break;
      case 'duty-change':
        duty(number, record);
        break;
      case 'policy-change':
        break;
      case 'case-step': {
        const { at, target, step, by, note } = record;
        steps.push({ gateId, id: { segmentId, number }, target, at, step, by, note });
        break;
      }
      case 'head-count': {
        const { at, direction, people } = record;
        const { streetId } = context;
        counts.push({ gateId, id: { segmentId, number }, streetId, at, direction, people });
        break;
      }
      case 'notice-read': {
        const { at, noticeId, by } = record;
        const { streetId, deviceId } = context;
        reads.push({ gateId, id: { segmentId, number }, streetId, noticeId, deviceId, at, by });
        break;
      }
      case 'daily-report': {
        const { kind: _kind, ...stated } = record;
        const { streetId, deviceId } = context;
        const id = { segmentId, number };
        statements.push({ gateId, id, streetId, deviceId, receivedAt, ...stated });
        break;
      }
      case 'handover-accepted': {
        const { at, by } = record;
        handovers.push({ gateId, id: { segmentId, number }, shiftId: record.shiftId, at, by });
        break;
      }
      case 'standards-answered': {
        const { kind: _kind, ...answer } = record;
        const { streetId } = context;
        standards.push({ gateId, id: { segmentId, number }, streetId, shiftId, ...answer });
        break;
      }
      case 'quiz-answered': {
        const { kind: _kind, ...answer } = record;
        quizzes.push({
          gateId,
          id: { segmentId, number },
          streetId: context.streetId,
          ...answer,
        });
        break;
      }
      case 'entry': {
        const { kind: _kind, at, follows, ...facts } = record;
        addEntry(number, at, ledgerFacts(facts, forms.get(number) ?? null), follows, []);
        if (follows) amend(number, changeBy({ kind: 'continued', at }, follows));
        break;
      }
      case 'decision': {
        const { at, target, outcome, note, by } = record;
        const change = { kind: 'decision', at, outcome, note, ...(by !== '' && { by }) } as const;
        amend(number, changeBy(change, target));
        break;
      }
      case 'undo':
        amend(number, changeBy({ kind: 'undo', at: record.at }, record.target));
        break;
      case 'correction': {
        const { kind: _kind, at, target, ...written } = record;
        const facts = ledgerFacts(written, forms.get(number) ?? null);
        amend(number, changeBy({ kind: 'correction', at, facts }, target));
        break;
      }
      case 'refusal':
        addEntry(number, record.at, refusedFacts(record), null, ['refusal']);
        break;
      case 'handover-note':
        shift = { ...shift, note: record.text };
        break;
      case 'shift-close':
        shift = { ...shift, closedAt: record.at, recordCount: record.recordCount };
        break;
      default:
        throw new Error(`unknown record kind ${(record satisfies never as GateRecord).kind}`);
    }
  }
  return {
    at: receivedAt,
    entries,
    amendments,
    duties,
    steps,
    counts,
    reads,
    day: { statements, handovers, standards, quizzes },
    shift: records.length === 0 ? null : shift,
  };
}
