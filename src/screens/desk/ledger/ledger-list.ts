import type { EntryPage, EntryRow } from '../../../protocol/entries.ts';

export interface LedgerList {
  /** Newest first. */
  readonly rows: readonly EntryRow[];
  /** Where older rows go on; null at the end. */
  readonly next: string | null;
  readonly total: number;
  readonly late: number;
  /** People who were only counted. */
  readonly counted: EntryPage['counted'];
}

export const listOf = ({ rows, next, total, late, counted }: EntryPage): LedgerList => ({
  rows,
  next,
  total,
  late,
  counted,
});

/** Older rows at the end. What stood there already is not doubled. */
export function withOlder(list: LedgerList, page: EntryPage): LedgerList {
  const known = new Set(list.rows.map((row) => row.id));
  const rows = [...list.rows, ...page.rows.filter((row) => !known.has(row.id))];
  return { ...listOf(page), rows };
}

/**
 * The newest rows again, as they are now; what was fetched below them stays. When so much has come that the page
 * does not reach the rows shown so far, these are dropped: a ledger with an unmarked gap would be wrong.
 */
export function withNewest(list: LedgerList, page: EntryPage): LedgerList {
  const last = page.rows.at(-1);
  const first = list.rows[0];
  if (!last || !first || page.next === null || last.at > first.at) return listOf(page);
  const fresh = new Set(page.rows.map((row) => row.id));
  const meeting = list.rows.findIndex((row) => row.id === last.id);
  const older = list.rows.filter(
    (row, index) => !fresh.has(row.id) && (meeting < 0 ? row.at < last.at : index > meeting),
  );
  if (older.length === 0) return listOf(page);
  return { ...listOf(page), rows: [...page.rows, ...older], next: list.next };
}
