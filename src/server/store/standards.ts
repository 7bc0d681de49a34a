import { type Database, marks } from './database.ts';
import { numberIn, textIn } from './row.ts';

/** What a gate's volunteers last said of what it must have. */
export interface StandardsAnswered {
  readonly gateId: string;
  readonly shiftId: string;
  /** By the phone's clock. */
  readonly at: number;
  /** Empty: nobody on duty was named. */
  readonly by: string;
  readonly note: string;
  /** Of the standards that were answered. */
  readonly version: number;
  /** Ids of items. */
  readonly missing: readonly number[];
}

export interface StandardsAnswers {
  /** The latest of each of these gates that gave one. */
  latest(gateIds: readonly string[]): Promise<StandardsAnswered[]>;
}

export const openStandardsAnswers = (database: Database): StandardsAnswers => ({
  async latest(gateIds) {
    if (gateIds.length === 0) return [];
    const ofGates = `gate_id IN (${marks(gateIds.length)})`;
    const rows = await database.all(
      `SELECT * FROM standards_answers WHERE ${ofGates} AND (gate_id, at) IN (
         SELECT gate_id, MAX(at) FROM standards_answers WHERE ${ofGates} GROUP BY gate_id)
       ORDER BY gate_id, segment_id, number`,
      [...gateIds, ...gateIds],
    );
    // Of the same moment the last.
    const byGate = new Map(rows.map((row) => [textIn(row, 'gate_id'), row]));
    return [...byGate.values()].map((row) => ({
      gateId: textIn(row, 'gate_id'),
      shiftId: textIn(row, 'shift_id'),
      at: numberIn(row, 'at'),
      by: textIn(row, 'made_by'),
      note: textIn(row, 'note'),
      version: numberIn(row, 'version'),
      missing: JSON.parse(textIn(row, 'missing')) as number[],
    }));
  },
});
