import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from './start-problem.ts';

export const PROJECT_DIR = join(import.meta.dirname, '..', '..');
export const DIST_DIR = join(PROJECT_DIR, 'dist');

const SOURCES = [
  'src',
  'sw',
  'visit',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];
/** Parts of src that the app never holds: their changes need no new build. */
const SERVER_DIR = join(PROJECT_DIR, 'src', 'server');
/** The first and the last thing that a build writes: half a build is none. */
const RESULTS = ['index.html', 'sw.js'];

function newestChange(path: string): number {
  if (path === SERVER_DIR || !existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .map((name) => newestChange(join(path, name)))
    .reduce((newest, one) => Math.max(newest, one), stat.mtimeMs);
}

function isBuilt(): boolean {
  const results = RESULTS.map((name) => join(DIST_DIR, name));
  if (!results.every((file) => existsSync(file))) return false;
  const builtAt = Math.min(...results.map((file) => statSync(file).mtimeMs));
  return SOURCES.every((name) => newestChange(join(PROJECT_DIR, name)) <= builtAt);
}

/** Builds the app when it is missing or older than its sources. @throws StartProblem when it does not build. */
export function buildAppIfNeeded(announce: (line: string) => void): void {
  if (isBuilt()) return;
  announce('Building the app …');
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
}
