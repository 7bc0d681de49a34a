import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '../durable-file.ts';
import { openKeyStore, ROOT_KEY_FILE } from '../keys/key-store.ts';
import { openPrivateFolder } from '../open-private-folder.ts';
import { BackupProblem } from './backup-problem.ts';
import { openKeyFiles } from './key-archive.ts';
import { refuseFilled } from './restore.ts';

/** Into an empty folder for keys only. @throws BackupProblem; then nothing was written. */
export async function restoreKeys(
  file: string,
  keysDir: string,
  passphrase: string,
  now: number,
): Promise<{ readonly files: number }> {
  await refuseFilled(keysDir, 'KEYS_DIR');
  const archive = await readFile(file).catch(() => {
    throw new BackupProblem(`${file} cannot be read.`);
  });
  const reading = await openKeyFiles(archive, passphrase);
  if (!reading.ok) throw new BackupProblem(sentenceOf(file, reading.why));
  if (!reading.files.has(ROOT_KEY_FILE)) {
    throw new BackupProblem(`${file} has no root key in it: take an earlier backup.`);
  }
  // Beside its place, so that the folder appears whole or not at all.
  const draft = `${keysDir}.${randomBytes(4).toString('hex')}.tmp`;
  await openPrivateFolder(dirname(keysDir));
  try {
    await openPrivateFolder(draft);
    await chmod(draft, 0o700);
    for (const [name, bytes] of reading.files) await writeDurably(join(draft, name), bytes);
    const keys = await openKeyStore(draft);
    await keys.renewKeyList(now);
    await rmdir(keysDir).catch(() => undefined);
    await rename(draft, keysDir);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { files: reading.files.size };
}

function sentenceOf(
  file: string,
  why: 'not-an-archive' | 'newer' | 'damaged' | 'passphrase',
): string {
  switch (why) {
    case 'not-an-archive':
      return `${file} is no file made by \`kadian backup-keys\`.`;
    case 'newer':
      return `${file} is from a newer Kadian: update this one first.`;
    case 'damaged':
      return `${file} is damaged or was cut short: take an earlier backup.`;
    case 'passphrase':
      return 'The passphrase is not the one that the keys were saved under.';
    default:
      throw new Error(`unknown ${why satisfies never}`);
  }
}
