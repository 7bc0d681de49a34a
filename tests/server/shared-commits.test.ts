import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/server/store/database.ts';
import { SharedCommits } from '../../src/server/store/shared-commits.ts';
import { openSqlite } from '../../src/server/store/sqlite-database.ts';

let folder: string;
let database: Database;
let commits: SharedCommits<Saying, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-shared-'));
  database = openSqlite(join(folder, 'shared.sqlite'));
  commits = new SharedCommits(database, write);
  await database.run('CREATE TABLE said (word TEXT NOT NULL PRIMARY KEY)');
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

interface Saying {
  readonly word: string;
  readonly more?: (inside: Database) => Promise<void>;
}

async function write(inside: Database, { word, more }: Saying): Promise<string> {
  await inside.run('INSERT INTO said (word) VALUES (?)', [word]);
  await more?.(inside);
  return word;
}

const say = (word: string, more?: (inside: Database) => Promise<void>): Promise<string> =>
  commits.add({ word, ...(more && { more }) });

const said = async (): Promise<unknown[]> =>
  (await database.all('SELECT word FROM said ORDER BY word')).map(({ word }) => word);

test('of those that share a commit each is all or nothing by itself', async () => {
  const ends = await Promise.allSettled([
    say('a'),
    say('b', () => Promise.reject(new Error('not this one'))),
    // Breaks a rule of the table itself.
    say('a'),
    say('c'),
  ]);
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
  expect(await said()).toEqual(['a', 'c']);
});

test('who shares a commit is told when it is durable, and sees what those before it wrote', async () => {
  const seen: unknown[] = [];
  const first = say('d').then(async () => seen.push(await said()));
  const second = say('e', async (inside) => {
    seen.push((await inside.all("SELECT word FROM said WHERE word = 'd'")).length);
  });
  await Promise.all([first, second]);
  expect(seen).toEqual([1, ['a', 'c', 'd', 'e']]);
});

test('hundreds that wait all get their turn, beside transactions of their own', async () => {
  const words = Array.from({ length: 200 }, (_, index) => `w${String(index).padStart(3, '0')}`);
  const alone = database.transaction((inside) =>
    inside.run('INSERT INTO said (word) VALUES (?)', ['alone']),
  );
  await Promise.all([...words.map((word) => say(word)), alone]);
  expect(await said()).toEqual(['a', 'alone', 'c', 'd', 'e', ...words]);
});

test('when the common commit cannot begin, everybody is told', async () => {
  const broken = openSqlite(join(folder, 'broken.sqlite'));
  await broken.close();
  const unlucky = new SharedCommits(broken, write);
  const ends = await Promise.allSettled([unlucky.add({ word: 'x' }), unlucky.add({ word: 'y' })]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
