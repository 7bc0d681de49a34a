import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCli } from '../../src/server/cli/run-cli.ts';
import { entryAt, keyListOf, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let folder: string;
beforeAll(async () => {
  rig = await openRig();
  folder = await mkdtemp(join(tmpdir(), 'kadian-cli-'));
});
afterAll(async () => {
  await rig.close();
  await rm(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** As the process would, beside the store that is open here. */
async function kadian(args: readonly string[], more: Record<string, string> = {}): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  vi.spyOn(console, 'log').mockImplementation((line) => {
    said.stdout += `${line}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation((line) => {
    said.stderr += `${line}\n`;
  });
  try {
    const code = await runCli(args, { ...rig.environment, ...more });
    return { code, ...said };
  } finally {
    vi.restoreAllMocks();
  }
}

const people = (compoundId: string) => rig.store.rosters.people('s', compoundId);

test('a table is read and nothing changes until it is applied, and wrong rows are not passed over', async () => {
  const file = join(folder, 'm2.csv');
  await writeFile(file, '姓名,楼栋,房号,身份证号\n李想,1,101,\n赵新,1,102,4.10101E+17\n');
  const preview = await kadian(['import', file, '--place', 'm2', '--json']);
  expect(preview).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(preview.stdout)).toMatchObject({ added: 1, wrongRows: 1 });
  expect((await people('m2')).residents).toEqual([]);
  const wrong = await kadian(['import', file, '--place', 'm2', '--apply']);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(/^1 rows cannot be taken: [^\n]*--without-wrong-rows\.\n$/);
  expect((await people('m2')).residents).toEqual([]);
  const done = await kadian(['import', file, '--place', 'm2', '--apply', '--without-wrong-rows']);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect((await people('m2')).residents.map(({ name }) => name)).toEqual(['李想']);
});

test.each([
  ['csv', (bytes: Buffer) => bytes.toString('utf8').includes('周敬明')],
  ['xlsx', (bytes: Buffer) => bytes.subarray(0, 2).toString() === 'PK'],
] as const)(
  'a ledger is exported as %s for the owner alone, over nothing, and is accounted',
  async (format, holds) => {
    const file = join(folder, `residents.${format}`);
    const args = [
      'export',
      '--ledger',
      'residents',
      '--place',
      'm1',
      '--format',
      format,
      '--to',
      file,
    ];
    const done = await kadian([...args, '--json']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(done.stdout)).toMatchObject({ rows: 3, format });
    expect(holds(await readFile(file))).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await kadian(args)).stderr).toMatch(/exists and is not overwritten/);
    expect((await kadian(['accesses'])).stdout).toMatch(/ {2}export m1 {2}\d+\n/);
  },
);

test('a gate is added with its card, under what it may stand under and by one name once', async () => {
  const add = (under: string, kind: string, name: string) =>
    kadian(['places', 'add', '--under', under, '--kind', kind, '--name', name, '--json']);
  const done = await add('m2', 'gate', '西门');
  const { id } = JSON.parse(done.stdout);
  expect((await rig.store.gates.find(id))?.cardEpoch).toBe(1);
  expect((await add('m2', 'gate', '西门')).stderr).toMatch(/name already/);
  expect((await add('g1', 'compound', '里')).stderr).toMatch(/cannot stand/);
});

test('the name of a place does not steer the terminal', async () => {
  const added = await kadian([
    ...['places', 'add', '--under', 'c', '--kind', 'compound'],
    ...['--name', '梧\u001b[2J桐'],
  ]);
  expect(added).toMatchObject({ code: 0, stderr: '' });
  const listed = await kadian(['places']);
  for (const { stdout } of [added, listed]) {
    expect(stdout).toContain('梧 [2J桐');
    expect(stdout).not.toContain('\u001b');
  }
});

test('what was exported at the terminal stands in the street’s ledger of accesses', async () => {
  const exportOf = (ledger: string, placeId: string, file: string) =>
    kadian(['export', '--ledger', ledger, '--place', placeId, '--to', join(folder, file)]);
  await exportOf('residents', 's', 'residents.csv');
  expect((await exportOf('accesses', 's', 'accesses.csv')).code).toBe(0);
  expect(await readFile(join(folder, 'accesses.csv'), 'utf8')).toContain('0'.repeat(32));
  await exportOf('accesses', 'm1', 'accesses-m1.csv');
  expect(await readFile(join(folder, 'accesses-m1.csv'), 'utf8')).not.toContain('0'.repeat(32));
});

test('the daily report is exported for the day that is asked for, and for no day that is none', async () => {
  const file = join(folder, 'report.csv');
  const report = (day: string) =>
    kadian([...'export --ledger daily-report --place s --day'.split(' '), day, '--to', file]);
  expect(await report('2022-02-30')).toMatchObject({ code: 2, stdout: '' });
  expect((await report('2022-03-30')).code).toBe(0);
  const [, ...rows] = (await readFile(file, 'utf8')).trim().split('\r\n');
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows) expect(row).toMatch(/^"?2022-03-30/);
});

test('an invitation that phones could not use is refused with the reason and what to do', async () => {
  const args = ['invite', '--role', 'gate', '--place', 'g1'];
  const refused = await kadian(args, { PUBLIC_URL: 'http://10.0.0.7' });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/https only\. .*docs\/deployment\.md/);
  const shift = ['invite', '--shift', '--place', 'm1', '--phones', '12', '--hours', '8'];
  const made = await kadian([...shift, '--json']);
  expect(JSON.parse(made.stdout)).toMatchObject({ role: 'gate', placeId: 'm1' });
  const [invitation] = await rig.store.invitations.open('s/', Date.now());
  expect(invitation).toMatchObject({ kind: 'shift', usesLeft: 12 });
});

test.each([
  'invite',
  'import',
  'export',
  'backup',
  'restore',
  'backup-keys',
  'restore-keys',
  'new-keys',
  'revoke',
])('%s tells how it is used, and ends with 2 when it is used otherwise', async (name) => {
  const help = await kadian([name, '--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toContain(`kadian ${name} `);
  const wrong = await kadian([name, '--colour']);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain(`kadian ${name} --help`);
});

test.each(['verify', 'purge', 'rotate-keys'])(
  '%s tells how it is used, and says a failure as JSON when it is asked to',
  async (name) => {
    const help = await kadian([name, '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain(`kadian ${name}`);
    const wrong = await kadian([name, '--colour', '--json']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(wrong.stderr)).toMatchObject({ exitCode: 2, error: expect.any(String) });
  },
);

describe('with a log of a hundred days ago', () => {
  let log: TestLog;
  const linesOf = ({ stdout }: Ended) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  beforeAll(async () => {
    rig.time.now = Date.now() - 100 * 86_400_000;
    const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
    log = await TestLog.begin(phone, 'g1');
    for (let n = 0; n < 3; n += 1) await log.append(entryAt(rig.time.now));
    await log.push();
  });

  test('verify says what is there and that all is well, and ends with 1 when it is not', async () => {
    const well = await kadian(['verify', '--json']);
    expect(well.code).toBe(0);
    expect(linesOf(well)).toEqual([
      expect.objectContaining({ summary: true, segments: 1, records: 3, entries: 3, faults: 0 }),
      { ok: true },
    ]);
    const set = 'UPDATE entries SET mask = ? WHERE segment_id = ? AND number = 2';
    await rig.database.run(set, [0, log.segmentId]);
    const spoiled = await kadian(['verify', '--json']);
    expect(spoiled.code).toBe(1);
    expect(linesOf(spoiled)[0]).toMatchObject({
      what: 'ledger-altered',
      wrong: true,
      segmentId: log.segmentId,
      number: 2,
      detail: 'mask',
    });
    expect(JSON.parse(spoiled.stderr)).toEqual({ error: '1 things are wrong.', exitCode: 1 });
    const inWords = await kadian(['verify']);
    expect(inWords.stdout).toMatch(/^WRONG .*number 2: an entry is not what/);
    await rig.database.run(set, [1, log.segmentId]);
  });

  test('purge says first what would go, keeps to the days it was told, and what is left is verified', async () => {
    expect((await kadian(['purge', '--keep-days', '3'])).code).toBe(2);
    const dry = await kadian(['purge', '--keep-days', '30', '--dry-run', '--json']);
    expect(linesOf(dry)[0]).toMatchObject({ dryRun: true, records: 3, entries: 3 });
    expect(await rig.store.retention.days()).toBe(60);
    const kept = await kadian(['purge', '--keep-days', '200', '--json']);
    expect(linesOf(kept)[0]).toMatchObject({ dryRun: false, records: 0, keepDays: 200 });
    // By what was said last, until something else is said.
    expect(linesOf(await kadian(['purge', '--json']))[0]).toMatchObject({ keepDays: 200 });
    const done = await kadian(['purge', '--keep-days', '30']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/3 records in 1 segments, 3 entries.*are destroyed\./);
    expect(await rig.store.custody.sealed(log.device.deviceId, log.segmentId, 1, 3)).toEqual([]);
    const verified = await kadian(['verify', '--json']);
    expect(linesOf(verified)[0]).toMatchObject({ summary: true, purged: 1, records: 0, faults: 0 });
  });

  test('restore --renew makes a database that came back by other means another one, above all that phones have', async () => {
    const before = await rig.store.rosters.generation('m1');
    expect((await kadian(['restore', '--renew', '--from', 'x'])).code).toBe(2);
    const done = await kadian(['restore', '--renew', '--json']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const { incarnation } = linesOf(done)[0];
    expect(incarnation).not.toBe(rig.store.incarnation);
    const after = await rig.store.rosters.generation('m1');
    expect(after.generation).toBeGreaterThan(before.generation + 1_000_000);
    const again = await kadian(['restore', '--renew', '--json']);
    expect(linesOf(again)[0].incarnation).not.toBe(incarnation);
  });

  test('rotate-keys makes keys that are announced at once and sign later', async () => {
    expect((await kadian(['rotate-keys', '--use', 'receipt,root'])).code).toBe(2);
    const done = await kadian(['rotate-keys', '--use', 'receipt,pass', '--json']);
    expect(linesOf(done)).toEqual([
      { use: 'receipt', keyId: '2', notBefore: expect.any(Number) },
      { use: 'pass', keyId: '2', notBefore: expect.any(Number) },
    ]);
    const listed = (await keyListOf(rig)).keys.filter(({ keyId }) => keyId === '2');
    expect(listed.map(({ use }) => use).sort()).toEqual(['pass', 'receipt']);
    expect(rig.keys.receipt.keyId).toBe('1');
  });
});

test('the command runs by a link from another folder, also where the Node on the way is too old', async () => {
  const launcher = fileURLToPath(new URL('../../src/server/kadian.mjs', import.meta.url));
  expect((await stat(launcher)).mode & 0o111).toBe(0o111);
  const link = join(folder, 'kadian');
  await symlink(launcher, link);
  const run = promisify(execFile);
  const options = {
    cwd: folder,
    env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  };
  expect((await run(link, ['--help'], options)).stdout).toContain('kadian <command>');
  // As an old one: the launcher asks process.versions, which is all that it can know.
  const old = `Object.defineProperty(process.versions, 'node', { value: '20.1.0' });`;
  await writeFile(join(folder, 'old.mjs'), `${old}\nawait import(${JSON.stringify(launcher)});\n`);
  const handed = await run(process.execPath, [join(folder, 'old.mjs'), 'nothing'], options).catch(
    (error) => error,
  );
  expect(handed).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no "nothing"'),
  });
});
