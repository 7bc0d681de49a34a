import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, toHex } from '../../encoding/bytes.ts';
import { type ListedKey, readKeyList, signKeyList } from '../../sealing/key-list.ts';
import { type CryptoKey, rawPublicKeyOfJwk } from '../../sealing/keys.ts';
import { writeDurably } from '../durable-file.ts';
import { type KeyFile, keyFileName } from './key-file.ts';
import type { KeyFolder } from './key-folder.ts';

const LIST_FILE = 'key-list.cbor';

const nameOf = ({ use, keyId, publicKey }: ListedKey): string =>
  `${use} ${keyId} ${toHex(publicKey)}`;

/** A key that another one follows ends when that one begins; what it signed stays signed. */
function listedKeys(files: readonly KeyFile[]): ListedKey[] {
  return files.flatMap(({ use, keyId, notBefore, notAfter, privateKey }) => {
    if (use === 'root') return [];
    const ends = files
      .filter((next) => use !== 'sealing' && next.use === use && follows(next, keyId, notBefore))
      .map((next) => next.notBefore);
    const end = Math.max(notBefore, Math.min(notAfter, ...ends));
    return [{ use, keyId, publicKey: rawPublicKeyOfJwk(privateKey), notBefore, notAfter: end }];
  });
}

const follows = (next: KeyFile, keyId: string, notBefore: number): boolean =>
  next.notBefore > notBefore ||
  (next.notBefore === notBefore && Number(next.keyId) > Number(keyId));

/** Counts its version up whenever the keys in it change, and never signs the same version twice. */
export class SignedKeyList {
  readonly #folder: KeyFolder;
  readonly #rootPublicKey: Bytes;
  readonly #rootKey: CryptoKey;
  #signed: Promise<{ keys: string; bytes: Bytes }> | null = null;

  constructor(folder: KeyFolder, rootPublicKey: Bytes, rootKey: CryptoKey) {
    this.#folder = folder;
    this.#rootPublicKey = rootPublicKey;
    this.#rootKey = rootKey;
  }

  async current(now: number, lowestVersion: number): Promise<Bytes> {
    const wanted = this.#wanted();
    const before = this.#signed;
    if (before && (await before).keys === wanted) return (await before).bytes;
    if (this.#signed === before) this.#signed = this.#sign(now, lowestVersion);
    return (await (this.#signed ?? this.#sign(now, lowestVersion))).bytes;
  }

  #wanted(): string {
    const names = this.#folder.files.map(({ use, keyId }) => keyFileName(use, keyId));
    return names.sort().join(' ');
  }

  async #sign(now: number, lowestVersion: number) {
    const file = join(this.#folder.path, LIST_FILE);
    const saved = await readFile(file).then(
      (bytes) => new Uint8Array(bytes),
      () => null,
    );
    const reading = saved && (await readKeyList(saved, this.#rootPublicKey, 0));
    const listed = reading?.ok ? reading.list.keys.map(nameOf) : [];
    const isNews = (name: string) => !listedKeys(this.#folder.files).map(nameOf).includes(name);
    // Another process made keys a moment ago: a list without them must not come after theirs.
    if (listed.some(isNews)) await this.#folder.refresh();
    const keys = listedKeys(this.#folder.files);
    const wanted = this.#wanted();
    if (saved && reading?.ok && reading.list.version >= lowestVersion) {
      if (listed.sort().join() === keys.map(nameOf).sort().join()) {
        return { keys: wanted, bytes: saved };
      }
    }
    const version = Math.max(lowestVersion, reading?.ok ? reading.list.version + 1 : 1);
    const bytes = await signKeyList({ version, issuedAt: now, keys }, this.#rootKey);
    await writeDurably(file, bytes);
    return { keys: wanted, bytes };
  }
}
