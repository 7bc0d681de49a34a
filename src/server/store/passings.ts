import type { Direction, RecordId } from '../../domain/entry.ts';
import type { GatePassing } from '../../domain/passings.ts';
import type { LedgerFacts, LedgerShown } from '../ledger/ledger-facts.ts';
import type { Database, Row, SqlValue } from './database.ts';
import { numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

/** Whose passings: of the households of one compound, by phones' clocks not before `from`. */
export interface PassingFilter {
  readonly streetId: string;
  readonly compoundId: string;
  readonly from: number;
}

/** Where a page of all passings ended. */
export interface HouseholdPlace {
  readonly householdId: number;
  readonly at: number;
  readonly segmentId: string;
  readonly number: number;
}

/** Where a page of changes ended. `record` null: before all that changed at that time. */
export interface ChangePlace {
  readonly changedAt: number;
  readonly record: RecordId | null;
}

export interface ChangedEntry {
  readonly id: RecordId;
  readonly changedAt: number;
  /** Null: it is no passing of these households, or not any more. */
  readonly passing: GatePassing | null;
  /** It may have been one of theirs before. */
  readonly mayHaveBeen: boolean;
}

/** Who of a compound's households went through any gate of the street. */
export interface PassingHistory {
  /** Those that stand, household by household; after that place. */
  all(
    filter: PassingFilter,
    after: HouseholdPlace | null,
    limit: number,
  ): Promise<{ passing: GatePassing; place: HouseholdPlace }[]>;
  /** What changed from that place on until before `until`, by the server's clock, in order. */
  changed(
    filter: PassingFilter,
    from: ChangePlace,
    until: number,
    limit: number,
  ): Promise<ChangedEntry[]>;
}

/** Of entries `e`. */
export const PASSING_COLUMNS = `e.gate_id, e.segment_id, e.number, e.roster_number, e.household_id, e.direction, e.at,
  CASE WHEN e.shown LIKE '%"purpose"%' THEN e.shown ELSE NULL END AS shown`;
export const PASSED = "e.outcome = 'passed' AND e.state IN ('standing', 'corrected')";

const purposeIn = (row: Row): GatePassing['purpose'] => {
  const shown = textOrNull(row, 'shown');
  if (shown === null) return null;
  const all = JSON.parse(shown) as LedgerShown[];
  return all.find((one) => one.kind === 'purpose')?.purpose ?? null;
};

const idFrom = (row: Row): RecordId => ({
  segmentId: textIn(row, 'segment_id'),
  number: numberIn(row, 'number'),
});

export const passingFrom = (row: Row): GatePassing => ({
  id: idFrom(row),
  rosterNumber: numberOrNull(row, 'roster_number'),
  householdId: numberIn(row, 'household_id'),
  direction: textIn(row, 'direction') as Direction,
  at: numberIn(row, 'at'),
  gateId: textIn(row, 'gate_id'),
  purpose: purposeIn(row),
});

/** By a correction only; `original` is null in what was theirs all along, and empty in what was never changed. */
function changedSubject(row: Row): boolean {
  const original = textOrNull(row, 'original');
  if (!original) return false;
  const { subject } = JSON.parse(original) as LedgerFacts;
  if (subject.kind !== row.subject_kind) return true;
  if (subject.kind === 'resident') return subject.rosterNumber !== row.roster_number;
  return subject.kind === 'pass' && subject.passNumber !== row.pass_number;
}

export function openPassingHistory(database: Database): PassingHistory {
  return {
    async all({ streetId, compoundId, from }, after, limit) {
      const beyond = after
        ? 'AND h.id >= ? AND (h.id, e.at, e.segment_id, e.number) > (?, ?, ?, ?)'
        : '';
      const place: SqlValue[] = after
        ? [after.householdId, after.householdId, after.at, after.segmentId, after.number]
        : [];
      const rows = await database.all(
        // In this order: the compound's few households first, not all that happened in the street.
        `SELECT ${PASSING_COLUMNS} FROM households h CROSS JOIN entries e
         WHERE h.street_id = ? AND h.compound_id = ? AND e.street_id = ? AND e.household_id = h.id
           AND e.at >= ? AND ${PASSED} ${beyond}
         ORDER BY h.id, e.at, e.segment_id, e.number LIMIT ?`,
        [streetId, compoundId, streetId, from, ...place, limit],
      );
      return rows.map((row) => {
        const passing = passingFrom(row);
        const { householdId, at, id } = passing;
        return { passing, place: { householdId, at, ...id } };
      });
    },
    async changed({ streetId, compoundId, from }, { changedAt, record }, until, limit) {
      const beyond = record ? 'AND (e.changed_at, e.segment_id, e.number) > (?, ?, ?)' : '';
      const place: SqlValue[] = record ? [changedAt, record.segmentId, record.number] : [];
      const rows = await database.all(
        // What others' entries were about at first says whether they may have been these households'.
        `SELECT ${PASSING_COLUMNS}, e.changed_at, e.state, e.subject_kind, e.pass_number,
           CASE WHEN h.compound_id = ? THEN 1 ELSE 0 END AS is_theirs,
           CASE WHEN h.compound_id = ? AND e.at >= ? AND ${PASSED} THEN 1 ELSE 0 END AS stands,
           CASE WHEN h.compound_id = ? THEN NULL ELSE e.original END AS original
         FROM entries e LEFT JOIN households h ON h.street_id = e.street_id AND h.id = e.household_id
         WHERE e.street_id = ? AND e.changed_at >= ? AND e.changed_at < ?
           AND (h.compound_id = ? OR e.state <> 'standing') ${beyond}
         ORDER BY e.changed_at, e.segment_id, e.number LIMIT ?`,
        [
          ...[compoundId, compoundId, from, compoundId],
          ...[streetId, changedAt, until, compoundId, ...place, limit],
        ],
      );
      return rows.map((row) => ({
        id: idFrom(row),
        changedAt: numberIn(row, 'changed_at'),
        passing: numberIn(row, 'stands') === 1 ? passingFrom(row) : null,
        mayHaveBeen:
          numberIn(row, 'is_theirs') === 1 || row.state === 'corrected' || changedSubject(row),
      }));
    },
  };
}
