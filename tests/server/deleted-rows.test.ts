import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '../../src/server/store/sqlite-database.ts';

test('of deleted rows nothing is left in the file, neither of short ones nor of those of many pages', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-deleted-'));
  const file = join(folder, 'kept.sqlite');
  const database = openSqlite(file);
  await database.run('CREATE TABLE people (id BIGINT PRIMARY KEY, text TEXT NOT NULL)');
  const texts = ['kept of Zhou', 'short of Zhou', 'long of Zhou '.repeat(10_000)];
  for (const [id, text] of texts.entries()) {
    await database.run('INSERT INTO people (id, text) VALUES (?, ?)', [id, text]);
  }
  await database.run('DELETE FROM people WHERE id > ?', [0]);
  // Closing brings the journal into the file.
  await database.close();
  const left = (await readFile(file)).toString('latin1').match(/\w+ of Zhou/g);
  expect(left).toEqual(['kept of Zhou']);
  await rm(folder, { recursive: true });
});
