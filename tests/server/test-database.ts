import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Database } from '../../src/server/store/database.ts';
import { migrate } from '../../src/server/store/migrations.ts';
import { readPostgresAddress } from '../../src/server/store/postgres-address.ts';
import { openPostgres } from '../../src/server/store/postgres-database.ts';
import { openSqlite } from '../../src/server/store/sqlite-database.ts';
import { DATABASE_FILE } from '../../src/server/store/sqlite-store.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** DATABASE_URL of a database with every table and no row; in the project `postgres`. */
    postgresTemplate: string;
  }
}

/** Which store this project's tests run on. */
export const isOnPostgres = process.env.KADIAN_TEST_STORE === 'postgres';

export interface TestDatabase {
  readonly database: Database;
  /** The settings that a process of the product finds it by. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface Kept {
  readonly database: Database;
  readonly url: string;
}

/** Databases of this process that nobody uses at the moment: emptying one is quicker than making one. */
const free: Kept[] = [];
let made = 0;

const urlOf = (name: string): string => inject('postgresTemplate').replace(/[^/]+$/, name);

/** On the PostgreSQL of this run, with the tables of the template, or without any. @returns DATABASE_URL */
export async function newPostgresDatabase({ empty = false } = {}): Promise<string> {
  const template = empty ? 'template0' : inject('postgresTemplate').split('/').at(-1);
  const name = `kadian_${process.pid}_${++made}`;
  const server = openPostgres(readPostgresAddress(urlOf('postgres')), 1);
  try {
    await server.run(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await server.close();
  }
  return urlOf(name);
}

async function makeKept(): Promise<Kept> {
  const url = await newPostgresDatabase();
  return { url, database: openPostgres(readPostgresAddress(url)) };
}

async function postgresTables(): Promise<TestDatabase> {
  const kept = free.pop() ?? (await makeKept());
  const { all, run } = kept.database;
  return {
    database: kept.database,
    environment: { DATABASE_URL: kept.url },
    async close() {
      const tables = await all(
        `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'`,
      );
      for (const { tablename } of tables) await run(`DELETE FROM ${tablename}`);
      free.push(kept);
    },
  };
}

async function sqliteTables(dataDir: string | null): Promise<TestDatabase> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'kadian-tables-')));
  const database = openSqlite(join(folder, DATABASE_FILE));
  await migrate(database);
  return {
    database,
    environment: { DATA_DIR: folder },
    async close() {
      await database.close();
      if (dataDir === null) await rm(folder, { recursive: true });
    },
  };
}

/** Every table and no row, on the store of this project; SQLite in this folder, or in one of its own. */
export const emptyTables = (dataDir: string | null = null): Promise<TestDatabase> =>
  isOnPostgres ? postgresTables() : sqliteTables(dataDir);
