import { randomFillSync } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { syncFolderOf } from '../durable-file.ts';

/**
 * Written over, on disk, before its name goes. What a journalling file system or the wear levelling of a flash disk may have
 * kept is out of reach of any program. One that is gone already is no error.
 */
export async function destroyFile(file: string): Promise<void> {
  const handle = await open(file, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!handle) return;
  try {
    const { size } = await handle.stat();
    await handle.write(randomFillSync(Buffer.alloc(size)), 0, size, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rm(file, { force: true });
  await syncFolderOf(file);
}
