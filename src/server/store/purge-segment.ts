import { breathe } from '../breathe.ts';
import { type Database, marks, takeNew } from './database.ts';
import { bytesIn, numberIn, textIn } from './row.ts';
import { setState } from './server-state.ts';
import type { SegmentKey } from './verification.ts';

const RECORDS_AT_ONCE = 1_000;
/** Rows of records by (gate_id, segment_id, number). */
export const OF_RECORDS = [
  'entries',
  'head_counts',
  'notice_reads',
  'reviews',
  'handovers_accepted',
  'standards_answers',
  'quiz_answers',
] as const;
/** The same, about an entry that may be of a younger segment: they go with the later of the two. */
export const ABOUT_ENTRIES = ['amendments', 'case_steps'] as const;
const noTargetOf = (table: (typeof ABOUT_ENTRIES)[number]): string =>
  `NOT EXISTS (SELECT 1 FROM entries e WHERE e.gate_id = ${table}.gate_id
     AND e.segment_id = ${table}.target_segment_id AND e.number = ${table}.target_number)`;

interface Purged extends SegmentKey {
  readonly gateId: string;
  readonly shiftId: string;
  readonly order: number;
  readonly have: number;
}

async function purgedSegment(database: Database, key: SegmentKey): Promise<Purged | null> {
  const [row] = await database.all(
    `SELECT s.gate_id, s.shift_id, s.segment_order, p.have AS purged_have FROM segments s
     JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id
     WHERE s.device_id = ? AND s.segment_id = ?`,
    [key.deviceId, key.segmentId],
  );
  if (!row) return null;
  return {
    ...key,
    gateId: textIn(row, 'gate_id'),
    shiftId: textIn(row, 'shift_id'),
    order: numberIn(row, 'segment_order'),
    have: numberIn(row, 'purged_have'),
  };
}

/** Says first that it is purged: whoever is cut short after that goes on where bytes are left. */
export function beginPurge(
  database: Database,
  { deviceId, segmentId }: SegmentKey,
  limit: number,
  now: number,
): Promise<boolean> {
  return database.transaction(async (inside) => {
    const [row] = await inside.all(
      'SELECT have, head FROM segments WHERE device_id = ? AND segment_id = ? AND received_at < ?',
      [deviceId, segmentId, limit],
    );
    if (!row) return false;
    await setState(inside, 'purging', `${deviceId}/${segmentId}`);
    await inside.run(
      `INSERT INTO purged_segments (device_id, segment_id, have, head) VALUES (?, ?, ?, ?)
       ON CONFLICT (device_id, segment_id) DO UPDATE SET ${takeNew(['have', 'head'])}`,
      [deviceId, segmentId, numberIn(row, 'have'), bytesIn(row, 'head')],
    );
    await inside.run('UPDATE segments SET purged_at = ? WHERE device_id = ? AND segment_id = ?', [
      now,
      deviceId,
      segmentId,
    ]);
    return true;
  });
}

async function destroyRows(database: Database, segment: Purged): Promise<void> {
  const { deviceId, segmentId, gateId, shiftId, order, have } = segment;
  for (;;) {
    const [first] = await database.all(
      `SELECT number FROM sealed_records
       WHERE device_id = ? AND segment_id = ? AND number <= ? ORDER BY number LIMIT 1`,
      [deviceId, segmentId, have],
    );
    if (!first) break;
    const from = numberIn(first, 'number');
    const to = Math.min(have, from + RECORDS_AT_ONCE - 1);
    await database.transaction(async (inside) => {
      const inLedger = 'gate_id = ? AND segment_id = ? AND number BETWEEN ? AND ?';
      const rows = [gateId, segmentId, from, to];
      for (const table of OF_RECORDS) {
        await inside.run(`DELETE FROM ${table} WHERE ${inLedger}`, rows);
      }
      for (const table of ABOUT_ENTRIES) {
        await inside.run(`DELETE FROM ${table} WHERE ${inLedger} AND ${noTargetOf(table)}`, rows);
      }
      await inside.run(
        `DELETE FROM duties WHERE gate_id = ? AND shift_id = ? AND segment_order = ?
           AND segment_id = ? AND number BETWEEN ? AND ?`,
        [gateId, shiftId, order, segmentId, from, to],
      );
      await inside.run(
        `DELETE FROM sealed_records
         WHERE device_id = ? AND segment_id = ? AND number BETWEEN ? AND ?`,
        [deviceId, segmentId, from, to],
      );
    });
    await breathe();
  }
  await destroyForks(database, segment);
}

