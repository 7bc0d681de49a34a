import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/server/store/database.ts';
import { readPostgresAddress } from '../../src/server/store/postgres-address.ts';
import { openPostgres } from '../../src/server/store/postgres-database.ts';
import { OutcomeUnknown } from '../../src/server/store/postgres-error.ts';
import { newPostgresDatabase } from '../server/test-database.ts';
import { Meddler } from './meddler.ts';

let direct: Database;
let meddler: Meddler;
let meddled: Database;
beforeAll(async () => {
  const url = await newPostgresDatabase({ empty: true });
  direct = openPostgres(readPostgresAddress(url));
  await direct.run('CREATE TABLE tallies (name TEXT NOT NULL PRIMARY KEY, count BIGINT NOT NULL)');
  meddler = await Meddler.before(Number(new URL(url).port));
  meddled = openPostgres(readPostgresAddress(url.replace(/:\d+\//, `:${meddler.port}/`)));
});
afterAll(async () => {
  await meddled.close();
  meddler.close();
  await direct.close();
});
beforeEach(async () => {
  meddler.meddle = (bytes) => bytes;
  await direct.run('DELETE FROM tallies');
  await direct.run('INSERT INTO tallies (name, count) VALUES (?, ?)', ['gate', 0]);
});

const tally = async (): Promise<unknown> =>
  (await direct.all('SELECT count FROM tallies'))[0]?.count;
const ADD = 'UPDATE tallies SET count = count + 1 WHERE name = ?';

/** Once, on the first piece from the client that says this. */
function once(word: string, then: 'cut' | 'cut-after'): void {
  let isDone = false;
  meddler.meddle = (bytes, from) => {
    if (isDone || from !== 'client' || !bytes.includes(word)) return bytes;
    isDone = true;
    return then;
  };
}

function adding(): { runs: () => number; done: Promise<string> } {
  let runs = 0;
  const done = meddled.transaction(async (inside) => {
    runs += 1;
    await inside.run(ADD, ['gate']);
    return 'done';
  });
  return { runs: () => runs, done };
}

test.each(['BEGIN', 'UPDATE'])(
  'a connection lost at %s, before anything can be committed, has the whole work begin anew',
  async (word) => {
    once(word, 'cut');
    const { runs, done } = adding();
    expect(await done).toBe('done');
    expect(runs()).toBe(word === 'BEGIN' ? 1 : 2);
    expect(await tally()).toBe(1);
  },
);

test('a COMMIT that arrives but whose answer is lost is neither reported as done nor done again', async () => {
  once('COMMIT', 'cut-after');
  const { runs, done } = adding();
  await expect(done).rejects.toThrow(OutcomeUnknown);
  expect(runs()).toBe(1);
  await expect.poll(tally).toBe(1);
});

test('a COMMIT that never arrives is not reported as done, and nothing of it stands', async () => {
  once('COMMIT', 'cut');
  const { runs, done } = adding();
  await expect(done).rejects.toThrow(OutcomeUnknown);
  expect(runs()).toBe(1);
  await setTimeout(50);
  expect(await tally()).toBe(0);
});

test('a single statement whose answer is lost is not repeated', async () => {
  once('UPDATE', 'cut-after');
  await expect(meddled.run(ADD, ['gate'])).rejects.toThrow(OutcomeUnknown);
  await expect.poll(tally).toBe(1);
});

test('a commit that the server no longer waited for its standby with is not reported as done', async () => {
  const text = Buffer.from(
    'SWARNING\0C01000\0Mcanceling wait for synchronous replication due to user request\0\0',
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(text.length + 4);
  const warning = Buffer.concat([Buffer.from('N'), length, text]);
  let isCommitting = false;
  meddler.meddle = (bytes, from) => {
    if (from === 'client') isCommitting = bytes.includes('COMMIT');
    return from === 'server' && isCommitting ? Buffer.concat([warning, bytes]) : bytes;
  };
  await expect(adding().done).rejects.toThrow(OutcomeUnknown);
});

test('reads go on when every connection was cut, in use or not', async () => {
  const read = () => meddled.all('SELECT count FROM tallies WHERE name = ?', ['gate']);
  await Promise.all([read(), read(), read()]);
  meddler.cutAll();
  expect(await read()).toEqual([{ count: 0 }]);
  once('SELECT', 'cut');
  expect(await Promise.all([read(), read()])).toEqual([[{ count: 0 }], [{ count: 0 }]]);
});

test('transactions that meet are done as if one after another, each exactly once', async () => {
  const add = () =>
    direct.transaction(async (inside) => {
      const [row] = await inside.all('SELECT count FROM tallies WHERE name = ?', ['gate']);
      const count = Number(row?.count) + 1;
      await inside.run('UPDATE tallies SET count = ? WHERE name = ?', [count, 'gate']);
      return count;
    });
  const counts = await Promise.all(Array.from({ length: 12 }, add));
  expect(counts.sort((a, b) => a - b)).toEqual(counts.map((_, at) => at + 1));
  expect(await tally()).toBe(12);
});

test('a statement that fails fails the whole transaction, also when the work makes nothing of it', async () => {
  const work = direct.transaction(async (inside) => {
    await inside.run(ADD, ['gate']);
    await inside.run('INSERT INTO nowhere (name) VALUES (?)', ['x']).catch(() => 0);
    return 'done';
  });
  await expect(work).rejects.toThrow('nowhere');
  expect(await tally()).toBe(0);
});

test('numbers beyond 2^53 are refused, not rounded', async () => {
  await direct.run('UPDATE tallies SET count = 9007199254740993 WHERE name = ?', ['gate']);
  await expect(direct.all('SELECT count FROM tallies')).rejects.toThrow(RangeError);
});

test('a text with U+0000, which PostgreSQL has no place for, is kept without it', async () => {
  await direct.run('INSERT INTO tallies (name, count) VALUES (?, ?)', ['a\0b', 1]);
  const rows = await direct.all('SELECT name FROM tallies WHERE count = ?', [1]);
  expect(rows).toEqual([{ name: 'a\uFFFDb' }]);
});
