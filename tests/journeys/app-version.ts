import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT_DIR = join(import.meta.dirname, '../..');

/** A whole build of the app into `folder`, the way `npm run build` makes it, that calls itself `version`. */
export async function buildVersion(version: string, folder: string): Promise<void> {
  const script = join(import.meta.dirname, 'build-version-process.ts');
  // The test runner's own NODE_ENV would make it another kind of build.
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  await promisify(execFile)(process.execPath, [script, version, folder], { cwd: PROJECT_DIR, env });
}
