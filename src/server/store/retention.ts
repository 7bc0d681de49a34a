import { breathe } from '../breathe.ts';
import { type Database, marks, takeNew } from './database.ts';
import { openImports } from './imports.ts';
import { bytesIn, numberIn, textIn } from './row.ts';
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

const RECORDS_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;
/** Nothing of a shift goes before all of it may: its later parts need its first. */
const CANDIDATES = `FROM segments s
  LEFT JOIN purged_segments p ON p.device_id = s.device_id AND p.segment_id = s.segment_id
  WHERE s.received_at < ? AND (p.have IS NULL OR p.have < s.have)
  AND NOT EXISTS (SELECT 1 FROM segments l
    WHERE l.device_id = s.device_id AND l.shift_id = s.shift_id AND l.received_at >= ?)`;
const IMPORTS = `FROM imports WHERE started_at < ?
  AND state NOT IN ('reading', 'applying', 'taking-back')`;
/** Rows of records by (gate_id, segment_id, number). */
const OF_RECORDS = [
  'entries',
  'head_counts',
  'notice_reads',
  'reviews',
  'handovers_accepted',
  'standards_answers',
  'quiz_answers',
] as const;
/** The same, about an entry that may be of a younger segment: they go with the later of the two. */
const ABOUT_ENTRIES = ['amendments', 'case_steps'] as const;
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
function begin(
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

function keyIn(text: string | null): SegmentKey | null {
  const [deviceId = '', segmentId = ''] = (text ?? '').split('/');
  return deviceId === '' || segmentId === '' ? null : { deviceId, segmentId };
}

async function goOn(database: Database, key: SegmentKey): Promise<void> {
  const segment = await purgedSegment(database, key);
  if (!segment) return;
  await destroyRows(database, segment);
  await finish(database, segment);
}

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
    unfinished: async () => keyIn(await stateOf(database, 'purging')),
    async purgeSegment(key, limit, now) {
      const earlier = keyIn(await stateOf(database, 'purging'));
      if (earlier) await goOn(database, earlier);
      if (!(await begin(database, key, limit, now))) return false;
      await goOn(database, key);
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
    async purgeGonePeople(limit, now) {
      const compounds = await database.all(
        'SELECT DISTINCT street_id, compound_id FROM residents WHERE gone = 1',
      );
      await database.run(
        `DELETE FROM gone_people WHERE EXISTS (SELECT 1 FROM residents r
           WHERE r.street_id = gone_people.street_id AND r.roster_number = gone_people.roster_number
             AND r.gone = 0)`,
      );
      let emptied = 0;
      for (const row of compounds) {
        const compound = [textIn(row, 'street_id'), textIn(row, 'compound_id')];
        const gone = 'street_id = ? AND compound_id = ? AND gone = 1';
        emptied += await database.transaction(async (inside) => {
          await inside.run(
            `INSERT INTO gone_people (street_id, roster_number, seen_at)
               SELECT street_id, roster_number, ? FROM residents WHERE ${gone}
             ON CONFLICT (street_id, roster_number) DO NOTHING`,
            [now, ...compound],
          );
          return inside.run(
            `UPDATE residents SET name = '', initials = '', phone_tail = '', relation = '',
               id_number = '', phone = '', moved_in_on = '', remark = ''
             WHERE ${gone} AND name <> '' AND EXISTS (SELECT 1 FROM gone_people g
               WHERE g.street_id = residents.street_id
                 AND g.roster_number = residents.roster_number AND g.seen_at < ?)`,
            [...compound, limit],
          );
        });
        await breathe();
      }
      return emptied;
    },
    async purgeStatements(limit) {
      await database.run(
        `UPDATE statements SET made_by = '', note = ''
         WHERE received_at < ? AND (made_by <> '' OR note <> '')`,
        [limit],
      );
    },
    async purgeRota(limit) {
      await database.run('DELETE FROM turns WHERE ends_at < ?', [limit]);
      await database.run(
        `DELETE FROM volunteers WHERE gone = 1 AND changed_at < ? AND NOT EXISTS (SELECT 1 FROM turns t
           WHERE t.street_id = volunteers.street_id
             AND (t.volunteer_id = volunteers.id OR t.instead_of = volunteers.id))`,
        [limit],
      );
    },
    async purgeMarks(limit) {
      const day = new Date(limit).toISOString().slice(0, 'YYYY-MM-DD'.length);
      // What has no day of its end stays until the desk takes it away.
      await database.run(
        `DELETE FROM marks WHERE changed_at < ? AND denied = 0 AND colour IS NULL AND document_ids = ''
           AND (isolated_until IS NOT NULL OR void_until IS NOT NULL)
           AND COALESCE(isolated_until, '') < ? AND COALESCE(void_until, '') < ?`,
        [limit, day, day],
      );
      await database.run(
        `DELETE FROM marks WHERE EXISTS (SELECT 1 FROM residents r WHERE r.street_id = marks.street_id
           AND r.roster_number = marks.roster_number AND r.gone = 1 AND r.name = '')`,
      );
    },
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
