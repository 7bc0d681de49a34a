import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KeyList, passKeysOf, readKeyList, verifyKeysOf } from '../../src/sealing/key-list.ts';
import { exportRawPublicKey } from '../../src/sealing/keys.ts';
import { readPass, signPass } from '../../src/sealing/pass.ts';
import { readReceipt, signReceipt } from '../../src/sealing/receipt.ts';
import {
  type KeyStore,
  openKeyStore,
  ROTATED_USES,
  type SigningKey,
} from '../../src/server/keys/key-store.ts';

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

describe('keys that follow others', () => {
  const DAY_MS = 86_400_000;
  const listOf = async (keys: KeyStore, now = APRIL): Promise<KeyList> => {
    const reading = await readKeyList(await keys.keyList(now), keys.rootPublicKey, 1);
    if (!reading.ok) throw new Error(reading.why);
    return reading.list;
  };
  const receiptBy = ({ key, keyId }: SigningKey) =>
    signReceipt(
      {
        deviceId: '1'.repeat(32),
        segmentId: '2'.repeat(32),
        number: 1,
        head: new Uint8Array(32),
        receivedAt: APRIL,
        unreadable: [],
        quarantined: false,
      },
      key,
      keyId,
    );

  test.each(ROTATED_USES)(
    'a new %s key is announced at once and signs from its day on',
    async (use) => {
      const clock = { now: APRIL };
      const keys = await openKeyStore(folder, () => clock.now);
      const before = (await listOf(keys)).version;
      expect(await keys.rotate(use, APRIL + DAY_MS)).toEqual({ keyId: '2' });
      const list = await listOf(keys);
      expect(list.version).toBe(before + 1);
      expect(
        list.keys.filter((key) => key.use === use).map(({ keyId, notAfter }) => [keyId, notAfter]),
      ).toEqual([
        ['1', APRIL + DAY_MS],
        ['2', Date.UTC(3000, 0)],
      ]);
      expect(keys[use].keyId).toBe('1');
      clock.now += DAY_MS;
      expect(keys[use].keyId).toBe('2');
      expect((await openKeyStore(folder, () => clock.now))[use].keyId).toBe('2');
      expect((await openKeyStore(folder, () => APRIL))[use].keyId).toBe('1');
    },
  );

  test('a phone with the new list believes receipts and passes of the old keys and of the new', async () => {
    const keys = await openKeyStore(folder, () => APRIL);
    const validity = { validFrom: APRIL, validUntil: APRIL + DAY_MS };
    const pass = async () => {
      const { key, keyId } = keys.pass;
      return signPass({ passNumber: 7, kind: 'resident', ...validity }, key, Number(keyId));
    };
    const signed = [[await receiptBy(keys.receipt), await pass()] as const];
    for (const use of ROTATED_USES) await keys.rotate(use, APRIL);
    signed.push([await receiptBy(keys.receipt), await pass()]);
    const list = await listOf(keys);
    const receiptKeys = await verifyKeysOf(list, 'receipt');
    for (const [receipt, text] of signed) {
      expect(await readReceipt(receipt, (id) => receiptKeys.get(id) ?? null)).toMatchObject({
        ok: true,
      });
      expect(await readPass(text, await passKeysOf(list))).toMatchObject({ kind: 'pass' });
    }
  });

  test('what one process makes, another on the same folder takes up without being started again', async () => {
    const clock = { now: APRIL };
    const [one, other] = await Promise.all([1, 2].map(() => openKeyStore(folder, () => clock.now)));
    if (!one || !other) throw new Error('two key stores');
    expect((await listOf(one)).keys).toEqual((await listOf(other)).keys);
    await other.rotate('receipt', APRIL);
    await other.rotate('certificate', APRIL);
    // By its id, before any list was asked for.
    expect(await one.certificateKeyFor('2')).not.toBeNull();
    const list = await listOf(one);
    expect(
      list.keys
        .filter(({ keyId }) => keyId === '2')
        .map(({ use }) => use)
        .sort(),
    ).toEqual(['certificate', 'receipt']);
    expect(one.receipt.keyId).toBe('2');
    // A month that only the other process has seen begin.
    const june = Date.UTC(2022, 5, 1);
    const [month] = (await listOf(other, june)).keys.filter(({ keyId }) => keyId === '2022-06');
    expect(await publicKeyHeld(one, '2022-06')).toEqual(month?.publicKey);
    expect((await listOf(one, june)).version).toBe((await listOf(other, june)).version);
  });

  test('no list without a key ever comes after a list with it, whoever signs it', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openKeyStore(folder, () => APRIL)));
    await Promise.all(stores.map((keys) => listOf(keys)));
    let known = 0;
    for (let round = 0; round < 4; round += 1) {
      const maker = stores[round % 3] as KeyStore;
      await maker.rotate('receipt', APRIL);
      const lists = await Promise.all(stores.map((keys) => listOf(keys)));
      const newest = lists.sort((a, b) => b.version - a.version)[0] as KeyList;
      expect(newest.keys.filter(({ use }) => use === 'receipt')).toHaveLength(round + 2);
      expect(newest.version).toBeGreaterThan(known);
      known = newest.version;
    }
  });

  test('the number of a pass key is one byte: the 256th key is refused', async () => {
    const keys = await openKeyStore(folder, () => APRIL);
    const first = await readFile(join(folder, 'pass-1.json'), 'utf8');
    await writeFile(join(folder, 'pass-255.json'), first.replace('"keyId": "1"', '"keyId": "255"'));
    expect(await keys.rotate('pass', APRIL)).toBeNull();
  });

  test('months and cards that ended before the limit are destroyed, and nothing else', async () => {
    const keys = await openKeyStore(folder, () => APRIL);
    const beside = await openKeyStore(folder, () => APRIL);
    await listOf(keys);
    await listOf(keys, Date.UTC(2022, 4, 1));
    for (let epoch = 1; epoch <= 3; epoch += 1) await keys.issueCard('g-1', 0);
    const madeAt = (epoch: number, at: number) =>
      utimes(join(folder, `gate-g-1-${epoch}.card`), at / 1000, at / 1000);
    await madeAt(2, APRIL);
    await madeAt(3, APRIL + 3 * DAY_MS);
    const ended = await keys.endedBefore(Date.UTC(2022, 4, 1));
    expect(ended).toEqual({
      months: ['sealing-2022-04.json'],
      cards: ['gate-g-1-1.card', 'gate-g-1-2.card'],
    });
    expect((await keys.endedBefore(APRIL + DAY_MS)).cards).toEqual(['gate-g-1-1.card']);
    expect(await publicKeyHeld(beside, '2022-04')).not.toBeNull();
    await keys.destroy(ended);
    expect(await publicKeyHeld(keys, '2022-04')).toBeNull();
    expect(await keys.card('g-1', 1)).toBeNull();
    expect(await keys.card('g-1', 3)).not.toBeNull();
    const may = Date.UTC(2022, 4, 15);
    expect((await listOf(beside, may)).keys.map(({ keyId }) => keyId)).not.toContain('2022-04');
    expect(await publicKeyHeld(beside, '2022-04')).toBeNull();
    expect(await publicKeyHeld(beside, '2022-05')).not.toBeNull();
  });
});
