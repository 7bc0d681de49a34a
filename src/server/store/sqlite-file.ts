import { backup, DatabaseSync } from 'node:sqlite';
import { SCHEMA_VERSION } from './migrations.ts';

/** What a database file holds, counted. */
export interface StoreCounts {
  readonly places: number;
  readonly devices: number;
  readonly residents: number;
  readonly records: number;
  readonly entries: number;
  /** When its latest record came, epoch ms; null: none yet. */
  readonly latestRecordAt: number | null;
}

type FileReading =
  | { readonly ok: true; readonly counts: StoreCounts }
  | { readonly ok: false; readonly why: 'damaged' | 'not-kadian' | 'newer' };

/** 8 MiB of 4 KiB pages between two signs of progress. */
const PAGES_A_STEP = 2048;

/**
 * Copies the database as it is at this moment into the file, which must be there and empty, while others go on
 * writing. The copy is one file without a journal beside it.
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  try {
    // A snapshot is held all the while, or every commit beside would make the copy begin anew.
    source.exec('BEGIN');
    source.prepare('SELECT COUNT(*) FROM server_state').get();
    await backup(source, to, {
      rate: PAGES_A_STEP,
      progress: ({ totalPages, remainingPages }) =>
        onProgress(totalPages - remainingPages, totalPages),
    });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** Reads every page of it, and changes nothing. */
export function readDatabaseFile(file: string): FileReading {
  let raw: DatabaseSync;
  try {
    raw = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  } catch {
    return { ok: false, why: 'damaged' };
  }
  try {
    const known = raw
      .prepare(
        `SELECT COUNT(*) AS n FROM sqlite_schema WHERE name IN ('schema_version', 'server_state')`,
      )
      .get();
    if (known?.n !== 2) return { ok: false, why: 'not-kadian' };
    const version = raw.prepare('SELECT MAX(version) AS version FROM schema_version').get();
    if (Number(version?.version) > SCHEMA_VERSION) return { ok: false, why: 'newer' };
    const sound = raw.prepare('PRAGMA integrity_check(1)').get();
    if (sound?.integrity_check !== 'ok') return { ok: false, why: 'damaged' };
    return { ok: true, counts: countsOf(raw) };
  } catch {
    return { ok: false, why: 'damaged' };
  } finally {
    raw.close();
  }
}

function countsOf(raw: DatabaseSync): StoreCounts {
  const count = (rows: string): number =>
    Number(raw.prepare(`SELECT COUNT(*) AS n FROM ${rows}`).get()?.n);
  const latest = raw.prepare('SELECT MAX(received_at) AS at FROM segments').get()?.at ?? null;
  return {
    places: count('places'),
    devices: count('devices'),
    // Whoever moved out stays in the table, for the numbers and the ledgers.
    residents: count('residents WHERE gone = 0'),
    records: count('sealed_records'),
    entries: count('entries'),
    latestRecordAt: latest === null ? null : Number(latest),
  };
}
