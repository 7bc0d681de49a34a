import type { Direction, RecordId, Subject } from './entry.ts';
import type { CaseStep, EntryFacts, GateRecord } from './gate-record.ts';

export type IdentifiedRecord = { readonly id: RecordId; readonly record: GateRecord };

/** An entry as it stands now: after what followed it, corrections, decisions and undo. */
export interface StandingEntry {
  readonly id: RecordId;
  readonly at: number;
  readonly facts: EntryFacts;
  readonly follows: RecordId | null;
  /** The entry that this one continues, as it stood; null also when it is not in this log. */
  readonly continued: StandingEntry | null;
  readonly corrected: boolean;
  /** What a person decided about it, in words; null while nobody did. */
  readonly decisionNote: string | null;
  /** Who decided it; empty where nobody said, and while nobody did. */
  readonly decidedBy: string;
  /** What was done about a fever since, oldest first. */
  readonly steps: readonly CaseStepDone[];
}

export interface CaseStepDone {
  readonly id: RecordId;
  readonly at: number;
  readonly step: CaseStep;
  readonly by: string;
  readonly note: string;
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
  /** People who were only counted. */
  readonly counted: Readonly<Record<Direction, number>>;
  /** The same, count by count, oldest first. */
  readonly counts: readonly HeadCount[];
  /** Who with a fever was handed over, of this shift or an earlier one, by recordKey: one person may be told of twice. */
  readonly handedOver: readonly { readonly key: string; readonly at: number }[];
  /** Who of this shift has read which notice, by its id. */
  readonly noticesRead: ReadonlyMap<string, readonly string[]>;
  readonly note: string;
  /** The last one of each day that this shift stated. */
  readonly reports: ReadonlyMap<string, StatedReport>;
  /** Whose handover words were taken over, by shift. */
  readonly handoversAccepted: ReadonlySet<string>;
  /** When the gate's standards were last answered in this shift; null: not yet. */
  readonly standardsAnsweredAt: number | null;
}

export type HeadCount = Extract<GateRecord, { kind: 'head-count' }>;
export type StatedReport = Extract<GateRecord, { kind: 'daily-report' }>;

