import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '../../src/server/settings.ts';
import { StartProblem } from '../../src/server/start-problem.ts';
import { BARE_SERVER, CLI, freePort, startProcess } from './server-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-start-'));
});
afterAll(() => rm(folder, { recursive: true }));

const dataDir = (name: string) => join(folder, name);
const oneSentence = /^[A-Z][^\n]*\.$/;
const sentence = /^[A-Z][^\n]*\.\n$/;

async function refusesToStart(environment: Record<string, string>): Promise<string> {
  const ended = await startProcess(BARE_SERVER, environment).ended;
  expect(ended.code).toBe(2);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toMatch(sentence);
  return ended.stderr;
}

test.each([
  [{ PORT: 'eighty' }, /PORT is "eighty"/],
  [{ PORT: '70000' }, /PORT is "70000"/],
  [{ PUBLIC_URL: 'street.example' }, /PUBLIC_URL is "street\.example"/],
  [{ PUBLIC_URL: 'https://street.example/app' }, /PUBLIC_URL/],
  [{ TIME_ZONE: 'Asia/Nowhere' }, /TIME_ZONE is "Asia\/Nowhere"/],
  [{ TRUST_PROXY: 'yes' }, /TRUST_PROXY is "yes"/],
  [{ TRUST_PROXY: '10.0.0.0/33' }, /TRUST_PROXY/],
  [{ TLS_CERT: '/cert.pem' }, /TLS_CERT and TLS_KEY go together/],
  [{ TLS_CERT: '/cert.pem', TLS_KEY: '/key.pem' }, /\/cert\.pem, which cannot be read/],
])('%j is one sentence', (environment, says) => {
  const read = () => readSettings(environment);
  expect(read).toThrow(StartProblem);
  expect(read).toThrow(says);
  expect(read).toThrow(oneSentence);
});

test('a wrong setting ends the start with its sentence and exit code 2, and makes nothing', async () => {
  const environment = { DATA_DIR: dataDir('none'), PORT: 'eighty' };
  expect(await refusesToStart(environment)).toMatch(/PORT is "eighty"/);
  await expect(stat(dataDir('none'))).rejects.toThrow();
});

test('a host that is not this machine’s is named', async () => {
  const environment = { DATA_DIR: dataDir('host'), HOST: '192.0.2.1', PORT: '0' };
  expect(await refusesToStart(environment)).toContain('192.0.2.1');
});

test('a taken port is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = String(typeof address === 'object' ? address?.port : 0);
  expect(await refusesToStart({ DATA_DIR: dataDir('taken'), PORT: port })).toContain(
    `Port ${port} is taken`,
  );
  other.close();
});

test('folders that cannot be written are named', async () => {
  const file = dataDir('file');
  await writeFile(file, '');
  expect(await refusesToStart({ DATA_DIR: join(file, 'data') })).toContain(join(file, 'data'));
  const environment = { DATA_DIR: dataDir('data'), KEYS_DIR: join(file, 'keys') };
  expect(await refusesToStart(environment)).toContain(join(file, 'keys'));
});

test.runIf(process.platform === 'linux')(
  'a data folder where the kernel makes none is refused too, and at once',
  async () => {
    expect(await refusesToStart({ DATA_DIR: '/proc/kadian/data' })).toContain('/proc/kadian/data');
  },
);

test('without the keys that belong to its database it does not start, and makes none', async () => {
  const own = dataDir('keyed');
  const kadian = (environment: Record<string, string>, ...args: string[]) =>
    startProcess(CLI, { DATA_DIR: own, ...environment }, args).ended;
  await kadian({}, 'places');
  const elsewhere = { KEYS_DIR: dataDir('no-keys') };
  const says = await refusesToStart({ DATA_DIR: own, PORT: '0', ...elsewhere });
  expect(says).toContain(`The keys of ${own} are not in ${elsewhere.KEYS_DIR}`);
  expect(says).toContain('kadian restore-keys');
  await expect(stat(elsewhere.KEYS_DIR)).rejects.toThrow('ENOENT');

  await startProcess(CLI, { DATA_DIR: dataDir('other') }, ['places']).ended;
  const others = { KEYS_DIR: `${dataDir('other')}-keys` };
  const refused = await kadian(others, 'places');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(`are not those of ${own}`);
  expect((await kadian({}, 'places')).code).toBe(0);

  expect((await kadian(elsewhere, 'new-keys')).code).toBe(2);
  expect((await kadian(elsewhere, 'new-keys', '--yes')).code).toBe(0);
  expect((await kadian(elsewhere, 'places')).code).toBe(0);
  expect((await kadian({}, 'places')).code).toBe(2);
});

test('processes that start at once on empty folders share one street and one root key', async () => {
  const environment = { DATA_DIR: dataDir('at-once') };
  const ended = await Promise.all(
    [1, 2, 3].map(() => startProcess(CLI, environment, ['places', '--json']).ended),
  );
  const places = ended.map(({ stdout }) => JSON.parse(stdout));
  expect(places.map(({ id }) => id)).toEqual(['street', 'street', 'street']);
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(Array(3).fill([0, '']));
});

