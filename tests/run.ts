// The whole of `npm test`: what looks at the code and builds it at once, then the tests of what was built.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { CHROMIUM_PATH } from './chromium.ts';
import { postgresPrograms } from './postgres/cluster.ts';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Node ${process.version} is running the tests, but Kadian needs Node 24 or newer. On Linux, Windows ` +
      'and Intel Macs `npm ci` brings it; on other systems install Node 24 first.',
  );
  process.exit(2);
}

if (!existsSync(CHROMIUM_PATH)) {
  install(
    'chromium',
    'The tests drive a real Chromium and found none. Install it (Debian: sudo apt-get install chromium) ' +
      'or name one with CHROMIUM=/path/to/chrome npm test.',
  );
}
if (!postgresPrograms()) {
  install(
    'postgresql',
    'The tests run on a real PostgreSQL, too, and found none. Install version 15 or newer (Debian: sudo ' +
      'apt-get install postgresql), or put the folder of initdb and postgres into PATH.',
  );
}

const node = process.execPath;
type Step = readonly [name: string, args: readonly string[]];
const before: Step[] = [
  [
    'format and lint',
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ],
  ['types', ['tests/check-types.ts']],
  ['build', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']],
];
const tests: Step = ['tests', ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]];
await succeed(before);
await succeed([tests]);

/** Runs the steps at once; ends this process when one has failed. */
async function succeed(steps: readonly Step[]): Promise<void> {
  const failed = (await Promise.all(steps.map(run))).flat();
  if (failed.length === 0) return;
  console.error(`npm test stopped: ${failed.join(' and ')} failed.`);
  process.exit(1);
}

/** The step's name when it fails. */
async function run([name, args]: Step): Promise<string[]> {
  const startedAt = performance.now();
  const [status] = await once(spawn(node, args, { stdio: 'inherit' }), 'exit');
  if (status !== 0) return [name];
  console.log(`${name}: ok, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return [];
}

/** A Debian package, where that is possible; else `whatToDo` is said and this process ends. */
function install(name: string, whatToDo: string): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(whatToDo);
    process.exit(2);
  }
  console.log(`${name} is missing: installing it from the Debian packages.`);
  const apt = (args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const args = ['install', '-y', '--no-install-recommends', name];
  if (!apt(args) && !(apt(['update']) && apt(args))) {
    console.error(`Installing ${name} failed; the reason stands above.`);
    process.exit(2);
  }
}
