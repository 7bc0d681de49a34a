import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes } from '../../encoding/bytes.ts';
import { deriveCardKeys } from '../../sealing/gate-card.ts';
import {
  type CryptoKey,
  type CryptoKeyPair,
  importAgreementKeyPair,
  importSigningKey,
  importVerifyKey,
  keyThumbprint,
  rawPublicKeyOfJwk,
} from '../../sealing/keys.ts';
import { openPrivateFolder } from '../open-private-folder.ts';
import { StartProblem } from '../start-problem.ts';
import { destroyFile } from './destroy-file.ts';
import { cardFileName, endedCards, type GateCard, issueCardIn, readCard } from './gate-cards.ts';
import { keyFileName } from './key-file.ts';
import { KeyFolder } from './key-folder.ts';
import { sealingMonths } from './sealing-month.ts';
import { SignedKeyList } from './signed-key-list.ts';

export type { GateCard } from './gate-cards.ts';

export interface SigningKey {
  readonly key: CryptoKey;
  readonly keyId: string;
}

/** Uses whose key is followed by another when the street wants it so. */
export const ROTATED_USES = ['receipt', 'policy', 'pass', 'certificate'] as const;
export type RotatedUse = (typeof ROTATED_USES)[number];

/** Months' keys and cards, by the names of their files. */
export interface EndedKeys {
  readonly months: readonly string[];
  readonly cards: readonly string[];
}

/** The server's private keys: one file each, apart from the data. Each use signs with its newest key that has begun. */
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
  /** Signed by the root; makes the next month's sealing key when a month has begun, and takes in what others made. */
  keyList(now: number): Promise<Bytes>;
  /** After a restore: above every version that phones may have had since the backup. */
  renewKeyList(now: number): Promise<Bytes>;
  /** A key that signs from `notBefore` (epoch ms) on; null: the numbers of this use are used up. */
  rotate(use: RotatedUse, notBefore: number): Promise<{ readonly keyId: string } | null>;
  /** Months that were over, and cards that were replaced, before `limit` (epoch ms). */
  endedBefore(limit: number): Promise<EndedKeys>;
  /** For good: what was sealed to them is nobody's to read any more, wherever a copy of it is. */
  destroy(keys: EndedKeys): Promise<void>;
  /** A new secret, under an epoch above `lastEpoch` and above all that are here. */
  issueCard(gateId: string, lastEpoch: number): Promise<GateCard>;
  card(gateId: string, epoch: number): Promise<GateCard | null>;
  /** The AES key under which the gate's pulls are sealed. */
  pullKey(gateId: string, epoch: number): Promise<CryptoKey | null>;
}

/** Made in this order: where the root is, the others must be, too. */
const SINGLE_USES = ['receipt', 'pass', 'policy', 'certificate', 'root'] as const;
const FIRST_KEY_ID = '1';
/** A pass names its key in one byte. */
const MAX_PASS_KEY_ID = 255;
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
 * Makes all keys in an empty folder, and else what a new month needs. `clock` (epoch ms) says which keys have begun.
 * @throws StartProblem when the folder cannot be written, or a file is not a key or was lost.
 */
