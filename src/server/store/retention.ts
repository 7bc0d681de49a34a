import { breathe } from '../breathe.ts';
import type { Database } from './database.ts';
import { openImports } from './imports.ts';
import { purgeGonePeople, purgeMarks, purgeRota, purgeStatements } from './purge-people.ts';
import {
  ABOUT_ENTRIES,
  beginPurge,
  OF_RECORDS,
  purgeBegun,
  segmentKeyIn,
} from './purge-segment.ts';
import { numberIn, textIn } from './row.ts';
import { setState, stateOf } from './server-state.ts';
import type { SegmentKey } from './verification.ts';

export const USUAL_RETENTION_DAYS = 60;

export interface PurgeCandidate extends SegmentKey {
  readonly gateId: string;
  readonly shiftId: string;
  /** Records that go. */
  readonly records: number;
}

/** What is destroyed when its time is over. Every call is bounded in what one transaction holds, and may be made again. */
export interface Retention {
  /** Days for which what is about people is kept. */
  days(): Promise<number>;
  setDays(days: number): Promise<void>;
  /** When a purge last came to its end, epoch ms; null: never yet. */
  purgedAt(): Promise<number | null>;
  setPurgedAt(now: number): Promise<void>;
  /** When the oldest segment that has its bytes came to its end; null: there is none. */
  oldestAt(): Promise<number | null>;
  /** Segments of shifts of which nothing came since `limit`, and whose bytes are here. */
  candidates(limit: number, after: SegmentKey | null, count: number): Promise<PurgeCandidate[]>;
  countCandidates(limit: number): Promise<number>;
  countEntries(segment: Pick<PurgeCandidate, 'gateId' | 'segmentId'>): Promise<number>;
  /** A segment that an earlier purge was cut short in. */
  unfinished(): Promise<SegmentKey | null>;
  /** Bytes, forks and ledger rows; header, number, head and tail stay. False: something came since `limit`. */
  purgeSegment(segment: SegmentKey, limit: number, now: number): Promise<boolean>;
  /** @returns how many sheets of paper, with their entries. */
  purgePaper(limit: number): Promise<number>;
  countPaper(limit: number): Promise<number>;
  /** Files, and what was said of their rows; and the people of rosters that were followed by others before `limit`. */
  purgeImports(limit: number): Promise<number>;
  countImports(limit: number): Promise<number>;
  /** Who was shown what, hours before `limit`; and invitations and notices that were over by then. */
  purgeAccesses(limit: number): Promise<void>;
  /** Of who was first seen gone before `limit` only the number stays. @returns how many. */
  purgeGonePeople(limit: number, now: number): Promise<number>;
  /** Marks whose days were all over before `limit`, and those about people of whom only the number stays. */
  purgeMarks(limit: number): Promise<void>;
  /** Who stated what, and their words, of statements from before `limit`; the figures stay. */
  purgeStatements(limit: number): Promise<void>;
  /** Turns that were over before `limit`, and volunteers who are gone and have none left. */
  purgeRota(limit: number): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Nothing of a shift goes before all of it may: its later parts need its first. */
const CANDIDATES = `FROM segments s
  LEFT JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id
  WHERE s.received_at < ? AND (p.have IS NULL OR p.have < s.have)
  AND NOT EXISTS (SELECT 1 FROM segments l
    WHERE l.device_id = s.device_id AND l.shift_id = s.shift_id AND l.received_at >= ?)`;
const IMPORTS = `FROM imports WHERE started_at < ?
  AND state NOT IN ('reading', 'applying', 'taking-back')`;
export function openRetention(database: Database): Retention {
  const count = async (sql: string, values: readonly number[]): Promise<number> => {
    const [row] = await database.all(`SELECT COUNT(*) AS n ${sql}`, values);
    return Number(row?.n);
  };
  return {
    days: async () => Number((await stateOf(database, 'retention-days')) ?? USUAL_RETENTION_DAYS),
    setDays: (days) => setState(database, 'retention-days', String(days)),
    async purgedAt() {
      const at = await stateOf(database, 'purged-at');
      return at === null ? null : Number(at);
    },
    setPurgedAt: (now) => setState(database, 'purged-at', String(now)),
    async oldestAt() {
      const [row] = await database.all(
        `SELECT MIN(s.received_at) AS at FROM segments s
         LEFT JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id
         WHERE p.have IS NULL OR p.have < s.have`,
      );
      return row && row.at !== null ? numberIn(row, 'at') : null;
    },
    async candidates(limit, after, most) {
      const rows = await database.all(
        `SELECT s.device_id, s.segment_id, s.gate_id, s.shift_id, s.have,
           p.have AS purged_have ${CANDIDATES}
           AND (s.device_id, s.segment_id) > (?, ?)
         ORDER BY s.device_id, s.segment_id LIMIT ?`,
        [limit, limit, after?.deviceId ?? '', after?.segmentId ?? '', most],
      );
      return rows.map((row) => ({
        deviceId: textIn(row, 'device_id'),
        segmentId: textIn(row, 'segment_id'),
        gateId: textIn(row, 'gate_id'),
        shiftId: textIn(row, 'shift_id'),
        records: numberIn(row, 'have') - Number(row.purged_have ?? 0),
      }));
    },
    countCandidates: (limit) => count(CANDIDATES, [limit, limit]),
    async countEntries({ gateId, segmentId }) {
      const sql = 'SELECT COUNT(*) AS n FROM entries WHERE gate_id = ? AND segment_id = ?';
      const [row] = await database.all(sql, [gateId, segmentId]);
      return Number(row?.n);
    },
    unfinished: async () => segmentKeyIn(await stateOf(database, 'purging')),
    async purgeSegment(key, limit, now) {
      const earlier = segmentKeyIn(await stateOf(database, 'purging'));
      if (earlier) await purgeBegun(database, earlier);
      if (!(await beginPurge(database, key, limit, now))) return false;
      await purgeBegun(database, key);
      return true;
    },
    countPaper: (limit) => count('FROM paper_sheets WHERE saved_at < ?', [limit]),
    async purgePaper(limit) {
      for (let sheets = 0; ; sheets += 1) {
        const [row] = await database.all(
          'SELECT gate_id, sheet_id FROM paper_sheets WHERE saved_at < ? LIMIT 1',
          [limit],
        );
        if (!row) return sheets;
        const sheet = [textIn(row, 'gate_id'), textIn(row, 'sheet_id')];
        await database.transaction(async (inside) => {
          for (const [table, column] of [
            ...[...OF_RECORDS, ...ABOUT_ENTRIES].map((table) => [table, 'segment_id'] as const),
            ['duties', 'shift_id'],
            ['paper_sheets', 'sheet_id'],
          ] as const) {
            await inside.run(`DELETE FROM ${table} WHERE gate_id = ? AND ${column} = ?`, sheet);
          }
        });
        await breathe();
      }
    },
    countImports: (limit) => count(IMPORTS, [limit]),
    async purgeImports(limit) {
      const imports = openImports(database);
      for (let removed = 0; ; removed += 1) {
        const [row] = await database.all(`SELECT street_id, import_id ${IMPORTS} LIMIT 1`, [limit]);
        if (!row) {
          await purgeGenerations(database, limit);
          return removed;
        }
        const importId = textIn(row, 'import_id');
        await imports.removeParts(importId, 0);
        await imports.remove(textIn(row, 'street_id'), importId);
      }
    },
    async purgeAccesses(limit) {
      await database.run('DELETE FROM invitations WHERE expires_at < ?', [limit]);
      await database.run('DELETE FROM notices WHERE expires_at < ? OR withdrawn_at < ?', [
        limit,
        limit,
      ]);
      for (;;) {
        const [row] = await database.all(
          'SELECT street_id, hour FROM accesses WHERE hour < ? ORDER BY street_id, hour LIMIT 1',
          [limit],
        );
        if (!row) return;
        const hour = numberIn(row, 'hour');
        const end = Math.min(limit, hour + DAY_MS);
        const sql = 'DELETE FROM accesses WHERE street_id = ? AND hour >= ? AND hour < ?';
        await database.run(sql, [textIn(row, 'street_id'), hour, end]);
        await breathe();
      }
    },
    purgeGonePeople: (limit, now) => purgeGonePeople(database, limit, now),
    purgeMarks: (limit) => purgeMarks(database, limit),
    purgeStatements: (limit) => purgeStatements(database, limit),
    purgeRota: (limit) => purgeRota(database, limit),
  };
}

/** The latest of a compound stays, whenever it was built. */
async function purgeGenerations(database: Database, limit: number): Promise<void> {
  const rows = await database.all(
    `SELECT g.compound_id, g.generation FROM roster_generations g
     WHERE g.built_at < ? AND g.people IS NOT NULL AND g.generation <
       (SELECT MAX(l.generation) FROM roster_generations l WHERE l.compound_id = g.compound_id)`,
    [limit],
  );
  for (const row of rows) {
    await database.run(
      'UPDATE roster_generations SET file = ?, people = NULL WHERE compound_id = ? AND generation = ?',
      [new Uint8Array(), textIn(row, 'compound_id'), numberIn(row, 'generation')],
    );
    await breathe();
  }
}
