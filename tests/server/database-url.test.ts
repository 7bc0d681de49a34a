import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/server/settings.ts';
import { numberedMarks } from '../../src/server/store/postgres-dialect.ts';

const read = (DATABASE_URL: string) => readSettings({ DATABASE_URL }).database;

test('without DATABASE_URL the database is a file in DATA_DIR', () => {
  expect(readSettings({}).database).toBeNull();
  expect(readSettings({ DATABASE_URL: ' ' }).database).toBeNull();
});

test('an address names user, password, hosts in their order, and database', () => {
  const address = read(
    'postgresql://u%40x:p%2Fw%3A@db1:5433,db2,[::1]:5434/street?sslmode=disable',
  );
  expect(address).toMatchObject({
    user: 'u@x',
    password: 'p/w:',
    database: 'street',
    tls: false,
    hosts: [
      { host: 'db1', port: 5433 },
      { host: 'db2', port: 5432 },
      { host: '::1', port: 5434 },
    ],
  });
  expect(read('postgres://u@/street?host=/var/run/postgresql')).toMatchObject({
    hosts: [{ host: '/var/run/postgresql', port: 5432 }],
    tls: false,
  });
});

test('beyond this machine TLS with a verified certificate is asked for, unless said otherwise', () => {
  expect(read('postgres://u@127.0.0.1/s')?.tls).toBe(false);
  expect(read('postgres://u@localhost,db2/s')?.tls).toEqual({ rejectUnauthorized: true });
  expect(read('postgres://u@db1/s')?.tls).toEqual({ rejectUnauthorized: true });
  expect(read('postgres://u@db1/s?sslmode=require')?.tls).toEqual({ rejectUnauthorized: false });
  expect(read('postgres://u@db1/s?sslmode=disable')?.tls).toBe(false);
});

test('the password is shown nowhere', () => {
  const settings = readSettings({ DATABASE_URL: 'postgres://u:geheim@db1:1,db2/s' });
  for (const shown of [inspect(settings, { depth: 9 }), JSON.stringify(settings)]) {
    expect(shown).toContain('postgres://u@db1:1,db2:5432/s');
    expect(shown).not.toContain('geheim');
  }
});

test.each([
  ['mysql://u:geheim@db1/s', 'no address'],
  ['postgres://u:geheim@/s', 'no host'],
  ['postgres://db1/s', 'no user'],
  ['postgres://u:geheim@db1', 'no database'],
  ['postgres://u:geheim@db1:0/s', 'host'],
  ['postgres://u:geheim@db1:70000/s', 'host'],
  ['postgres://u:geheim%@db1/s', '%'],
  ['postgres://u:geheim@db1/s?sslmode=prefer', 'sslmode'],
  ['postgres://u:geheim@db1/s?options=-cfsync', 'options'],
  ['postgres://u:geheim@db1/s?target_session_attrs=any', 'writes'],
  ['postgres://u:geheim@db1/s?sslmode=verify-full&sslrootcert=/nowhere.pem', '/nowhere.pem'],
])('%s is refused in a sentence without the password', (url, says) => {
  expect(() => read(url)).toThrow(says);
  expect(() => read(url)).not.toThrow('geheim');
});

test('marks become numbers, but not in quoted texts and names', () => {
  expect(numberedMarks(`SELECT '?', "a?""b", 'it''s ?' FROM t WHERE a = ? AND b IN (?, ?)`)).toBe(
    `SELECT '?', "a?""b", 'it''s ?' FROM t WHERE a = $1 AND b IN ($2, $3)`,
  );
});
