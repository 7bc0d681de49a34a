import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

export async function syncPath(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function syncFolderOf(file: string): Promise<void> {
  // Windows cannot open a folder; its renames are durable by themselves.
  if (process.platform !== 'win32') await syncPath(dirname(file), 'r');
}

async function writeDraft(file: string, content: string | Uint8Array): Promise<string> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

/** Whole or not at all, on disk when it resolves, readable by the owner alone. */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  await rename(await writeDraft(file, content), file);
  await syncFolderOf(file);
}

/** As writeDurably, but never over another: false when the name is taken, by another process perhaps. */
export async function writeOnce(file: string, content: string | Uint8Array): Promise<boolean> {
  const draft = await writeDraft(file, content);
  try {
    return await putInPlace(draft, file);
  } finally {
    await rm(draft, { force: true });
    await syncFolderOf(file);
  }
}

/**
 * The draft under its own name, unless that is taken: then false. A link never overwrites, a rename does; but not every
 * memory stick knows links. The draft may still be there afterwards.
 */
export async function putInPlace(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
  } catch (error) {
    if (await exists(file)) return false;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    await rename(draft, file);
  }
  return true;
}