test('a database from a newer version is left alone', async () => {
  const own = dataDir('newer');
  await startProcess(CLI, { DATA_DIR: own }, ['places']).ended;
  const database = new DatabaseSync(join(own, 'kadian.sqlite'));
  database.exec('INSERT INTO schema_version (version) VALUES (999)');
  database.close();
  expect(await refusesToStart({ DATA_DIR: own, PORT: '0' })).toContain('newer Kadian');
});

test('what is no database is said to be none', async () => {
  const own = dataDir('odd');
  await startProcess(CLI, { DATA_DIR: own }, ['places']).ended;
  await writeFile(join(own, 'kadian.sqlite'), 'this is a text and no database at all '.repeat(50));
  expect(await refusesToStart({ DATA_DIR: own, PORT: '0' })).toContain('kadian.sqlite');
});

test('the first start makes keys for the owner alone, and prints an invitation until somebody joined', async () => {
  const own = dataDir('first');
  const port = await freePort();
  const environment = { DATA_DIR: own, PORT: String(port), PUBLIC_URL: 'https://street.example' };
  const server = startProcess(BARE_SERVER, environment);
  const printed = await server.printed(/#join=.*\n/);
  expect(printed).toContain('Kadian is at https://street.example\n');
  expect(printed).toMatch(/https:\/\/street\.example\/#join=ask\.[\w-]{22}\.[\w-]{43}\n/);
  expect(printed).toMatch(/[█▀▄]{3}/);
  expect(((await stat(`${own}-keys`)).mode & 0o777).toString(8)).toBe('700');
  for (const name of await readdir(`${own}-keys`)) {
    expect([name, ((await stat(join(`${own}-keys`, name))).mode & 0o777).toString(8)]).toEqual([
      name,
      '600',
    ]);
  }
  expect(((await stat(join(own, 'kadian.sqlite'))).mode & 0o777).toString(8)).toBe('600');
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(await health.json()).toMatchObject({ ok: true, devices: false });

  const beside = await startProcess(CLI, environment, [
    'invite',
    '--role',
    'gate',
    '--place',
    'street',
    '--json',
  ]).ended;
  expect(beside).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(beside.stdout)).toMatchObject({ role: 'gate', placeId: 'street' });

  server.child.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
});

test('at an address that phones cannot use nobody is invited, and the terminal says why and what to do', async () => {
  const port = String(await freePort());
  const environment = { PORT: port, PUBLIC_URL: 'http://192.168.1.5:8420' };
  const server = startProcess(BARE_SERVER, { DATA_DIR: dataDir('plain'), ...environment });
  const printed = await server.printed(/docs\/deployment\.md.*\n/);
  expect(printed).toContain('PUBLIC_URL is http://192.168.1.5:8420: a phone gives its camera');
  server.child.kill('SIGTERM');
  const { stdout, code } = await server.ended;
  expect(code).toBe(0);
  expect(stdout).not.toContain('#join=');
});

test('with a certificate of its own the server asks itself whether phones can trust it', async () => {
  const certificates = join(import.meta.dirname, 'certificates');
  const both = join(certificates, 'good.pem');
  const started = async (more: Record<string, string>, sign: RegExp): Promise<string> => {
    const port = String(await freePort());
    const address = { PORT: port, HOST: '127.0.0.1', PUBLIC_URL: `https://localhost:${port}` };
    const tls = { TLS_CERT: both, TLS_KEY: both };
    const environment = { DATA_DIR: dataDir('own-tls'), ...address, ...tls, ...more };
    const server = startProcess(BARE_SERVER, environment);
    const printed = await server.printed(sign);
    server.child.kill('SIGTERM');
    await server.ended;
    return printed;
  };
  expect(await started({}, /phones trust.*\n/)).not.toContain('#join=');
  const trusting = { NODE_EXTRA_CA_CERTS: join(certificates, 'root.pem') };
  expect(await started(trusting, /#join=.*\n/)).toContain('https://localhost:');
});

test.each([
  [[], 2],
  [['--help'], 0],
  [['places'], 0],
  [['dance'], 2],
  [['invite', '--role', 'king', '--place', 'street'], 2],
  [['invite', '--role', 'gate'], 2],
  [['invite', '--role', 'gate', '--place', 'street', '--minutes', '0'], 2],
  [['invite', '--role', 'gate', '--place', 'nowhere'], 1],
  [['places', '--colour'], 2],
  [['devices'], 0],
  [['revoke'], 2],
  [['revoke', '--device', 'nobody', '--pass', '1'], 2],
  [['revoke', '--device', 'nobody'], 1],
  [['revoke', '--pass', 'one'], 2],
  [['revoke', '--pass', '1'], 1],
])('kadian %j ends with %i', async (args, code) => {
  const ended = await startProcess(CLI, { DATA_DIR: dataDir('cli') }, args).ended;
  expect(ended.code).toBe(code);
  expect(ended.stderr === '').toBe(code === 0 || args.length === 0);
});
