import { type Database, marks } from './database.ts';
import type { Period } from './gate-days.ts';
import { numberIn, textIn } from './row.ts';

export interface SaidAt {
  readonly gateId: string;
  /** The server's clock. */
  readonly saidAt: number;
}

/**
 * When what was said of a day's head counts came, that they were taken back too. Counts keep no such time: their sealed
 * records do, of the few segments that something came of since.
 */
export async function countedSince(
  database: Database,
  streetId: string,
  { from, to }: Period,
  since: number,
): Promise<SaidAt[]> {
  const counts = 'c.street_id = ? AND c.at >= ? AND c.at < ?';
  const records = await database.all(
    `SELECT c.gate_id, c.segment_id, c.number FROM head_counts c WHERE ${counts}
     UNION SELECT a.gate_id, a.segment_id, a.number FROM head_counts c
       JOIN amendments a ON a.gate_id = c.gate_id
         AND a.target_segment_id = c.segment_id AND a.target_number = c.number
       WHERE ${counts}`,
    [streetId, from, to, streetId, from, to],
  );
  const bySegment = Map.groupBy(records, (row) => textIn(row, 'segment_id'));
  if (bySegment.size === 0) return [];
  const gates = [...new Set(records.map((row) => textIn(row, 'gate_id')))];
  const segments = await database.all(
    `SELECT device_id, segment_id FROM segments
     WHERE received_at > ? AND gate_id IN (${marks(gates.length)})`,
    [since, ...gates],
  );
  const said: SaidAt[] = [];
  for (const segment of segments) {
    const segmentId = textIn(segment, 'segment_id');
    const some = bySegment.get(segmentId) ?? [];
    const gateOf = new Map(some.map((row) => [numberIn(row, 'number'), textIn(row, 'gate_id')]));
    if (gateOf.size === 0) continue;
    const rows = await database.all(
      `SELECT number, received_at FROM sealed_records
       WHERE device_id = ? AND segment_id = ? AND received_at > ? AND number IN (${marks(gateOf.size)})`,
      [textIn(segment, 'device_id'), segmentId, since, ...gateOf.keys()],
    );
    for (const row of rows) {
      const gateId = gateOf.get(numberIn(row, 'number')) ?? '';
      said.push({ gateId, saidAt: numberIn(row, 'received_at') });
    }
  }
  return said;
}
