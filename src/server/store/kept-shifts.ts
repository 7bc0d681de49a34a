import type { Database, Row } from './database.ts';
import { numberOrNull, textIn } from './row.ts';

export interface ShiftKey {
  readonly gateId: string;
  readonly shiftId: string;
}

/** A shift as its row has it. */
export interface KeptShift extends ShiftKey {
  readonly deviceId: string;
  readonly startedAt: number | null;
  readonly closedAt: number | null;
  readonly recordCount: number | null;
  readonly note: string;
}

/** What is here of a shift. */
export interface ShiftHeld {
  readonly segments: number;
  /** Records that are or were here. */
  readonly records: number;
  /** Segments of which a purge took all. */
  readonly purged: number;
}

export interface KeptShifts {
  shifts(after: ShiftKey | null, limit: number): Promise<KeptShift[]>;
  shift(key: ShiftKey): Promise<KeptShift | null>;
  heldOf(shift: Pick<KeptShift, 'deviceId' | 'shiftId'>): Promise<ShiftHeld>;
  /** Of any device. Looks at every segment. */
  segmentsOf(key: ShiftKey): Promise<{ deviceId: string; segmentId: string }[]>;
}

const shiftFrom = (row: Row): KeptShift => ({
  gateId: textIn(row, 'gate_id'),
  shiftId: textIn(row, 'shift_id'),
  deviceId: textIn(row, 'device_id'),
  startedAt: numberOrNull(row, 'started_at'),
  closedAt: numberOrNull(row, 'closed_at'),
  recordCount: numberOrNull(row, 'record_count'),
  note: textIn(row, 'note'),
});

export const openKeptShifts = (database: Database): KeptShifts => ({
  async shifts(after, limit) {
    const rows = await database.all(
      `SELECT * FROM shifts WHERE (gate_id, shift_id) > (?, ?) ORDER BY gate_id, shift_id LIMIT ?`,
      [after?.gateId ?? '', after?.shiftId ?? '', limit],
    );
    return rows.map(shiftFrom);
  },
  async shift({ gateId, shiftId }) {
    const sql = 'SELECT * FROM shifts WHERE gate_id = ? AND shift_id = ?';
    const [row] = await database.all(sql, [gateId, shiftId]);
    return row ? shiftFrom(row) : null;
  },
  async heldOf({ deviceId, shiftId }) {
    const [row] = await database.all(
      `SELECT COUNT(*) AS segments, COALESCE(SUM(s.have), 0) AS records,
         COALESCE(SUM(CASE WHEN p.have >= s.have THEN 1 ELSE 0 END), 0) AS purged
       FROM segments s
       LEFT JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id
       WHERE s.device_id = ? AND s.shift_id = ?`,
      [deviceId, shiftId],
    );
    return {
      segments: Number(row?.segments),
      records: Number(row?.records),
      purged: Number(row?.purged),
    };
  },
  async segmentsOf({ gateId, shiftId }) {
    const rows = await database.all(
      'SELECT device_id, segment_id FROM segments WHERE gate_id = ? AND shift_id = ?',
      [gateId, shiftId],
    );
    return rows.map((row) => ({
      deviceId: textIn(row, 'device_id'),
      segmentId: textIn(row, 'segment_id'),
    }));
  },
});
