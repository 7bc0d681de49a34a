import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { Database, Row, SqlValue } from './database.ts';

const MAX_STATEMENTS = 200;
/** A command beside the server may write for so long: a whole street's roster goes in at once. */
const LOCK_PATIENCE_MS = 60_000;
const LOCK_AGAIN_MS = 20;
/** SQLite's own waiting stops the whole process: opening may, writing may not. */
const OPENING_WAIT_MS = 5_000;
const SQLITE_BUSY = 5;

/** One connection; statements are prepared once and the longest unused is let go. */
class Connection {
  readonly #raw: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#raw = new DatabaseSync(file, { timeout: OPENING_WAIT_MS });
    this.#raw.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON',
    );
    // Imported files and people who are gone would stay in free pages, and with them in backups.
    this.#raw.exec('PRAGMA secure_delete = ON');
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#raw.prepare(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > MAX_STATEMENTS) {
      const [longestUnused] = this.#statements.keys();
      if (longestUnused !== undefined) this.#statements.delete(longestUnused);
    }
    return statement;
  }

  all(sql: string, values: readonly SqlValue[]): Row[] {
    return this.#prepared(sql).all(...values) as unknown as Row[];
  }

  run(sql: string, values: readonly SqlValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  exec(sql: string): void {
    this.#raw.exec(sql);
  }

  /** Statements no longer wait for locks of other processes: they fail at once. */
  waitNoMore(): this {
    this.#raw.exec('PRAGMA busy_timeout = 0');
    // What a statement of many rows would undo stays off the disk; and pages that are written again and again are
    // copied into the file every 64 MB of them, not every 4. Entries come by time and are found by household: with the
    // usual 2 MB of pages in memory, a push into a ledger of weeks would read one page for each of its entries.
    this.#raw.exec(
      'PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -65536',
    );
    return this;
  }

  close(): void {
    this.#statements.clear();
    this.#raw.close();
  }
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;

/** Tries again while another process has the lock; everything else goes on meanwhile. */
async function whenFree<T>(work: () => T): Promise<T> {
  const until = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || performance.now() >= until) throw error;
    }
    await setTimeout(LOCK_AGAIN_MS);
  }
}

export interface SqliteDatabase extends Database {
  /** While `work` goes on, nothing is written through this database: another connection may. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Writes take turns on one connection, so that nothing slips into another's transaction;
 * reads outside of transactions have a connection of their own and see only what was committed.
 */
class SqliteFile implements SqliteDatabase {
  readonly engine = 'sqlite';
  readonly #writer: Connection;
  readonly #reader: Connection;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#writer = new Connection(file).waitNoMore();
    this.#reader = new Connection(file);
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async all(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    return this.#reader.all(sql, values);
  }

  run(sql: string, values: readonly SqlValue[] = []): Promise<number> {
    return this.inTurn(() => whenFree(() => this.#writer.run(sql, values)));
  }

  transaction<T>(work: (inside: Database) => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      const writer = this.#writer;
      const inside: Database = {
        engine: 'sqlite',
        all: async (sql, values = []) => writer.all(sql, values),
        run: async (sql, values = []) => writer.run(sql, values),
        transaction: (more) => more(inside),
        close: () => Promise.reject(new Error('a transaction cannot close its database')),
      };
      await whenFree(() => writer.exec('BEGIN IMMEDIATE'));
      try {
        const result = await work(inside);
        writer.exec('COMMIT');
        return result;
      } catch (error) {
        writer.exec('ROLLBACK');
        throw error;
      }
    });
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      this.#reader.close();
      this.#writer.close();
    });
  }
}

/** @throws what node:sqlite throws when the file cannot be opened or is no database. */
export const openSqlite = (file: string): SqliteDatabase => new SqliteFile(file);