export async function openKeyStore(
  path: string,
  clock: () => number = Date.now,
): Promise<KeyStore> {
  await openFolder(path);
  const folder = await KeyFolder.open(path);
  if (folder.find('root', FIRST_KEY_ID)) {
    for (const use of SINGLE_USES) await folder.require(use, FIRST_KEY_ID);
  }
  for (const use of SINGLE_USES) {
    await folder.keep({ use, keyId: FIRST_KEY_ID, notBefore: 0, notAfter: OPEN_END });
  }
  const root = folder.find('root', FIRST_KEY_ID);
  if (!root) throw new Error('a folder of keys without a root');
  const rootPublicKey = rawPublicKeyOfJwk(root.privateKey);
  const list = new SignedKeyList(folder, rootPublicKey, await importSigningKey(root.privateKey));
  const signers = new Map<string, SigningKey>();
  const sealingPairs = new Map<string, Promise<CryptoKeyPair>>();
  const pullKeys = new Map<string, CryptoKey>();

  const takeSigners = async (): Promise<void> => {
    for (const { use, keyId, privateKey } of folder.files) {
      const name = keyFileName(use, keyId);
      if (use === 'sealing' || use === 'root' || signers.has(name)) continue;
      signers.set(name, { key: await importSigningKey(privateKey), keyId });
    }
  };
  const refresh = async (): Promise<void> => {
    await folder.refresh();
    await takeSigners();
  };
  await takeSigners();

  const signerOf = (use: RotatedUse): SigningKey => {
    const now = clock();
    const [newest] = folder.files
      .filter((file) => file.use === use && file.notBefore <= now)
      .filter(({ keyId }) => signers.has(keyFileName(use, keyId)))
      .sort((a, b) => b.notBefore - a.notBefore || Number(b.keyId) - Number(a.keyId));
    const signer = newest && signers.get(keyFileName(use, newest.keyId));
    if (!signer) throw new Error(`no ${use} key`);
    return signer;
  };
  /** Here, or made by another process meanwhile. */
  const fileOf = async (use: 'certificate' | 'sealing', keyId: string) => {
    const known = folder.find(use, keyId);
    if (known) return known;
    await refresh();
    return folder.find(use, keyId);
  };
  const keyList = async (now: number, lowestVersion: number): Promise<Bytes> => {
    await refresh();
    for (const month of sealingMonths(now)) await folder.keep({ use: 'sealing', ...month });
    return list.current(now, lowestVersion);
  };

  return {
    rootPublicKey,
    rootHash: await keyThumbprint(rootPublicKey),
    get receipt() {
      return signerOf('receipt');
    },
    get policy() {
      return signerOf('policy');
    },
    get certificate() {
      return signerOf('certificate');
    },
    get pass() {
      return signerOf('pass');
    },
    async certificateKeyFor(keyId) {
      const file = await fileOf('certificate', keyId);
      return file && importVerifyKey(rawPublicKeyOfJwk(file.privateKey));
    },
    async sealingKeyPair(keyId) {
      const file = await fileOf('sealing', keyId);
      if (!file) return null;
      const pair = sealingPairs.get(keyId) ?? importAgreementKeyPair(file.privateKey);
      sealingPairs.set(keyId, pair);
      return pair;
    },
    keyList: (now) => keyList(now, 1),
    renewKeyList: (now) => keyList(now, Math.floor(now / 1000)),
    async rotate(use, notBefore) {
      await refresh();
      const ids = folder.files.filter((file) => file.use === use).map(({ keyId }) => Number(keyId));
      const next = Math.max(...ids) + 1;
      if (use === 'pass' && next > MAX_PASS_KEY_ID) return null;
      const made = await folder.keep({ use, keyId: String(next), notBefore, notAfter: OPEN_END });
      await takeSigners();
      return { keyId: made.keyId };
    },
    async endedBefore(limit) {
      await refresh();
      const months = folder.files.filter(
        ({ use, notAfter }) => use === 'sealing' && notAfter <= limit,
      );
      return {
        months: months.map(({ keyId }) => keyFileName('sealing', keyId)),
        cards: await endedCards(path, limit),
      };
    },
    async destroy({ months, cards }) {
      for (const name of [...months, ...cards]) {
        pullKeys.delete(name);
        await destroyFile(join(path, name));
      }
      await refresh();
    },
    issueCard: (gateId, lastEpoch) => issueCardIn(path, gateId, lastEpoch),
    card: (gateId, epoch) => readCard(path, gateId, epoch),
    async pullKey(gateId, epoch) {
      const name = cardFileName(gateId, epoch);
      const known = pullKeys.get(name);
      if (known) return known;
      const found = await readCard(path, gateId, epoch);
      if (!found) return null;
      const { pullKey } = await deriveCardKeys(found.secret);
      pullKeys.set(name, pullKey);
      return pullKey;
    },
  };
}
