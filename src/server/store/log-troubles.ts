import type { LOG_TROUBLES } from '../../protocol/devices.ts';
import type { Database, Row } from './database.ts';
import { streetOf } from './places.ts';
import { flagIn, numberIn, numberOrNull, textIn, textOrNull, wordsIn } from './row.ts';

/**
 * `lost`: records that a later segment says were before it, and that are not here. `shared`: another segment goes on from the same
 * place, so a phone was rolled back or cloned. `forked`: other bytes came under numbers that were here. `unreadable`, `quarantined`: kept,
 * and not in the ledger.
 */
type Kind = (typeof LOG_TROUBLES)[number];

/** What is wrong with one segment of a phone's log. */
export interface LogTrouble {
  readonly deviceId: string;
  readonly kind: Kind;
  readonly gateName: string;
  /** Of the segment, by the phone's clock. */
  readonly startedAt: number;
  /** How many records it is about; of `lost` null where the segment does not tell. */
  readonly records: number | null;
}

export interface LogTroubles {
  /** Of phones within, in segments that came later than `since`, the latest first; of at most SEGMENTS_LOOKED_AT. */
  within(scopePath: string, since: number): Promise<LogTrouble[]>;
}

const SEGMENTS_LOOKED_AT = 500;

function troublesIn(row: Row): LogTrouble[] {
  const found: Pick<LogTrouble, 'kind' | 'records'>[] = [];
  const have = numberIn(row, 'have');
  if (textIn(row, 'previous_id') !== '') {
    const [said, here] = [numberOrNull(row, 'previous_number'), numberOrNull(row, 'previous_have')];
    if (said === null ? here === null : said > (here ?? 0)) {
      found.push({ kind: 'lost', records: said === null ? null : said - (here ?? 0) });
    }
  }
  if (flagIn(row, 'shared')) found.push({ kind: 'shared', records: have });
  if (flagIn(row, 'forked')) found.push({ kind: 'forked', records: numberIn(row, 'forks') });
  const unreadable = wordsIn(row, 'unreadable').length;
  if (unreadable > 0) found.push({ kind: 'unreadable', records: unreadable });
  const from = numberOrNull(row, 'quarantined_from');
  if (from !== null) found.push({ kind: 'quarantined', records: have - from + 1 });
  return found.map((one) => ({
    ...one,
    deviceId: textIn(row, 'device_id'),
    gateName: textOrNull(row, 'gate_name') ?? '',
    startedAt: numberIn(row, 'started_at'),
  }));
}

const SHARED = `EXISTS (SELECT 1 FROM segments o WHERE o.device_id = s.device_id
  AND o.previous_id = s.previous_id AND o.segment_id <> s.segment_id)`;

export function openLogTroubles(database: Database): LogTroubles {
  return {
    async within(scopePath, since) {
      const streetId = streetOf(scopePath);
      const rows = await database.all(
        `SELECT s.device_id, s.started_at, s.have, s.previous_id, s.previous_number, s.unreadable,
           s.quarantined_from, s.forked, b.have AS previous_have, g.name AS gate_name,
           CASE WHEN ${SHARED} THEN 1 ELSE 0 END AS shared,
           (SELECT COUNT(*) FROM forked_records f
            WHERE f.device_id = s.device_id AND f.segment_id = s.segment_id) AS forks
         FROM devices d
         JOIN places p ON p.street_id = d.street_id AND p.id = d.place_id
         JOIN segments s ON s.device_id = d.device_id
         LEFT JOIN segments b ON b.device_id = s.device_id AND b.segment_id = s.previous_id
         LEFT JOIN places g ON g.street_id = d.street_id AND g.id = s.gate_id
         WHERE d.street_id = ? AND substr(p.path, 1, ?) = ? AND s.received_at > ?
           AND (s.forked = 1 OR s.unreadable <> '' OR s.quarantined_from IS NOT NULL OR ${SHARED}
             OR (s.previous_id <> '' AND COALESCE(b.have, 0) < COALESCE(s.previous_number, 1)))
         ORDER BY s.started_at DESC, s.segment_id LIMIT ?`,
        [streetId, scopePath.length, scopePath, since, SEGMENTS_LOOKED_AT],
      );
      return rows.flatMap(troublesIn);
    },
  };
}
