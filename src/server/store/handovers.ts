import { type Database, marks, type Row } from './database.ts';
import { numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

/** What a shift left in words for those who come after it. */
export interface LeftHandover {
  readonly gateId: string;
  readonly shiftId: string;
  readonly text: string;
  readonly closedAt: number;
  /** Who was on duty at its end. */
  readonly from: readonly string[];
  /** By whom it was taken over first; null: by nobody yet. */
  readonly accepted: { readonly at: number; readonly by: string } | null;
}

export interface Handovers {
  /** Of shifts of these gates that were closed from … to, latest first. */
  left(
    gateIds: readonly string[],
    period: { readonly from: number; readonly to: number },
    limit: number,
  ): Promise<LeftHandover[]>;
}

const handoverFromRow = (row: Row): LeftHandover => {
  const acceptedAt = numberOrNull(row, 'accepted_at');
  return {
    gateId: textIn(row, 'gate_id'),
    shiftId: textIn(row, 'shift_id'),
    text: textIn(row, 'note'),
    closedAt: numberIn(row, 'closed_at'),
    from: JSON.parse(textOrNull(row, 'on_duty') ?? '[]'),
    accepted: acceptedAt === null ? null : { at: acceptedAt, by: textIn(row, 'accepted_by') },
  };
};

export function openHandovers(database: Database): Handovers {
  return {
    async left(gateIds, { from, to }, limit) {
      if (gateIds.length === 0) return [];
      const first = `FROM handovers_accepted h WHERE h.gate_id = s.gate_id AND h.shift_id = s.shift_id
        ORDER BY h.at, h.segment_id, h.number LIMIT 1`;
      const rows = await database.all(
        `SELECT s.gate_id, s.shift_id, s.note, s.closed_at,
           (SELECT d.on_duty FROM duties d WHERE d.gate_id = s.gate_id AND d.shift_id = s.shift_id
            ORDER BY d.segment_order DESC, d.segment_id DESC, d.number DESC LIMIT 1) AS on_duty,
           (SELECT h.at ${first}) AS accepted_at, (SELECT h.made_by ${first}) AS accepted_by
         FROM shifts s WHERE s.gate_id IN (${marks(gateIds.length)}) AND s.note <> ''
           AND s.closed_at >= ? AND s.closed_at < ?
         ORDER BY s.closed_at DESC, s.gate_id, s.shift_id LIMIT ?`,
        [...gateIds, from, to, limit],
      );
      return rows.map(handoverFromRow);
    },
  };
}
