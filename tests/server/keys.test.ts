import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readKeyList } from '../../src/sealing/key-list.ts';
import { exportRawPublicKey } from '../../src/sealing/keys.ts';
import { type KeyStore, openKeyStore } from '../../src/server/keys/key-store.ts';

const APRIL = Date.UTC(2022, 3, 1);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function sealingKeysListed(keys: KeyStore) {
  const reading = await readKeyList(await keys.keyList(APRIL), keys.rootPublicKey, 1);
  if (!reading.ok) throw new Error(reading.why);
  return reading.list.keys.filter(({ use }) => use === 'sealing');
}

async function publicKeyHeld(keys: KeyStore, keyId: string): Promise<Uint8Array | null> {
  const pair = await keys.sealingKeyPair(keyId);
  return pair && exportRawPublicKey(pair.publicKey);
}

test('when a month begins, what many phones ask for at once is the key that the server keeps', async () => {
  for (let round = 0; round < 8; round++) {
    const own = join(folder, String(round));
    const keys = await openKeyStore(own);
    const listed = await Promise.all(Array.from({ length: 6 }, () => sealingKeysListed(keys)));
    const reopened = await openKeyStore(own);
    for (const { keyId, publicKey } of listed.flat()) {
      expect(await publicKeyHeld(keys, keyId)).toEqual(publicKey);
      expect(await publicKeyHeld(reopened, keyId)).toEqual(publicKey);
    }
  }
});

test('two processes that start on an empty folder make one street’s keys', async () => {
  const [one, other] = await Promise.all([openKeyStore(folder), openKeyStore(folder)]);
  expect(other.rootHash).toEqual(one.rootHash);
  expect((await openKeyStore(folder)).rootHash).toEqual(one.rootHash);
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.each(['receipt', 'pass', 'policy', 'certificate'])(
  'a %s key that was lost is not made anew under the same root',
  async (use) => {
    await openKeyStore(folder);
    await rm(join(folder, `${use}-1.json`));
    await expect(openKeyStore(folder)).rejects.toThrow('restore it from its backup');
    expect(await readdir(folder)).not.toContain(`${use}-1.json`);
  },
);

test('a first start that was cut short is gone on with', async () => {
  await openKeyStore(folder);
  await rm(join(folder, 'root-1.json'));
  await rm(join(folder, 'certificate-1.json'));
  await expect(openKeyStore(folder)).resolves.toBeDefined();
});

test('no two cards of a gate have one epoch, even when the keys came back from a backup', async () => {
  const keys = await openKeyStore(folder);
  const cards = await Promise.all([1, 2, 3].map(() => keys.issueCard('g1', 0)));
  expect(cards.map(({ epoch }) => epoch).sort()).toEqual([1, 2, 3]);
  for (const { epoch, secret } of cards) {
    expect((await keys.card('g1', epoch))?.secret).toEqual(secret);
  }
  expect((await keys.issueCard('g1', 7)).epoch).toBe(8);
});
