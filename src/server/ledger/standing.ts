import type { Outcome, RecordId } from '../../domain/entry.ts';
import type { LedgerFacts } from './ledger-facts.ts';

/** What a later record says about an entry. */
export type EntryChange =
  | {
      readonly kind: 'decision';
      readonly at: number;
      readonly outcome: Outcome;
      readonly note: string;
      /** Of those on duty; absent where nobody was named. */
      readonly by?: string;
    }
  | { readonly kind: 'undo'; readonly at: number }
  | { readonly kind: 'correction'; readonly at: number; readonly facts: LedgerFacts }
  /** A second reading, or the person came back from waiting: the later entry stands for this one. */
  | { readonly kind: 'continued'; readonly at: number };

export interface Amendment {
  readonly gateId: string;
  readonly id: RecordId;
  readonly target: RecordId;
  /** These two and the number give the order in which amendments count, whatever the order of arrival. */
  readonly segmentStartedAt: number;
  readonly segmentOrder: number;
  readonly change: EntryChange;
}

export const ENTRY_STATES = ['standing', 'corrected', 'undone', 'continued'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

interface Standing {
  readonly facts: LedgerFacts;
  readonly state: EntryState;
  /** The words of the last decision, and whose it was. */
  readonly note: string;
  readonly decidedBy: string;
}

function inLogOrder(a: Amendment, b: Amendment): number {
  return (
    a.segmentStartedAt - b.segmentStartedAt ||
    a.segmentOrder - b.segmentOrder ||
    (a.id.segmentId < b.id.segmentId ? -1 : a.id.segmentId > b.id.segmentId ? 1 : 0) ||
    a.id.number - b.id.number
  );
}

/** An entry after all that is known about it. Undone wins over everything, continued over corrected. */
export function standing(original: LedgerFacts, amendments: readonly Amendment[]): Standing {
  let facts = original;
  let note = '';
  let decidedBy = '';
  const seen = new Set<EntryChange['kind']>();
  for (const { change } of [...amendments].sort(inLogOrder)) {
    seen.add(change.kind);
    switch (change.kind) {
      case 'decision':
        facts = { ...facts, outcome: change.outcome };
        note = change.note;
        decidedBy = change.by ?? '';
        break;
      case 'correction':
        facts = change.facts;
        break;
      case 'undo':
      case 'continued':
        break;
      default:
        throw new Error(`unknown change ${(change satisfies never as EntryChange).kind}`);
    }
  }
  const state: EntryState = seen.has('undo')
    ? 'undone'
    : seen.has('continued')
      ? 'continued'
      : seen.has('correction')
        ? 'corrected'
        : 'standing';
  return { facts, state, note, decidedBy };
}
