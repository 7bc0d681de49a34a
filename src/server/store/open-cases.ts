import type { RecordId } from '../../domain/entry.ts';
import type { Amendment } from '../ledger/standing.ts';
import { amendmentFromRow } from './amendment-row.ts';
import type { Database } from './database.ts';
import { entryFromRow, type LedgerEntry, recordKey } from './entry-row.ts';

interface TouchedCases {
  /** Keys of the entries that are somebody with a fever about whom nothing is decided. */
  readonly open: ReadonlySet<string>;
  /** Entries that were not touched, and to which it may matter what was: before or after them. */
  readonly later: readonly LedgerEntry[];
}

/** More of one person are a damaged log. */
const MAX_READINGS = 50;

/** At the threshold, and not taken back. */
export const saysFever = ({ state, facts }: LedgerEntry): boolean =>
  state !== 'undone' &&
  facts.reasons.some((code) => code === 'fever-first' || code === 'fever-again');

/** Something has to follow, unless it did. */
const wasLeftOpen = ({ state, facts }: LedgerEntry): boolean =>
  state !== 'undone' && (facts.outcome === 'parked' || facts.outcome === 'held');

/** Stands, and something has to follow. */
export const isWaiting = (entry: LedgerEntry): boolean =>
  entry.state !== 'continued' && wasLeftOpen(entry);

export async function entryById(
  database: Database,
  gateId: string,
  { segmentId, number }: RecordId,
): Promise<LedgerEntry | null> {
  const sql = 'SELECT * FROM entries WHERE gate_id = ? AND segment_id = ? AND number = ?';
  const [row] = await database.all(sql, [gateId, segmentId, number]);
  return row ? entryFromRow(row) : null;
}

/** What was said about one entry. */
export async function amendmentsOf(
  database: Database,
  gateId: string,
  { segmentId, number }: RecordId,
): Promise<Amendment[]> {
  const sql = `SELECT * FROM amendments
    WHERE gate_id = ? AND target_segment_id = ? AND target_number = ?`;
  return (await database.all(sql, [gateId, segmentId, number])).map(amendmentFromRow);
}

/** Which entries are open cases, once a batch is in. `touched`: as they stand now; `byTarget`: what was said about them. */
export async function openCasesAmong(
  inside: Database,
  gateId: string,
  touched: readonly LedgerEntry[],
  byTarget: ReadonlyMap<string, readonly Amendment[]>,
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
  const addLater = async (amendments: readonly Amendment[]): Promise<void> => {
    for (const { change, id } of amendments) {
      if (change.kind !== 'continued' || known.has(recordKey(id))) continue;
      const entry = await find(id);
      if (!entry) continue;
      later.push(entry);
      await addLater(await amendmentsOf(inside, gateId, entry.id));
    }
  };
  for (const { id } of touched) await addLater(byTarget.get(recordKey(id)) ?? []);
  for (const { state, follows } of touched) {
    // A reading that was taken back leaves the one before it as it was.
    for (let id = state === 'undone' ? follows : null; id && !known.has(recordKey(id)); ) {
      const entry: LedgerEntry | null = await find(id);
      if (entry) later.push(entry);
      id = entry?.state === 'undone' ? entry.follows : null;
    }
  }

  /** Whether a reading that was not taken back goes on from it. */
  const isContinued = async ({ id, state }: LedgerEntry, depth = 0): Promise<boolean> => {
    if (state === 'standing' || state === 'corrected' || depth > MAX_READINGS) return false;
    const about = byTarget.get(recordKey(id)) ?? (await amendmentsOf(inside, gateId, id));
    for (const amendment of about) {
      const next = amendment.change.kind === 'continued' ? await find(amendment.id) : null;
      if (next && (next.state !== 'undone' || (await isContinued(next, depth + 1)))) return true;
    }
    return false;
  };

  const hadFever = async (entry: LedgerEntry): Promise<boolean> => {
    const seen = new Set<string>();
    for (let one: LedgerEntry | null = entry; one !== null; ) {
      if (saysFever(one)) return true;
      // A damaged log may go round in a circle.
      const { follows }: LedgerEntry = one;
      if (!follows || seen.has(recordKey(follows))) return false;
      seen.add(recordKey(follows));
      one = await find(follows);
    }
    return false;
  };
  const open = new Set<string>();
  for (const entry of [...touched, ...later]) {
    const mayBeOpen = wasLeftOpen(entry) && (await hadFever(entry));
    if (mayBeOpen && !(await isContinued(entry))) open.add(recordKey(entry.id));
  }
  return { open, later };
}
