import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT_KEY_FILE } from '../keys/key-store.ts';
import { BackupProblem } from './backup-problem.ts';
import { openKeyFiles, sealKeyFiles } from './key-archive.ts';
import { makeNewFile } from './new-file.ts';

/** @returns how many files of keys and cards are in it. @throws BackupProblem; then there is no file. */
export async function backUpKeys(
  keysDir: string,
  file: string,
  passphrase: string,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const names = (await readdir(keysDir).catch(() => [])).filter((name) =>
    /\.(json|card|cbor)$/.test(name),
  );
  if (!names.includes(ROOT_KEY_FILE)) {
    throw new BackupProblem(`There are no keys in ${keysDir}: is KEYS_DIR right?`);
  }
  const files = new Map<string, Buffer>();
  for (const name of names) files.set(name, await readFile(join(keysDir, name)));
  await makeNewFile(file, async (draft) => {
    await writeFile(draft, await sealKeyFiles(files, passphrase));
    const reading = await openKeyFiles(await readFile(draft), passphrase);
    if (!reading.ok || reading.files.size !== files.size) {
      throw new BackupProblem('The file cannot be opened again; there is no backup.');
    }
  });
  return { files: files.size, bytes: (await stat(file)).size };
}
