import type { Shown, Visitor } from '../../domain/entry.ts';
import type { EntryFacts } from '../../domain/gate-record.ts';
import type { OpenedForm } from '../visitor-form/open-form.ts';

/** What was shown at the gate, without the bytes of a form: what could be read of it is in the visitor. */
export type LedgerShown =
  | Exclude<Shown, { kind: 'visitor-form' }>
  | {
      readonly kind: 'visitor-form';
      /** Persons that came together, by the form; 0: not even that could be read. */
      readonly people: number;
      /** False: its hidden part could not be opened. The gate's record keeps it as it was scanned. */
      readonly isWhole: boolean;
    };

export type LedgerFacts = Omit<EntryFacts, 'shown'> & { readonly shown: readonly LedgerShown[] };

type Form = Extract<Shown, { kind: 'visitor-form' }>;

export const formIn = (facts: Pick<EntryFacts, 'shown'>): Form | undefined =>
  facts.shown.find((shown) => shown.kind === 'visitor-form');

/** The fields that no gate can read. */
const HIDDEN_FIELDS = ['idNumber', 'phone', 'address', 'remark'] as const;

/** `form`: what the server could open of the form in `facts`; null when there is none, or nothing of it is readable. */
export function ledgerFacts(facts: EntryFacts, form: OpenedForm | null): LedgerFacts {
  const { subject } = facts;
  const shown = facts.shown.map(
    (one): LedgerShown =>
      one.kind === 'visitor-form'
        ? { kind: one.kind, people: form?.people ?? 0, isWhole: form?.isWhole ?? false }
        : one,
  );
  if (subject.kind !== 'visitor' || !form) return { ...facts, shown };
  return {
    ...facts,
    shown,
    subject: { ...subject, visitor: filledIn(subject.visitor, form.visitor) },
  };
}

/** What the volunteer wrote stands before what the visitor did. */
function filledIn(written: Visitor, form: Visitor): Visitor {
  const missing = HIDDEN_FIELDS.filter((field) => written[field] === '');
  return { ...written, ...Object.fromEntries(missing.map((field) => [field, form[field]])) };
}
