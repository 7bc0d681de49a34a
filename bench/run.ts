// npm run bench -- <name> [options] --json
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const BENCHES = {
  write: () => import('./write/bench.ts'),
} as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' } },
});
const name = positionals[0] ?? '';
if (!(name in BENCHES)) {
  console.error(
    `Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [--rounds N] [--json]`,
  );
  process.exit(2);
}

const folder = fileURLToPath(new URL('.', import.meta.url));
if (!existsSync(`${folder}node_modules`)) {
  console.error('Installing the peers to compare with (bench/package-lock.json) …');
  const { status } = spawnSync('npm', ['ci', '--prefix', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}

const { run } = await BENCHES[name as keyof typeof BENCHES]();
await run({ json: values.json, rounds: Number(values.rounds ?? 9) });
