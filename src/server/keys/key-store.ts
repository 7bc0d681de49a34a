import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, fromHex, toHex } from '../../encoding/bytes.ts';
import { cardTag, deriveCardKeys, newCardSecret } from '../../sealing/gate-card.ts';
import { readKeyList, signKeyList } from '../../sealing/key-list.ts';
import {
  type CryptoKey,
  type CryptoKeyPair,
  importAgreementKeyPair,
  importSigningKey,
  importVerifyKey,
  keyThumbprint,
  rawPublicKeyOfJwk,
} from '../../sealing/keys.ts';
import { writeDurably, writeOnce } from '../durable-file.ts';
import { openPrivateFolder } from '../open-private-folder.ts';
import { StartProblem } from '../start-problem.ts';
import { type FileUse, type KeyFile, keyFileName, makeKeyFile, readKeyFile } from './key-file.ts';
import { sealingMonths } from './sealing-month.ts';

export interface SigningKey {
  readonly key: CryptoKey;
  readonly keyId: string;
}

export interface GateCard {
  readonly epoch: number;
  readonly secret: Bytes;
  readonly tag: string;
}

/** The server's private keys: one file each, apart from the data. */
export interface KeyStore {
  /** 65 bytes, and their SHA-256, which stands in invitations. */
  readonly rootPublicKey: Bytes;
  readonly rootHash: Bytes;
  readonly receipt: SigningKey;
  readonly policy: SigningKey;
  readonly certificate: SigningKey;
  readonly pass: SigningKey;
  certificateKeyFor(keyId: string): Promise<CryptoKey | null>;
  /** Null when the month's key is not here (any more): what was sealed to it stays unreadable. */
  sealingKeyPair(keyId: string): Promise<CryptoKeyPair | null>;
  /** Signed by the root; makes the next month's sealing key when a month has begun. */
  keyList(now: number): Promise<Bytes>;
  /** After a restore: above every version that phones may have had since the backup. */
  renewKeyList(now: number): Promise<Bytes>;
  /** A new secret, under an epoch above `lastEpoch` and above all that are here. */
  issueCard(gateId: string, lastEpoch: number): Promise<GateCard>;
  card(gateId: string, epoch: number): Promise<GateCard | null>;
  /** The AES key under which the gate's pulls are sealed. */
  pullKey(gateId: string, epoch: number): Promise<CryptoKey | null>;
}

/** Made in this order: where the root is, the others must be, too. */
const SINGLE_USES = ['receipt', 'pass', 'policy', 'certificate', 'root'] as const;
const FIRST_KEY_ID = '1';
const LIST_FILE = 'key-list.cbor';
/** Keys without an end of their own: the year 3000. */
const OPEN_END = 32_503_680_000_000;

async function openFolder(folder: string): Promise<void> {
  try {
    await openPrivateFolder(folder);
    await chmod(folder, 0o700);
  } catch {
    throw new StartProblem(
      `The folder for keys ${folder} cannot be written: choose another KEYS_DIR or give the server the right to write there.`,
    );
  }
}

export const ROOT_KEY_FILE = keyFileName('root', FIRST_KEY_ID);

/**
 * Makes all keys in an empty folder, and else what a new month needs.
 * @throws StartProblem when the folder cannot be written, or a file is not a key or was lost.
 */
