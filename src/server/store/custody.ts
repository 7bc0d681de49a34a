import { type Database, insertRows, type Row } from './database.ts';
import { type Projection, writeProjection } from './projection.ts';
import { bytesIn, numberIn, textIn } from './row.ts';
import {
  SEGMENT_COLUMNS,
  type SegmentCustody,
  segmentFromRow,
  segmentToRow,
} from './segment-row.ts';

export interface SealedRecord {
  readonly number: number;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

export interface Batch {
  /** The segment as it is after the batch. */
  readonly segment: SegmentCustody;
  /** What `have` was when the batch was checked: another value by now means somebody was faster. */
  readonly expectedHave: number;
  readonly records: readonly SealedRecord[];
  readonly projection: Projection;
}

export type Taken = 'taken' | 'moved';

export interface Custody {
  segment(deviceId: string, segmentId: string): Promise<SegmentCustody | null>;
  sealed(deviceId: string, segmentId: string, from: number, to: number): Promise<SealedRecord[]>;
  /** One durable transaction: bytes, ledger and the segment's new height. `moved` changed nothing. */
  take(batch: Batch): Promise<Taken>;
  /** Keeps other bytes that came under numbers already spent, and flags the segment. Idempotent. */
  keepFork(
    segment: Pick<SegmentCustody, 'deviceId' | 'segmentId'>,
    records: readonly (SealedRecord & { readonly digest: string })[],
    now: number,
  ): Promise<void>;
  /** The latest segments of a device and how far each is here. */
  acknowledged(deviceId: string, limit: number): Promise<{ segmentId: string; number: number }[]>;
  /** Segments that name the same predecessor: a database was rolled back, or a phone cloned. */
  sharePredecessor(deviceId: string): Promise<string[]>;
}

const SEALED_COLUMNS = ['device_id', 'segment_id', 'number', 'sealed', 'received_at'] as const;

const sealedFromRow = (row: Row): SealedRecord => ({
  number: numberIn(row, 'number'),
  sealed: bytesIn(row, 'sealed'),
});

async function segmentIn(
  database: Database,
  deviceId: string,
  segmentId: string,
): Promise<SegmentCustody | null> {
  const sql = 'SELECT * FROM segments WHERE device_id = ? AND segment_id = ?';
  const [row] = await database.all(sql, [deviceId, segmentId]);
  return row ? segmentFromRow(row) : null;
}

const CHANGING = SEGMENT_COLUMNS.filter((column) =>
  [
    'have',
    'head',
    'tail',
    'received_at',
    'clock_skew_ms',
    'unreadable',
    'quarantined_from',
  ].includes(column),
)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/** Inside a transaction. */
export async function takeBatch(inside: Database, batch: Batch): Promise<Taken> {
  const { segment, records, expectedHave } = batch;
  const { deviceId, segmentId, receivedAt } = segment;
  const now = await segmentIn(inside, deviceId, segmentId);
  if ((now?.have ?? 0) !== expectedHave) return 'moved';
  await insertRows(
    inside,
    'segments',
    SEGMENT_COLUMNS,
    [segmentToRow(segment)],
    `ON CONFLICT (device_id, segment_id) DO UPDATE SET ${CHANGING}`,
  );
  const rows = records.map(({ number, sealed }) => ({
    device_id: deviceId,
    segment_id: segmentId,
    number,
    sealed,
    received_at: receivedAt,
  }));
  const conflict = 'ON CONFLICT (device_id, segment_id, number) DO NOTHING';
  const inserted = await insertRows(inside, 'sealed_records', SEALED_COLUMNS, rows, conflict);
  if (inserted !== records.length) throw new Error('a record was there above the gapless number');
  await writeProjection(inside, batch.projection);
  return 'taken';
}

export function openCustody(database: Database): Custody {
  return {
    segment: (deviceId, segmentId) => segmentIn(database, deviceId, segmentId),
    async sealed(deviceId, segmentId, from, to) {
      const rows = await database.all(
        `SELECT number, sealed FROM sealed_records
         WHERE device_id = ? AND segment_id = ? AND number >= ? AND number <= ? ORDER BY number`,
        [deviceId, segmentId, from, to],
      );
      return rows.map(sealedFromRow);
    },
    take: (batch) => database.transaction((inside) => takeBatch(inside, batch)),
    keepFork: ({ deviceId, segmentId }, records, now) =>
      database.transaction(async (inside) => {
        const sql = 'UPDATE segments SET forked = 1 WHERE device_id = ? AND segment_id = ?';
        await inside.run(sql, [deviceId, segmentId]);
        await insertRows(
          inside,
          'forked_records',
          ['device_id', 'segment_id', 'number', 'digest', 'sealed', 'received_at'],
          records.map(({ number, sealed, digest }) => ({
            device_id: deviceId,
            segment_id: segmentId,
            number,
            digest,
            sealed,
            received_at: now,
          })),
          'ON CONFLICT (device_id, segment_id, number, digest) DO NOTHING',
        );
      }),
    async acknowledged(deviceId, limit) {
      const sql = `SELECT segment_id, have FROM segments WHERE device_id = ?
        ORDER BY started_at DESC, segment_id LIMIT ?`;
      const rows = await database.all(sql, [deviceId, limit]);
      return rows.map((row) => ({
        segmentId: textIn(row, 'segment_id'),
        number: numberIn(row, 'have'),
      }));
    },
    async sharePredecessor(deviceId) {
      const rows = await database.all(
        `SELECT segment_id FROM segments WHERE device_id = ? AND previous_id IN
           (SELECT previous_id FROM segments WHERE device_id = ? GROUP BY previous_id HAVING COUNT(*) > 1)
         ORDER BY segment_id`,
        [deviceId, deviceId],
      );
      return rows.map((row) => textIn(row, 'segment_id'));
    },
  };
}
