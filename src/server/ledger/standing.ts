import type { Outcome, RecordId } from '../../domain/entry.ts';
import { recordKey } from '../../domain/shift-state.ts';
import type { LedgerEntry } from '../store/entry-row.ts';
import type { LedgerFacts } from './ledger-facts.ts';

/** What a later record says about an entry, or about what was said of one. */
export type EntryChange =
  | {
      readonly kind: 'decision';
      readonly at: number;
      readonly outcome: Outcome;
      readonly note: string;
      /** Of those on duty; absent where nobody was named. */
      readonly by?: string;
    }
  /** Of any record; one that was itself taken back takes nothing back. */
  | { readonly kind: 'undo'; readonly at: number }
  | { readonly kind: 'correction'; readonly at: number; readonly facts: LedgerFacts }
  /** A second reading, or the person came back from waiting: the later entry, whose id this has, stands for this one. */
  | { readonly kind: 'continued'; readonly at: number };

export interface Amendment {
  readonly gateId: string;
  readonly id: RecordId;
  readonly target: RecordId;
  /** These and the numbers give the order in which amendments count, whatever the order of arrival. */
  readonly shiftId: string;
  readonly segmentStartedAt: number;
  readonly segmentOrder: number;
  readonly change: EntryChange;
}

/** By the key of its target: what was said about entries, and about all that was said about them. */
export type Amended = ReadonlyMap<string, readonly Amendment[]>;

export const ENTRY_STATES = ['standing', 'corrected', 'undone', 'continued'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

interface Standing {
  readonly facts: LedgerFacts;
  readonly state: EntryState;
  /** The words of the last decision, and whose it was. */
  readonly note: string;
  readonly decidedBy: string;
}

/**
 * A record can only be about what was there before it. Another segment's id is made when it begins, so that nothing earlier can name it;
 * in the same segment the numbers tell.
 */
export const isLater = (id: RecordId, than: RecordId): boolean =>
  id.segmentId !== than.segmentId || id.number > than.number;

/** Within a shift by its segments, as the phone has them whatever its clock said; other shifts come after the entry's own. */
function inLogOrder(amendments: readonly Amendment[], shiftId: string): Amendment[] {
  const begun = new Map<string, number>();
  for (const { shiftId: of, segmentStartedAt } of amendments) {
    begun.set(of, Math.min(begun.get(of) ?? segmentStartedAt, segmentStartedAt));
  }
  const rank = (one: Amendment): number =>
    one.shiftId === shiftId ? -1 : (begun.get(one.shiftId) ?? 0);
  return amendments.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      a.segmentOrder - b.segmentOrder ||
      (a.id.segmentId < b.id.segmentId ? -1 : a.id.segmentId > b.id.segmentId ? 1 : 0) ||
      a.id.number - b.id.number,
  );
}

/** Longer rows of undos are a damaged log. */
const MAX_UNDOS = 500;

/** True when an undo of it counts: one that was not taken back by a later one. */
export function isTakenBack(id: RecordId, amended: Amended): boolean {
  const isInForce = (undo: Amendment, depth: number): boolean =>
    depth > MAX_UNDOS ||
    !(amended.get(recordKey(undo.id)) ?? []).some(
      (next) =>
        next.change.kind === 'undo' && isLater(next.id, undo.id) && isInForce(next, depth + 1),
    );
  return (amended.get(recordKey(id)) ?? []).some(
    (one) => one.change.kind === 'undo' && isInForce(one, 0),
  );
}

/** True when an entry that was not taken back goes on from it, straight or past others that were. */
function isContinued(id: RecordId, amended: Amended, seen: Set<string> = new Set()): boolean {
  return (amended.get(recordKey(id)) ?? []).some((one) => {
    const key = recordKey(one.id);
    if (one.change.kind !== 'continued' || !isLater(one.id, id) || seen.has(key)) return false;
    seen.add(key);
    return !isTakenBack(one.id, amended) || isContinued(one.id, amended, seen);
  });
}

/**
 * An entry after all that is known about it, as `shiftState` of its log has it. Undone wins over everything, continued over corrected.
 * What was refused before anybody was measured can be taken back, and nothing else.
 */
export function standing(
  { id, shiftId, original, flags }: Pick<LedgerEntry, 'id' | 'shiftId' | 'original' | 'flags'>,
  amended: Amended,
): Standing {
  let facts = original;
  let note = '';
  let decidedBy = '';
  const about = amended.get(recordKey(id)) ?? [];
  if (about.length === 0) return { facts, state: 'standing', note, decidedBy };
  const isUndone = isTakenBack(id, amended);
  if (flags.includes('refusal')) {
    return { facts, state: isUndone ? 'undone' : 'standing', note, decidedBy };
  }
  let isCorrected = false;
  for (const { id: by, change } of inLogOrder(about, shiftId)) {
    if (!isLater(by, id) || isTakenBack(by, amended)) continue;
    switch (change.kind) {
      case 'decision':
        facts = { ...facts, outcome: change.outcome };
        note = change.note;
        decidedBy = change.by ?? '';
        break;
      case 'correction':
        facts = change.facts;
        isCorrected = true;
        break;
      case 'undo':
      case 'continued':
        break;
      default:
        throw new Error(`unknown change ${(change satisfies never as EntryChange).kind}`);
    }
  }
  const state: EntryState = isUndone
    ? 'undone'
    : isContinued(id, amended)
      ? 'continued'
      : isCorrected
        ? 'corrected'
        : 'standing';
  return { facts, state, note, decidedBy };
}
