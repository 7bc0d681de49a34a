import type { MarkSubject } from '../../../domain/mark.ts';
import type { LedgerFilter } from '../ledger/ledger-filter.ts';

/** A section opened from another one, with what it begins with. None of it ever stands in the address. */
export type Opening =
  | { readonly section: 'ledger'; readonly filter: Partial<LedgerFilter> }
  | { readonly section: 'people'; readonly subject: MarkSubject; readonly who: string };
