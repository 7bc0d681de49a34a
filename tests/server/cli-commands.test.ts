import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCli } from '../../src/server/cli/run-cli.ts';
import { openRig, type Rig } from './server-rig.ts';

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
  const environment = { DATA_DIR: join(rig.folder, 'data'), KEYS_DIR: join(rig.folder, 'keys') };
  try {
    const code = await runCli(args, { ...environment, ...more });
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