/** Folds a shift's log. Pure, total: a target that is not in the log (unreadable, other phone) changes nothing. */
export function shiftState(log: readonly IdentifiedRecord[]): ShiftState {
  const undone = undoneKeys(log);
  const entries = new Map<string, StandingEntry>();
  let startedAt: number | null = null;
  let closedAt: number | null = null;
  let onDuty: readonly string[] = [];
  let policyVersion = 0;
  let refusals = 0;
  const counted = { out: 0, in: 0 };
  const counts: HeadCount[] = [];
  const handedOver: { key: string; at: number }[] = [];
  const noticesRead = new Map<string, readonly string[]>();
  let note = '';
  const reports = new Map<string, StatedReport>();
  const handoversAccepted = new Set<string>();
  let standardsAnsweredAt: number | null = null;
  for (const { id, record } of log) {
    if (undone.has(recordKey(id))) continue;
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
        entries.set(recordKey(id), {
          id,
          at,
          facts,
          follows,
          continued: null,
          corrected: false,
          decisionNote: null,
          decidedBy: '',
          steps: [],
        });
        break;
      }
      case 'decision': {
        const key = recordKey(record.target);
        const entry = entries.get(key);
        if (entry) {
          const facts = { ...entry.facts, outcome: record.outcome };
          entries.set(key, { ...entry, facts, decisionNote: record.note, decidedBy: record.by });
        }
        break;
      }
      case 'case-step': {
        const { at, step, by, note: words } = record;
        const key = recordKey(record.target);
        if (step === 'handed-over') handedOver.push({ key, at });
        const entry = entries.get(key);
        if (entry) {
          const steps = [...entry.steps, { id, at, step, by, note: words }];
          entries.set(key, { ...entry, steps });
        }
        break;
      }
      case 'head-count':
        counted[record.direction] += record.people;
        counts.push(record);
        break;
      case 'notice-read':
        noticesRead.set(record.noticeId, [...(noticesRead.get(record.noticeId) ?? []), record.by]);
        break;
      case 'daily-report':
        reports.set(record.day, record);
        break;
      case 'handover-accepted':
        handoversAccepted.add(record.shiftId);
        break;
      case 'standards-answered':
        standardsAnsweredAt = record.at;
        break;
      case 'quiz-answered':
      case 'undo':
        break;
      case 'correction': {
        const { kind: _kind, at: _at, target, ...facts } = record;
        const entry = entries.get(recordKey(target));
        if (entry) entries.set(recordKey(target), { ...entry, facts, corrected: true });
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
  const standing = standingEntries(entries, log);
  return {
    startedAt,
    closedAt,
    onDuty,
    policyVersion,
    entries: standing,
    open: standing.filter(isOpen),
    recordCount: log.length,
    refusals,
    counted,
    counts,
    handedOver,
    noticesRead,
    note,
    reports,
    handoversAccepted,
    standardsAnsweredAt,
  };
}

/** What frames a log is no deed of a person and cannot be taken back; nor is what was read unread, or what was signed unsigned. */
const CANNOT_BE_UNDONE: ReadonlySet<GateRecord['kind']> = new Set([
  'shift-start',
  'policy-change',
  'notice-read',
  'daily-report',
  'handover-accepted',
  'standards-answered',
  'quiz-answered',
  'shift-close',
]);

/** Read from the end, so that an undo that was itself undone takes nothing back. */
function undoneKeys(log: readonly IdentifiedRecord[]): Set<string> {
  const kinds = new Map<string, GateRecord['kind']>();
  for (const { id, record } of log) kinds.set(recordKey(id), record.kind);
  const undone = new Set<string>();
  for (const { id, record } of log.toReversed()) {
    if (record.kind !== 'undo' || undone.has(recordKey(id))) continue;
    const target = recordKey(record.target);
    const kind = kinds.get(target);
    if (kind && !CANNOT_BE_UNDONE.has(kind) && target !== recordKey(id)) undone.add(target);
  }
  return undone;
}

/**
 * An entry stands unless one that was not undone continues it. The way back through `follows` also passes
 * undone entries, so a third reading still continues the first when the second was taken back. Only what came
 * earlier can be continued: a log that says otherwise is damaged, and no entry may vanish by it.
 */
function standingEntries(
  entries: ReadonlyMap<string, StandingEntry>,
  log: readonly IdentifiedRecord[],
): StandingEntry[] {
  const follows = new Map<string, string>();
  const seen = new Set<string>();
  for (const { id, record } of log) {
    const key = recordKey(id);
    seen.add(key);
    if (record.kind !== 'entry' || !record.follows) continue;
    const earlier = recordKey(record.follows);
    if (earlier !== key && seen.has(earlier)) follows.set(key, earlier);
  }
  const before = (key: string): string[] => {
    const way: string[] = [];
    for (let at = follows.get(key); at !== undefined; at = follows.get(at)) way.push(at);
    return way;
  };
  const continued = new Set<string>();
  for (const key of entries.keys()) {
    for (const earlier of before(key)) continued.add(earlier);
  }
  return [...entries]
    .filter(([key]) => !continued.has(key))
    .map(([key, entry]) => {
      let chain: StandingEntry | null = null;
      for (const earlier of before(key).toReversed()) {
        const found = entries.get(earlier);
        if (found) chain = { ...found, continued: chain };
      }
      return { ...entry, continued: chain };
    });
}

export const isOpen = (entry: StandingEntry): boolean =>
  entry.facts.outcome === 'parked' || entry.facts.outcome === 'held';

export const recordKey = (id: RecordId): string => `${id.segmentId}/${id.number}`;

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
