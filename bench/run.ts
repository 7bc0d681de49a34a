// npm run bench -- <name> [options] --json
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const BENCHES = {
  carry: () => import('./carry/bench.ts'),
  desk: () => import('./desk/bench.ts'),
  import: () => import('./import/bench.ts'),
  judge: () => import('./judge/bench.ts'),
  scan: () => import('./scan/bench.ts'),
  server: () => import('./server/bench.ts'),
  soak: () => import('./soak/bench.ts'),
  sync: () => import('./sync/bench.ts'),
  video: () => import('./video/bench.ts'),
  write: () => import('./write/bench.ts'),
} as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    rows: { type: 'string' },
    images: { type: 'string' },
    phones: { type: 'string' },
    gates: { type: 'string' },
    days: { type: 'string' },
    only: { type: 'string' },
  },
});
const name = positionals[0] ?? '';
if (!(name in BENCHES)) {
  console.error(
    `Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [--rounds N] [--rows N] [--images FOLDER] [--phones N] [--gates N] [--days N] [--only CASE] [--json]`,
  );
  process.exit(2);
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
if (!Object.keys(dependencies).every((peer) => existsSync(`${folder}node_modules/${peer}`))) {
  console.error('Installing the peers to compare with (bench/package-lock.json) …');
  const { status } = spawnSync('npm', ['ci', '--prefix', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}

const { run } = await BENCHES[name as keyof typeof BENCHES]();
await run({
  json: values.json,
  ...(values.rounds !== undefined && { rounds: Number(values.rounds) }),
  ...(values.rows !== undefined && { rows: Number(values.rows) }),
  ...(values.images !== undefined && { images: values.images }),
  ...(values.phones !== undefined && { phones: Number(values.phones) }),
  ...(values.gates !== undefined && { gates: Number(values.gates) }),
  ...(values.days !== undefined && { days: Number(values.days) }),
  ...(values.only !== undefined && { only: values.only }),
});
