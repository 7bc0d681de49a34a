// The whole of `npm test`: one step after the other, the first failure ends it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CHROMIUM_PATH } from './chromium.ts';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Node ${process.version} is running the tests, but Kadian needs Node 24 or newer. On Linux, Windows ` +
      'and Intel Macs `npm ci` brings it; on other systems install Node 24 first.',
  );
  process.exit(2);
}

if (!existsSync(CHROMIUM_PATH)) installChromium();

const node = process.execPath;
const steps: [string, string[]][] = [
  [
    'format and lint',
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ],
  ['types', ['tests/check-types.ts']],
  ['build', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']],
  ['tests', ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]],
];
for (const [name, args] of steps) {
  const startedAt = performance.now();
  const { status } = spawnSync(node, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`npm test stopped: ${name} failed.`);
    process.exit(status ?? 1);
  }
  console.log(`${name}: ok, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function installChromium(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(
      'The tests drive a real Chromium and found none. Install it (Debian: sudo apt-get install chromium) ' +
        'or name one with CHROMIUM=/path/to/chrome npm test.',
    );
    process.exit(2);
  }
  console.log('Chromium is missing: installing it from the Debian packages.');
  const apt = (args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  if (!apt(install) && !(apt(['update']) && apt(install))) {
    console.error('Installing Chromium failed; the reason stands above.');
    process.exit(2);
  }
}
