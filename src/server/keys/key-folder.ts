import { readdir, stat } from 'node:fs/promises';
import { type FileUse, type KeyFile, keyFileName, makeKeyFile, readKeyFile } from './key-file.ts';

const KEY_FILE = /^(root|receipt|pass|policy|certificate|sealing)-[\w-]+\.json$/;
/** Two changes within this time may leave a folder with one and the same time of change. */
const CHANGE_TIME_MS = 2_000;

/** The key files of a folder as they are now: commands and other server processes add to it and take from it. */
export class KeyFolder {
  readonly path: string;
  readonly #files = new Map<string, KeyFile>();
  #seen: { readonly changedMs: number; readonly isSettled: boolean } | null = null;
  #reading: Promise<void> | null = null;

  private constructor(path: string) {
    this.path = path;
  }

  /** @throws StartProblem when a file is not a key. */
  static async open(path: string): Promise<KeyFolder> {
    const folder = new KeyFolder(path);
    for (const name of (await readdir(path)).sort()) {
      if (KEY_FILE.test(name)) folder.#files.set(name, await readKeyFile(path, name));
    }
    return folder;
  }

  get files(): readonly KeyFile[] {
    return [...this.#files.values()];
  }

  find(use: FileUse, keyId: string): KeyFile | null {
    return this.#files.get(keyFileName(use, keyId)) ?? null;
  }

  /** That is here, or was made by whoever was first. */
  async keep(fields: Omit<KeyFile, 'privateKey'>): Promise<KeyFile> {
    const name = keyFileName(fields.use, fields.keyId);
    const file = this.#files.get(name) ?? (await makeKeyFile(this.path, fields));
    this.#files.set(name, file);
    return file;
  }

  /** @throws StartProblem unless the key is there. */
  async require(use: FileUse, keyId: string): Promise<void> {
    const name = keyFileName(use, keyId);
    if (!this.#files.has(name)) this.#files.set(name, await readKeyFile(this.path, name));
  }

  /** Takes in what others have changed since; costs one look at the folder when nothing has. */
  refresh(): Promise<void> {
    this.#reading ??= this.#refresh().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #refresh(): Promise<void> {
    const { mtimeMs: changedMs } = await stat(this.path);
    if (this.#seen?.isSettled && this.#seen.changedMs === changedMs) return;
    const isSettled = Date.now() - changedMs > CHANGE_TIME_MS;
    const before = [...this.#files.keys()];
    const names = new Set((await readdir(this.path)).filter((name) => KEY_FILE.test(name)));
    for (const name of names) {
      if (this.#files.has(name)) continue;
      // One that cannot be read stops the next start, not the gates in mid-shift.
      const file = await readKeyFile(this.path, name).catch(() => null);
      if (file) this.#files.set(name, file);
    }
    for (const name of before) {
      // A month's key is destroyed with the month's data; all others are lost only by mistake.
      if (!names.has(name) && name.startsWith('sealing-')) this.#files.delete(name);
    }
    this.#seen = { changedMs, isSettled };
  }
}
