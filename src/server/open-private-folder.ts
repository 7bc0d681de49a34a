import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes the folder and what is missing above it, for this user alone. Rejects when it cannot be written.
 * Level by level: mkdir's own `recursive` never returns where the kernel makes no folders, as below /proc.
 */
export async function openPrivateFolder(folder: string): Promise<void> {
  await makeFolder(resolve(folder));
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
}

async function makeFolder(folder: string): Promise<void> {
  if (await exists(folder)) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if (!(await exists(folder))) throw error;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
