import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartProblem } from './start-problem.ts';

export const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));
export const DIST_DIR = join(PROJECT_DIR, 'dist');

const SOURCES = ['src', 'sw', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];
/** Parts of src that the app never holds: their changes need no new build. */
const SERVER_DIR = join(PROJECT_DIR, 'src', 'server');
/** Written when a build has come to its end, so that half a build is none. */
const STAMP = '.built';

function newestChange(path: string): number {
  if (path === SERVER_DIR || !existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .map((name) => newestChange(join(path, name)))
    .reduce((newest, one) => Math.max(newest, one), stat.mtimeMs);
}

function isBuilt(): boolean {
  const stamp = join(DIST_DIR, STAMP);
  if (!existsSync(stamp) || !existsSync(join(DIST_DIR, 'index.html'))) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return SOURCES.every((name) => newestChange(join(PROJECT_DIR, name)) <= builtAt);
}

/** Builds the app when it is missing or older than its sources. @throws StartProblem when it does not build. */
export function buildAppIfNeeded(say: (line: string) => void): void {
  if (isBuilt()) return;
  say('Building the app …');
  const vite = join(PROJECT_DIR, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: PROJECT_DIR,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    throw new StartProblem(
      'The app could not be built; what Vite said stands above. Was `npm ci` run?',
    );
  }
  writeFileSync(join(DIST_DIR, STAMP), '');
}
