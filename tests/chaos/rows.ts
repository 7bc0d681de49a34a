import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { ServerFolders } from './server.ts';

type Row = Readonly<Record<string, unknown>>;

/** What stands in the server's tables, read past the server. */
export interface ServerRows {
  readonly devices: readonly Row[];
  readonly segments: readonly Row[];
  readonly records: readonly Row[];
  readonly forked: readonly Row[];
  readonly entries: readonly Row[];
}

export interface ServerKeys {
  /** Public points, 65 bytes. */
  readonly receipts: readonly Uint8Array[];
  /** Private scalars by the key's id. */
  readonly sealing: ReadonlyMap<string, Uint8Array>;
}

const QUERIES = {
  devices: 'SELECT device_id, public_key, revoked_at FROM devices',
  segments: 'SELECT * FROM segments',
  records: 'SELECT * FROM sealed_records ORDER BY device_id, segment_id, number',
  forked: 'SELECT * FROM forked_records',
  entries: 'SELECT * FROM entries',
} as const satisfies Record<keyof ServerRows, string>;

/** The server must be down, or at least still. `databaseUrl` null: SQLite in `dataDir`. */
export async function readRows(dataDir: string, databaseUrl: string | null): Promise<ServerRows> {
  const all = databaseUrl === null ? sqliteQuery(dataDir) : await postgresQuery(databaseUrl);
  try {
    const rows: Partial<Record<keyof ServerRows, readonly Row[]>> = {};
    for (const [name, sql] of Object.entries(QUERIES)) {
      rows[name as keyof ServerRows] = await all.query(sql);
    }
    return rows as ServerRows;
  } finally {
    await all.close();
  }
}

function sqliteQuery(dataDir: string) {
  const database = new DatabaseSync(join(dataDir, 'kadian.sqlite'));
  return {
    query: async (sql: string): Promise<Row[]> => database.prepare(sql).all(),
    close: async () => database.close(),
  };
}

async function postgresQuery(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    query: async (sql: string): Promise<Row[]> => (await client.query<Row>(sql)).rows,
    close: () => client.end(),
  };
}

export async function readKeys({ keysDir }: ServerFolders): Promise<ServerKeys> {
  const receipts: Uint8Array[] = [];
  const sealing = new Map<string, Uint8Array>();
  for (const name of await readdir(keysDir)) {
    const [, use] = /^(receipt|sealing)-.*\.json$/.exec(name) ?? [];
    if (!use) continue;
    const { keyId, privateKey } = JSON.parse(await readFile(join(keysDir, name), 'utf8'));
    const [x, y, d] = [privateKey.x, privateKey.y, privateKey.d].map((part) =>
      Buffer.from(part, 'base64url'),
    ) as [Buffer, Buffer, Buffer];
    if (use === 'receipt') receipts.push(Buffer.concat([Buffer.of(4), x, y]));
    else sealing.set(keyId, d);
  }
  return { receipts, sealing };
}

export const bytesOf = (row: Row, column: string): Buffer => {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`${column} is no bytes`);
  return Buffer.from(value);
};
export const textOf = (row: Row, column: string): string => String(row[column]);
/** PostgreSQL hands out its bigint as text. */
export const numberOf = (row: Row, column: string): number => Number(row[column]);
