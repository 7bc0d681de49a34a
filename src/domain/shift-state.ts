import type { RecordId, Subject } from './entry.ts';
import type { EntryFacts, GateRecord } from './gate-record.ts';

export type IdentifiedRecord = { readonly id: RecordId; readonly record: GateRecord };

/** An entry as it stands now: after what followed it, corrections, decisions and undo. */
export interface StandingEntry {
  readonly id: RecordId;
  readonly at: number;
  readonly facts: EntryFacts;
  readonly follows: RecordId | null;
  readonly corrected: boolean;
}

export interface ShiftState {
  readonly startedAt: number | null;
  readonly closedAt: number | null;
  readonly onDuty: readonly string[];
  readonly policyVersion: number;
  /** Oldest first; undone ones and those that another entry continues are left out. */
  readonly entries: readonly StandingEntry[];
  /** The open ones among the entries: parked or held. */
  readonly open: readonly StandingEntry[];
  readonly recordCount: number;
  readonly refusals: number;
  readonly note: string;
}

const keyOf = (id: RecordId): string => `${id.segmentId}/${id.number}`;

/** Folds a shift's log. Pure, total: a target that is not in the log (unreadable, other phone) changes nothing. */
export function shiftState(log: readonly IdentifiedRecord[]): ShiftState {
  const entries = new Map<string, StandingEntry>();
  let startedAt: number | null = null;
  let closedAt: number | null = null;
  let onDuty: readonly string[] = [];
  let policyVersion = 0;
  let refusals = 0;
  let note = '';
  for (const { id, record } of log) {
    switch (record.kind) {
      case 'shift-start':
        startedAt ??= record.at;
        onDuty = record.onDuty;
        policyVersion = record.policyVersion;
        break;
      case 'duty-change':
        onDuty = record.onDuty;
        break;
      case 'policy-change':
        policyVersion = record.policyVersion;
        break;
      case 'entry': {
        const { kind: _kind, at, follows, ...facts } = record;
        if (follows) entries.delete(keyOf(follows));
        entries.set(keyOf(id), { id, at, facts, follows, corrected: false });
        break;
      }
      case 'decision': {
        const entry = entries.get(keyOf(record.target));
        if (entry) {
          const facts = { ...entry.facts, outcome: record.outcome };
          entries.set(keyOf(record.target), { ...entry, facts });
        }
        break;
      }
      case 'undo':
        entries.delete(keyOf(record.target));
        break;
      case 'correction': {
        const entry = entries.get(keyOf(record.target));
        const { kind: _kind, at: _at, target, ...facts } = record;
        if (entry) entries.set(keyOf(target), { ...entry, facts, corrected: true });
        break;
      }
      case 'refusal':
        refusals += 1;
        break;
      case 'handover-note':
        note = record.text;
        break;
      case 'shift-close':
        closedAt = record.at;
        break;
      default:
        throw new Error(`unknown record kind ${(record satisfies never as GateRecord).kind}`);
    }
  }
  const standing = [...entries.values()];
  return {
    startedAt,
    closedAt,
    onDuty,
    policyVersion,
    entries: standing,
    open: standing.filter((e) => e.facts.outcome === 'parked' || e.facts.outcome === 'held'),
    recordCount: log.length,
    refusals,
    note,
  };
}

/** True when both are surely the same person. Two visitors are told apart by what they wrote. */
export function isSameSubject(a: Subject, b: Subject): boolean {
  if (a.kind === 'resident') return b.kind === 'resident' && a.rosterNumber === b.rosterNumber;
  if (a.kind === 'pass') return b.kind === 'pass' && a.passNumber === b.passNumber;
  return (
    b.kind === 'visitor' &&
    (Object.keys(a.visitor) as (keyof typeof a.visitor)[]).every(
      (key) => a.visitor[key] === b.visitor[key],
    )
  );
}
