// The least that a server for RxDB's replication, or for plain JSON, can do: one durable transaction for a batch.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';

const folder = mkdtempSync(join(tmpdir(), 'kadian-json-'));
const database = new DatabaseSync(join(folder, 'json.sqlite'));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec('CREATE TABLE documents (id TEXT PRIMARY KEY, document TEXT NOT NULL)');
const upsert = database.prepare(
  'INSERT INTO documents VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
);

interface Document {
  readonly id: string;
}

function keep(documents: readonly Document[]): void {
  database.exec('BEGIN');
  for (const document of documents) upsert.run(document.id, JSON.stringify(document));
  database.exec('COMMIT');
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
};

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  if (request.method === 'POST') {
    const isPacked = request.url === '/gzip';
    const rows = JSON.parse(String(isPacked ? gunzipSync(body) : body));
    keep(isPacked ? rows : rows.map((row: { newDocumentState: Document }) => row.newDocumentState));
  }
  response.writeHead(200, { ...CORS, 'content-type': 'application/json' });
  // RxDB's answer to a push: the conflicts.
  response.end('[]');
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit());
process.on('disconnect', () => process.exit());
