import type { RecordId } from '../../domain/entry.ts';
import { type Amended, isLater } from '../ledger/standing.ts';
import type { Database } from './database.ts';
import { entryFromRow, type LedgerEntry, recordKey } from './entry-row.ts';

interface TouchedCases {
  /** Keys of the entries that are somebody with a fever about whom nothing is decided. */
  readonly open: ReadonlySet<string>;
  /** Entries that were not touched, and to which it may matter what was: before or after them. */
  readonly later: readonly LedgerEntry[];
}

/** At the threshold, and not taken back. */
export const saysFever = ({ state, facts }: LedgerEntry): boolean =>
  state !== 'undone' &&
  facts.reasons.some((code) => code === 'fever-first' || code === 'fever-again');

/** Stands, and something has to follow. */
export const isWaiting = ({ state, facts }: LedgerEntry): boolean =>
  state !== 'undone' &&
  state !== 'continued' &&
  (facts.outcome === 'parked' || facts.outcome === 'held');

export async function entryById(
  database: Database,
  gateId: string,
  { segmentId, number }: RecordId,
): Promise<LedgerEntry | null> {
  const sql = 'SELECT * FROM entries WHERE gate_id = ? AND segment_id = ? AND number = ?';
  const [row] = await database.all(sql, [gateId, segmentId, number]);
  return row ? entryFromRow(row) : null;
}

/** Which entries are open cases, once a batch is in. `touched`: as they stand now. */
export async function openCasesAmong(
  inside: Database,
  gateId: string,
  touched: readonly LedgerEntry[],
  amended: Amended,
): Promise<TouchedCases> {
  const known = new Map<string, LedgerEntry | null>(
    touched.map((entry) => [recordKey(entry.id), entry]),
  );
  const find = async (id: RecordId): Promise<LedgerEntry | null> => {
    const key = recordKey(id);
    const found = known.get(key) ?? (known.has(key) ? null : await entryById(inside, gateId, id));
    known.set(key, found);
    return found;
  };
  const later: LedgerEntry[] = [];
  for (const { change, id } of [...amended.values()].flat()) {
    if (change.kind !== 'continued' || known.has(recordKey(id))) continue;
    const entry = await find(id);
    if (entry) later.push(entry);
  }

  const hadFever = async (entry: LedgerEntry): Promise<boolean> => {
    const seen = new Set<string>();
    for (let one: LedgerEntry | null = entry; one !== null; ) {
      if (saysFever(one)) return true;
      const { id, follows }: LedgerEntry = one;
      // A damaged log may go round in a circle.
      if (!follows || !isLater(id, follows) || seen.has(recordKey(follows))) return false;
      seen.add(recordKey(follows));
      one = await find(follows);
    }
    return false;
  };
  const open = new Set<string>();
  for (const entry of [...touched, ...later]) {
    if (isWaiting(entry) && (await hadFever(entry))) open.add(recordKey(entry.id));
  }
  return { open, later };
}
