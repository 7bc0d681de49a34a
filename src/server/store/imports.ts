import type { ImportRead, ImportStart } from '../../protocol/imports.ts';
import { breathe } from '../breathe.ts';
import { type Database, insertRows, marks, type Row } from './database.ts';
import { likeAnywhere } from './like.ts';
import { bytesIn, numberIn, textIn } from './row.ts';

const IMPORT_STATES = [
  'receiving',
  'reading',
  'preview',
  'applying',
  'applied',
  'taking-back',
  'taken-back',
  'failed',
] as const;
export type ImportPhase = (typeof IMPORT_STATES)[number];

export interface ImportJob extends ImportStart {
  readonly importId: string;
  readonly streetId: string;
  readonly deviceId: string;
  readonly startedAt: number;
  readonly columns: ImportRead['columns'];
  readonly phase: ImportPhase;
  /** JSON of what the phase needs to know. */
  readonly detail: string;
}

export interface Imports {
  add(job: ImportJob): Promise<void>;
  find(streetId: string, importId: string): Promise<ImportJob | null>;
  /** Newest first. */
  list(streetId: string, limit: number): Promise<ImportJob[]>;
  /** That are neither applied nor taken back. */
  unfinished(streetId: string): Promise<ImportJob[]>;
  /** The same of all streets, begun by then. */
  unfinishedSince(startedAt: number): Promise<ImportJob[]>;
  save(job: ImportJob): Promise<void>;
  /** False, and nothing is saved, when it is no longer as it was: another process was quicker. */
  saveOver(before: ImportJob, job: ImportJob): Promise<boolean>;
  /** Only while this process still works at it: another that took it for dead may have begun anew. */
  saveEnd(job: ImportJob, processId: string): Promise<void>;
  /** Only while it is in this phase: news of work that has ended come too late. */
  saveDetail(job: ImportJob): Promise<void>;
  /** With all its parts. */
  remove(streetId: string, importId: string): Promise<void>;
  /** A part that is there already is replaced. */
  savePart(importId: string, part: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** How many there are in [from, to). */
  countParts(importId: string, from: number, to: number): Promise<number>;
  part(importId: string, part: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Those from this one on. */
  removeParts(importId: string, from: number): Promise<void>;
}

export const IMPORT_COLUMNS = [
  'street_id',
  'import_id',
  'what',
  'place_id',
  'file_name',
  'bytes',
  'device_id',
  'started_at',
  'columns',
  'state',
  'detail',
] as const;

export const importToRow = (job: ImportJob): Row => ({
  street_id: job.streetId,
  import_id: job.importId,
  what: job.what,
  place_id: job.placeId,
  file_name: job.fileName,
  bytes: job.bytes,
  device_id: job.deviceId,
  started_at: job.startedAt,
  columns: JSON.stringify(job.columns),
  state: job.phase,
  detail: job.detail,
});

export function importFromRow(row: Row): ImportJob {
  const phase = IMPORT_STATES.find((one) => one === row.state);
  if (!phase) throw new Error(`column state: ${row.state} is not known`);
  return {
    streetId: textIn(row, 'street_id'),
    importId: textIn(row, 'import_id'),
    what: row.what === 'places' ? 'places' : 'roster',
    placeId: textIn(row, 'place_id'),
    fileName: textIn(row, 'file_name'),
    bytes: numberIn(row, 'bytes'),
    deviceId: textIn(row, 'device_id'),
    startedAt: numberIn(row, 'started_at'),
    columns: JSON.parse(textIn(row, 'columns')) as ImportRead['columns'],
    phase,
    detail: textIn(row, 'detail'),
  };
}

/** So many between two looks at what else the process has to do: they are large. */
const PARTS_AT_ONCE = 8;

async function removeParts(inside: Database, importId: string, from: number): Promise<void> {
  const rows = await inside.all(
    'SELECT part FROM import_parts WHERE import_id = ? AND part >= ? ORDER BY part',
    [importId, from],
  );
  const parts = rows.map((row) => numberIn(row, 'part'));
  for (let at = 0; at < parts.length; at += PARTS_AT_ONCE) {
    const [first, last] = [parts[at] ?? 0, parts[at + PARTS_AT_ONCE - 1] ?? parts.at(-1) ?? 0];
    await inside.run('DELETE FROM import_parts WHERE import_id = ? AND part BETWEEN ? AND ?', [
      importId,
      first,
      last,
    ]);
    await breathe();
  }
}

const ENDED: readonly ImportPhase[] = ['applied', 'taken-back'];
const UNFINISHED = `state NOT IN (${marks(ENDED.length)})`;

export function openImports(database: Database): Imports {
  return {
    async add(job) {
      await insertRows(database, 'imports', IMPORT_COLUMNS, [importToRow(job)], '');
    },
    async find(streetId, importId) {
      const sql = 'SELECT * FROM imports WHERE street_id = ? AND import_id = ?';
      const [row] = await database.all(sql, [streetId, importId]);
      return row ? importFromRow(row) : null;
    },
    async list(streetId, limit) {
      const sql = `SELECT * FROM imports WHERE street_id = ?
        ORDER BY started_at DESC, import_id LIMIT ?`;
      return (await database.all(sql, [streetId, limit])).map(importFromRow);
    },
    async unfinished(streetId) {
      const sql = `SELECT * FROM imports WHERE street_id = ? AND ${UNFINISHED}
        ORDER BY started_at, import_id`;
      return (await database.all(sql, [streetId, ...ENDED])).map(importFromRow);
    },
    async unfinishedSince(startedAt) {
      const sql = `SELECT * FROM imports WHERE started_at <= ? AND ${UNFINISHED}
        ORDER BY started_at, import_id`;
      return (await database.all(sql, [startedAt, ...ENDED])).map(importFromRow);
    },
    async save({ streetId, importId, columns, phase, detail }) {
      await database.run(
        'UPDATE imports SET columns = ?, state = ?, detail = ? WHERE street_id = ? AND import_id = ?',
        [JSON.stringify(columns), phase, detail, streetId, importId],
      );
    },
    async saveOver(before, { streetId, importId, columns, phase, detail }) {
      const changed = await database.run(
        `UPDATE imports SET columns = ?, state = ?, detail = ?
         WHERE street_id = ? AND import_id = ? AND state = ? AND detail = ?`,
        [JSON.stringify(columns), phase, detail, streetId, importId, before.phase, before.detail],
      );
      return changed > 0;
    },
    async saveEnd({ streetId, importId, columns, phase, detail }, processId) {
      await database.run(
        `UPDATE imports SET columns = ?, state = ?, detail = ?
         WHERE street_id = ? AND import_id = ? AND detail LIKE ? ESCAPE '\\'`,
        [
          ...[JSON.stringify(columns), phase, detail, streetId, importId],
          likeAnywhere(`"processId":"${processId}"`),
        ],
      );
    },
    async saveDetail({ streetId, importId, phase, detail }) {
      await database.run(
        'UPDATE imports SET detail = ? WHERE street_id = ? AND import_id = ? AND state = ?',
        [detail, streetId, importId, phase],
      );
    },
    remove: (streetId, importId) =>
      database.transaction(async (inside) => {
        await removeParts(inside, importId, 0);
        await inside.run('DELETE FROM imports WHERE street_id = ? AND import_id = ?', [
          streetId,
          importId,
        ]);
      }),
    async savePart(importId, part, bytes) {
      await database.run(
        `INSERT INTO import_parts (import_id, part, bytes) VALUES (?, ?, ?)
         ON CONFLICT (import_id, part) DO UPDATE SET bytes = excluded.bytes`,
        [importId, part, bytes],
      );
    },
    async countParts(importId, from, to) {
      const [row] = await database.all(
        'SELECT COUNT(*) AS parts FROM import_parts WHERE import_id = ? AND part >= ? AND part < ?',
        [importId, from, to],
      );
      return Number(row?.parts);
    },
    async part(importId, part) {
      const sql = 'SELECT bytes FROM import_parts WHERE import_id = ? AND part = ?';
      const [row] = await database.all(sql, [importId, part]);
      return row ? bytesIn(row, 'bytes') : null;
    },
    removeParts: (importId, from) =>
      database.transaction((inside) => removeParts(inside, importId, from)),
  };
}
