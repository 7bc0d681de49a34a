import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/server/store/database.ts';
import { openSqlite } from '../../src/server/store/sqlite-database.ts';

let folder: string;
let database: Database;
let beside: DatabaseSync;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-locked-'));
  const file = join(folder, 'one.sqlite');
  database = openSqlite(file);
  await database.run('CREATE TABLE notes (note TEXT NOT NULL)');
  beside = new DatabaseSync(file);
});
afterEach(async () => {
  beside.close();
  await database.close();
  await rm(folder, { recursive: true });
});

const insert = "INSERT INTO notes (note) VALUES ('x')";
const notes = async (): Promise<number> => (await database.all('SELECT * FROM notes')).length;

test.each([
  ['write', () => database.run(insert)],
  ['transaction', () => database.transaction((inside) => inside.run(insert))],
])('a %s waits for another process, and holds nobody else up meanwhile', async (_what, work) => {
  beside.exec('BEGIN IMMEDIATE');
  const done = work();
  // Only a process that is not stopped comes here before the lock is free.
  await new Promise(setImmediate);
  expect(await notes()).toBe(0);
  beside.exec('COMMIT');
  expect(await done).toBe(1);
  expect(await notes()).toBe(1);
});

test('a statement that is wrong fails at once and is not tried again', async () => {
  await expect(database.run('INSERT INTO nowhere (note) VALUES (1)')).rejects.toThrow('nowhere');
  await expect(database.run('INSERT INTO notes (note) VALUES (NULL)')).rejects.toThrow('NOT NULL');
});
