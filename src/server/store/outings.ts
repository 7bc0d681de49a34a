import type { RecordId, Subject } from '../../domain/entry.ts';
import type { GatePassing } from '../../domain/passings.ts';
import type { LedgerFacts } from '../ledger/ledger-facts.ts';
import type { EntryChange } from '../ledger/standing.ts';
import { type Database, marks } from './database.ts';
import type { LedgerPlace } from './ledger.ts';
import { PASSED, PASSING_COLUMNS, passingFrom } from './passings.ts';
import { numberIn, numberOrNull, textIn } from './row.ts';

/** An entry that was made or changed; once for each record that changes it. */
export interface TouchedEntry {
  readonly id: RecordId;
  readonly householdId: number | null;
  /** Whom it may have been about before. */
  readonly subjects: readonly Subject[];
}

/** What it takes to know who of a whole street is out, and to go on knowing it. */
export interface Outings {
  /** The compound of every household. */
  compounds(streetId: string): Promise<Map<number, string>>;
  /** Of all households, those that stand, in order of time; after that place. */
  since(
    streetId: string,
    from: number,
    after: LedgerPlace | null,
    limit: number,
  ): Promise<GatePassing[]>;
  /** Of these households, each one's in order of time. */
  ofHouseholds(
    streetId: string,
    householdIds: readonly number[],
    from: number,
  ): Promise<GatePassing[]>;
  /** What was made or changed from `since` on, by the server's clock. */
  touched(streetId: string, since: number, limit: number): Promise<TouchedEntry[]>;
}

const IN_ORDER = 'ORDER BY e.at, e.segment_id, e.number';
const HOUSEHOLDS_AT_ONCE = 500;

export const openOutings = (database: Database): Outings => ({
  async compounds(streetId) {
    const sql = 'SELECT id, compound_id FROM households WHERE street_id = ?';
    const rows = await database.all(sql, [streetId]);
    return new Map(rows.map((row) => [numberIn(row, 'id'), textIn(row, 'compound_id')]));
  },
  async since(streetId, from, after, limit) {
    const beyond = after ? 'AND (e.at, e.segment_id, e.number) > (?, ?, ?)' : '';
    const place = after ? [after.at, after.segmentId, after.number] : [];
    const rows = await database.all(
      `SELECT ${PASSING_COLUMNS} FROM entries e
       WHERE e.street_id = ? AND e.at >= ? AND e.household_id IS NOT NULL AND ${PASSED} ${beyond}
       ${IN_ORDER} LIMIT ?`,
      [streetId, from, ...place, limit],
    );
    return rows.map(passingFrom);
  },
  async ofHouseholds(streetId, householdIds, from) {
    const passings: GatePassing[] = [];
    for (let at = 0; at < householdIds.length; at += HOUSEHOLDS_AT_ONCE) {
      const some = householdIds.slice(at, at + HOUSEHOLDS_AT_ONCE);
      const rows = await database.all(
        `SELECT ${PASSING_COLUMNS} FROM entries e
         WHERE e.street_id = ? AND e.household_id IN (${marks(some.length)}) AND e.at >= ?
           AND ${PASSED} ORDER BY e.household_id, e.at, e.segment_id, e.number`,
        [streetId, ...some, from],
      );
      for (const row of rows) passings.push(passingFrom(row));
    }
    return passings;
  },
  async touched(streetId, since, limit) {
    const rows = await database.all(
      `SELECT e.segment_id, e.number, e.household_id,
         CASE WHEN e.state = 'corrected' THEN e.original ELSE '' END AS original,
         CASE WHEN a.change LIKE '%"correction"%' THEN a.change ELSE '' END AS correction
       FROM entries e LEFT JOIN amendments a ON a.gate_id = e.gate_id
         AND a.target_segment_id = e.segment_id AND a.target_number = e.number
       WHERE e.street_id = ? AND e.changed_at >= ? ORDER BY e.changed_at LIMIT ?`,
      [streetId, since, limit],
    );
    return rows.map((row) => {
      const [original, correction] = [textIn(row, 'original'), textIn(row, 'correction')];
      const change = correction === '' ? null : (JSON.parse(correction) as EntryChange);
      return {
        id: { segmentId: textIn(row, 'segment_id'), number: numberIn(row, 'number') },
        householdId: numberOrNull(row, 'household_id'),
        subjects: [
          ...(original === '' ? [] : [(JSON.parse(original) as LedgerFacts).subject]),
          ...(change?.kind === 'correction' ? [change.facts.subject] : []),
        ],
      };
    });
  },
});
