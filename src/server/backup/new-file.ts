import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { exists, putInPlace, syncFolderOf, syncPath } from '../durable-file.ts';
import { BackupProblem } from './backup-problem.ts';

const taken = (file: string): BackupProblem =>
  new BackupProblem(`${file} exists and is not overwritten: choose another name.`);

export async function refuseExisting(file: string): Promise<void> {
  if (await exists(file)) throw taken(file);
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
    await syncPath(draft, 'r+');
    if (!(await putInPlace(draft, file))) throw taken(file);
  } finally {
    // With what SQLite may have left beside it.
    for (const end of ['', '-wal', '-shm', '-journal']) await rm(draft + end, { force: true });
  }
  await syncFolderOf(file);
}
