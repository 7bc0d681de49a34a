import type { RecordId } from '../../domain/entry.ts';
import { type Amendment, isLater, isTakenBack } from '../ledger/standing.ts';
import { amendedIn, spanOf } from './amendments.ts';
import { caseStepFromRow, type LedgerCaseStep } from './case-step-row.ts';
import { type Database, marks } from './database.ts';
import { entryFromRow, type LedgerEntry, recordKey } from './entry-row.ts';
import { entryById } from './open-cases.ts';

/** What the ledger knows of people with a fever. */
export interface Cases {
  /** Latest first. */
  open(streetId: string, gateIds: readonly string[] | null, limit: number): Promise<LedgerEntry[]>;
  /** Entries of a period with a reading at the threshold that were not taken back, latest first; at any gate when null. */
  feverish(
    streetId: string,
    gateIds: readonly string[] | null,
    period: { readonly from: number; readonly to: number },
    limit: number,
  ): Promise<LedgerEntry[]>;
  entry(gateId: string, id: RecordId): Promise<LedgerEntry | null>;
  /** What later records said about it and was not taken back; entries that go on from it in any case. */
  amendments(gateId: string, id: RecordId): Promise<Amendment[]>;
  /** About one entry, those that were taken back left out. */
  steps(gateId: string, target: RecordId): Promise<LedgerCaseStep[]>;
}

const atGates = (gateIds: readonly string[] | null): string => {
  if (gateIds === null) return '';
  return gateIds.length === 0 ? 'AND 1 = 0' : `AND gate_id IN (${marks(gateIds.length)})`;
};
const LATEST = 'ORDER BY at DESC, segment_id DESC, number DESC LIMIT ?';

export function openCases(database: Database): Cases {
  return {
    async open(streetId, gateIds, limit) {
      const rows = await database.all(
        // By time alone: further columns to sort by would lead past the index of open cases.
        `SELECT * FROM entries WHERE street_id = ? AND open_case = 1 ${atGates(gateIds)}
         ORDER BY at DESC LIMIT ?`,
        [streetId, ...(gateIds ?? []), limit],
      );
      return rows.map(entryFromRow);
    },
    async feverish(streetId, gateIds, { from, to }, limit) {
      const rows = await database.all(
        `SELECT * FROM entries WHERE street_id = ? AND at >= ? AND at < ? AND state <> 'undone'
           AND (reasons LIKE '%fever-first%' OR reasons LIKE '%fever-again%')
           ${atGates(gateIds)} ${LATEST}`,
        [streetId, from, to, ...(gateIds ?? []), limit],
      );
      return rows.map(entryFromRow);
    },
    entry: (gateId, id) => entryById(database, gateId, id),
    async amendments(gateId, id) {
      const amended = await amendedIn(database, gateId, [spanOf(id)]);
      return (amended.get(recordKey(id)) ?? []).filter(
        (one) =>
          isLater(one.id, id) && (one.change.kind === 'continued' || !isTakenBack(one.id, amended)),
      );
    },
    async steps(gateId, target) {
      const rows = await database.all(
        `SELECT * FROM case_steps
         WHERE gate_id = ? AND target_segment_id = ? AND target_number = ?
         ORDER BY at, segment_id, number`,
        [gateId, target.segmentId, target.number],
      );
      const steps = rows.map(caseStepFromRow).filter(({ id }) => isLater(id, target));
      const amended = await amendedIn(
        database,
        gateId,
        steps.map(({ id }) => spanOf(id)),
      );
      return steps.filter(({ id }) => !isTakenBack(id, amended));
    },
  };
}