export async function openKeyStore(folder: string): Promise<KeyStore> {
  await openFolder(folder);
  const files = new Map<string, KeyFile>();
  for (const name of (await readdir(folder)).sort()) {
    if (/^(root|receipt|pass|policy|certificate|sealing)-[\w-]+\.json$/.test(name)) {
      files.set(name, await readKeyFile(folder, name));
    }
  }
  const fileFor = async (use: FileUse, keyId: string, notBefore: number, notAfter: number) => {
    const name = keyFileName(use, keyId);
    const file =
      files.get(name) ?? (await makeKeyFile(folder, { use, keyId, notBefore, notAfter }));
    files.set(name, file);
    return file;
  };
  for (const use of files.has(ROOT_KEY_FILE) ? SINGLE_USES : []) {
    const name = keyFileName(use, FIRST_KEY_ID);
    if (!files.has(name)) files.set(name, await readKeyFile(folder, name));
  }
  const single = {} as Record<(typeof SINGLE_USES)[number], KeyFile>;
  for (const use of SINGLE_USES) single[use] = await fileFor(use, FIRST_KEY_ID, 0, OPEN_END);
  const signing = async (file: KeyFile): Promise<SigningKey> => ({
    key: await importSigningKey(file.privateKey),
    keyId: file.keyId,
  });
  const rootPublicKey = rawPublicKeyOfJwk(single.root.privateKey);
  const rootKey = await importSigningKey(single.root.privateKey);
  const sealingPairs = new Map<string, Promise<CryptoKeyPair>>();
  const pullKeys = new Map<string, CryptoKey>();
  const list = new SignedKeyList(folder, rootPublicKey, rootKey);

  const keyList = async (at: number, lowestVersion: number): Promise<Bytes> => {
    for (const month of sealingMonths(at)) {
      await fileFor('sealing', month.keyId, month.notBefore, month.notAfter);
    }
    return list.current([...files.values()], at, lowestVersion);
  };
  const card = async (gateId: string, epoch: number): Promise<GateCard | null> => {
    const text = await readFile(join(folder, cardFileName(gateId, epoch)), 'utf8').catch(() => '');
    const secret = fromHex(text.trim());
    return secret?.length === 16 ? { epoch, secret, tag: await cardTag(secret) } : null;
  };

  return {
    rootPublicKey,
    rootHash: await keyThumbprint(rootPublicKey),
    receipt: await signing(single.receipt),
    policy: await signing(single.policy),
    certificate: await signing(single.certificate),
    pass: await signing(single.pass),
    async certificateKeyFor(keyId) {
      const file = files.get(keyFileName('certificate', keyId));
      return file ? importVerifyKey(rawPublicKeyOfJwk(file.privateKey)) : null;
    },
    async sealingKeyPair(keyId) {
      const file = files.get(keyFileName('sealing', keyId));
      if (!file) return null;
      const pair = sealingPairs.get(keyId) ?? importAgreementKeyPair(file.privateKey);
      sealingPairs.set(keyId, pair);
      return pair;
    },
    keyList: (at) => keyList(at, 1),
    renewKeyList: (at) => keyList(at, Math.floor(at / 1000)),
    async issueCard(gateId, lastEpoch) {
      const prefix = `gate-${gateId}-`;
      const epochs = (await readdir(folder)).flatMap((name) =>
        name.startsWith(prefix) ? [Number.parseInt(name.slice(prefix.length), 10) || 0] : [],
      );
      const secret = newCardSecret();
      let epoch = Math.max(lastEpoch, ...epochs) + 1;
      while (!(await writeOnce(join(folder, cardFileName(gateId, epoch)), `${toHex(secret)}\n`))) {
        epoch += 1;
      }
      return { epoch, secret, tag: await cardTag(secret) };
    },
    card,
    async pullKey(gateId, epoch) {
      const name = cardFileName(gateId, epoch);
      const known = pullKeys.get(name);
      if (known) return known;
      const found = await card(gateId, epoch);
      if (!found) return null;
      const { pullKey } = await deriveCardKeys(found.secret);
      pullKeys.set(name, pullKey);
      return pullKey;
    },
  };
}

const cardFileName = (gateId: string, epoch: number): string => `gate-${gateId}-${epoch}.card`;

/** Counts its version up whenever the keys in it change, and never signs the same version twice. */
class SignedKeyList {
  readonly #file: string;
  readonly #rootPublicKey: Bytes;
  readonly #rootKey: CryptoKey;
  #signed: Promise<{ keys: string; bytes: Bytes }> | null = null;

  constructor(folder: string, rootPublicKey: Bytes, rootKey: CryptoKey) {
    this.#file = join(folder, LIST_FILE);
    this.#rootPublicKey = rootPublicKey;
    this.#rootKey = rootKey;
  }

  async current(files: readonly KeyFile[], now: number, lowestVersion: number): Promise<Bytes> {
    const wanted = files
      .map((file) => keyFileName(file.use, file.keyId))
      .sort()
      .join(' ');
    const before = this.#signed;
    if (before && (await before).keys === wanted) return (await before).bytes;
    if (this.#signed === before) this.#signed = this.#sign(wanted, files, now, lowestVersion);
    return (await (this.#signed ?? this.#sign(wanted, files, now, lowestVersion))).bytes;
  }

  async #sign(wanted: string, files: readonly KeyFile[], now: number, lowestVersion: number) {
    const keys = files.flatMap(({ use, keyId, notBefore, notAfter, privateKey }) =>
      use === 'root'
        ? []
        : [{ use, keyId, publicKey: rawPublicKeyOfJwk(privateKey), notBefore, notAfter }],
    );
    const saved = await readFile(this.#file).then(
      (bytes) => new Uint8Array(bytes),
      () => null,
    );
    const reading = saved && (await readKeyList(saved, this.#rootPublicKey, 0));
    if (saved && reading?.ok && reading.list.version >= lowestVersion) {
      const listed = reading.list.keys.map(
        (key) => `${key.use} ${key.keyId} ${toHex(key.publicKey)}`,
      );
      const mine = keys.map((key) => `${key.use} ${key.keyId} ${toHex(key.publicKey)}`);
      if (listed.sort().join() === mine.sort().join()) return { keys: wanted, bytes: saved };
    }
    const version = Math.max(lowestVersion, reading?.ok ? reading.list.version + 1 : 1);
    const bytes = await signKeyList({ version, issuedAt: now, keys }, this.#rootKey);
    await writeDurably(this.#file, bytes);
    return { keys: wanted, bytes };
  }
}
