import { type Database, marks } from './database.ts';
import { numberIn, numberOrNull, textIn } from './row.ts';

/** A shift that began and has not been closed, as far as its log is here. Times are epoch ms. */
export interface OpenShift {
  readonly gateId: string;
  readonly shiftId: string;
  readonly deviceId: string;
  readonly deviceName: string;
  /** By the phone's clock. */
  readonly startedAt: number;
  /** Any signed call of the phone; null: none since it was restored. */
  readonly heardAt: number | null;
  /** What the phone said it had not sent; null: it did not say. */
  readonly unsent: number | null;
}

/** What gates are doing at this moment. */
export interface Today {
  /**
   * By their start; of phones that are in force and were heard since `heardSince`. A phone has one shift at a time: one that it
   * began before another is over, whatever its log says.
   */
  openShifts(gateIds: readonly string[], heardSince: number): Promise<OpenShift[]>;
  /** Names by shift, those on duty last. */
  onDuty(
    shifts: readonly Pick<OpenShift, 'gateId' | 'shiftId'>[],
  ): Promise<Map<string, readonly string[]>>;
  /** When records of a gate last came, of gates where any did since `since`; by the server's clock. */
  receivedAt(gateIds: readonly string[], since: number): Promise<Map<string, number>>;
  /** Who was told to wait since `since` and about whom nothing is decided, by gate. */
  waiting(streetId: string, since: number): Promise<Map<string, number>>;
}

const DAY_MS = 86_400_000;

export function openToday(database: Database): Today {
  const byGate = async (
    column: string,
    sql: string,
    values: readonly (string | number)[],
  ): Promise<Map<string, number>> => {
    const rows = await database.all(sql, values);
    return new Map(rows.map((row) => [textIn(row, 'gate_id'), Number(row[column])]));
  };
  return {
    async openShifts(gateIds, heardSince) {
      if (gateIds.length === 0) return [];
      const rows = await database.all(
        `SELECT sh.gate_id, sh.shift_id, sh.started_at, d.device_id, d.name, d.last_seen_at, d.unsent
         FROM shifts sh JOIN devices d ON d.device_id = sh.device_id
         WHERE sh.gate_id IN (${marks(gateIds.length)}) AND sh.closed_at IS NULL
           AND sh.started_at IS NOT NULL AND d.revoked_at IS NULL
           AND COALESCE(d.last_seen_at, sh.started_at) > ?
           AND NOT EXISTS (SELECT 1 FROM segments s WHERE s.device_id = sh.device_id
             AND s.shift_id <> sh.shift_id AND s.started_at > sh.started_at)
         ORDER BY sh.started_at, sh.shift_id`,
        [...gateIds, heardSince],
      );
      return rows.map((row) => ({
        gateId: textIn(row, 'gate_id'),
        shiftId: textIn(row, 'shift_id'),
        deviceId: textIn(row, 'device_id'),
        deviceName: textIn(row, 'name'),
        startedAt: numberIn(row, 'started_at'),
        heardAt: numberOrNull(row, 'last_seen_at'),
        unsent: numberOrNull(row, 'unsent'),
      }));
    },
    async onDuty(shifts) {
      if (shifts.length === 0) return new Map();
      const rows = await database.all(
        `SELECT shift_id, on_duty FROM duties
         WHERE gate_id IN (${marks(shifts.length)}) AND shift_id IN (${marks(shifts.length)})
         ORDER BY segment_order, segment_id, number`,
        [...shifts.map(({ gateId }) => gateId), ...shifts.map(({ shiftId }) => shiftId)],
      );
      return new Map(
        rows.map((row) => [
          textIn(row, 'shift_id'),
          JSON.parse(textIn(row, 'on_duty')) as readonly string[],
        ]),
      );
    },
    async receivedAt(gateIds, since) {
      if (gateIds.length === 0) return new Map();
      return byGate(
        'received_at',
        `SELECT sh.gate_id, MAX(s.received_at) AS received_at FROM shifts sh
         JOIN segments s ON s.device_id = sh.device_id AND s.shift_id = sh.shift_id
         WHERE sh.gate_id IN (${marks(gateIds.length)}) AND s.received_at >= ?
           AND (sh.closed_at IS NULL OR sh.closed_at >= ?) GROUP BY sh.gate_id`,
        // A phone's clock may be off.
        [...gateIds, since, since - DAY_MS],
      );
    },
    waiting: (streetId, since) =>
      byGate(
        'people',
        // The time is no condition: it would lead past the index of who waits.
        `SELECT gate_id, SUM(CASE WHEN at >= ? THEN 1 ELSE 0 END) AS people FROM entries
         WHERE street_id = ? AND outcome IN ('parked', 'held') AND state IN ('standing', 'corrected')
         GROUP BY gate_id`,
        [since, streetId],
      ),
  };
}
