import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BackupProblem } from './backup-problem.ts';

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

export async function refuseExisting(file: string): Promise<void> {
  if (await exists(file)) {
    throw new BackupProblem(`${file} exists and is not overwritten: choose another name.`);
  }
}

/**
 * A file that nobody else reads, whole or not at all: `fill` writes it under a temporary name, and what stands there
 * when it resolves is put under the name that was asked for, on disk. @throws BackupProblem when that name is taken.
 */
export async function makeNewFile(
  file: string,
  fill: (draft: string) => Promise<void>,
): Promise<void> {
  await refuseExisting(file);
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await (await open(draft, 'wx', 0o600)).close();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupProblem(`${file} cannot be written (${why}).`);
  }
  try {
    await fill(draft);
    await syncPath(draft);
    await putInPlace(draft, file);
  } finally {
    // With what SQLite may have left beside it.
    for (const end of ['', '-wal', '-shm', '-journal']) await rm(draft + end, { force: true });
  }
  // Windows cannot open a folder; its renames are durable by themselves.
  if (process.platform !== 'win32') await syncPath(dirname(file), 'r');
}

/** A link never overwrites, a rename does; but not every memory stick knows links. */
async function putInPlace(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') {
      await refuseExisting(file);
      throw error;
    }
    await refuseExisting(file);
    await rename(draft, file);
  }
}

async function syncPath(path: string, flags = 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