async function destroyForks(database: Database, { deviceId, segmentId }: SegmentKey) {
  for (;;) {
    const rows = await database.all(
      `SELECT number FROM forked_records WHERE device_id = ? AND segment_id = ?
       ORDER BY number, digest LIMIT ?`,
      [deviceId, segmentId, RECORDS_AT_ONCE],
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    await database.run(
      `DELETE FROM forked_records WHERE device_id = ? AND segment_id = ? AND number BETWEEN ? AND ?`,
      [deviceId, segmentId, numberIn(first, 'number'), numberIn(last, 'number')],
    );
    await breathe();
  }
}

/** Made by this segment about entries that are gone, and about its entries by segments that were purged before it. */
async function destroyAbout(
  inside: Database,
  { gateId, segmentId, have }: Purged,
  table: (typeof ABOUT_ENTRIES)[number],
): Promise<void> {
  const noTarget = noTargetOf(table);
  await inside.run(
    `DELETE FROM ${table} WHERE gate_id = ? AND segment_id = ? AND number <= ? AND ${noTarget}`,
    [gateId, segmentId, have],
  );
  const makers = await inside.all(
    `SELECT DISTINCT segment_id FROM ${table} WHERE gate_id = ? AND target_segment_id = ?`,
    [gateId, segmentId],
  );
  const ids = makers.map((row) => textIn(row, 'segment_id'));
  for (let at = 0; at < ids.length; at += RECORDS_AT_ONCE) {
    const some = ids.slice(at, at + RECORDS_AT_ONCE);
    const gone = await inside.all(
      `SELECT segment_id, have FROM purged_segments WHERE segment_id IN (${marks(some.length)})`,
      some,
    );
    for (const row of gone) {
      await inside.run(
        `DELETE FROM ${table} WHERE gate_id = ? AND target_segment_id = ? AND segment_id = ?
           AND number <= ? AND ${noTarget}`,
        [gateId, segmentId, textIn(row, 'segment_id'), numberIn(row, 'have')],
      );
    }
  }
}

/** Changes to entries that are gone, made by segments that are; the shift, when all of it is; and that it is done. */
function finish(database: Database, segment: Purged): Promise<void> {
  const { deviceId, segmentId, gateId, shiftId } = segment;
  return database.transaction(async (inside) => {
    for (const table of ABOUT_ENTRIES) await destroyAbout(inside, segment, table);
    const [left] = await inside.all(
      `SELECT COUNT(*) AS n FROM segments s
       LEFT JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id
       WHERE s.device_id = ? AND s.shift_id = ? AND (p.have IS NULL OR p.have < s.have)`,
      [deviceId, shiftId],
    );
    if (Number(left?.n) === 0) {
      await inside.run('DELETE FROM shifts WHERE gate_id = ? AND shift_id = ? AND device_id = ?', [
        gateId,
        shiftId,
        deviceId,
      ]);
    }
    // Another purge may be at another segment by now.
    await inside.run("DELETE FROM server_state WHERE name = 'purging' AND value = ?", [
      `${deviceId}/${segmentId}`,
    ]);
  });
}

export function segmentKeyIn(text: string | null): SegmentKey | null {
  const [deviceId = '', segmentId = ''] = (text ?? '').split('/');
  return deviceId === '' || segmentId === '' ? null : { deviceId, segmentId };
}

/** Goes on to the end with what was begun, now or before the server was cut short. */
export async function purgeBegun(database: Database, key: SegmentKey): Promise<void> {
  const segment = await purgedSegment(database, key);
  if (!segment) return;
  await destroyRows(database, segment);
  await finish(database, segment);
}
