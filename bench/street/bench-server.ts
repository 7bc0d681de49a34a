import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '../../src/encoding/bytes.ts';
import { readKeyList, verifyKeysOf } from '../../src/sealing/key-list.ts';
import { type CryptoKey, exportRawPublicKey } from '../../src/sealing/keys.ts';
import { sealingMonths } from '../../src/server/keys/sealing-month.ts';
import { openPremises } from '../../src/server/premises.ts';
import { readSettings } from '../../src/server/settings.ts';
import { freePort } from '../../tests/server/server-process.ts';
import { type BenchPhone, certify, makePhone, type StreetKeys } from './bench-phone.ts';
import { addBenchStreet, enrolPhones } from './bench-street.ts';
import { type ServerChild, startServerChild } from './server-child.ts';

export interface BenchServer extends Omit<ServerChild, 'stop'> {
  readonly authority: string;
  readonly street: StreetKeys;
  readonly phones: readonly BenchPhone[];
  readonly receiptKeys: ReadonlyMap<string, CryptoKey>;
  /** As phones pin it and get it with their first pull. */
  readonly rootKey: Bytes;
  readonly keyList: Bytes;
  /** Lets one more phone in. @returns its certificate. */
  readonly enrol: (phone: Pick<BenchPhone, 'deviceId' | 'publicKey'>) => Promise<Bytes>;
  readonly close: () => Promise<void>;
}

/** A street with its phones, and the product's server in a process of its own. `databaseUrl` null: SQLite. */
export async function startBenchServer(
  phoneCount: number,
  databaseUrl: string | null,
): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-bench-'));
  const port = await freePort();
  const environment = {
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
  };
  const now = Date.now();
  const premises = await openPremises(readSettings(environment));
  const { keys, store } = premises;
  await keys.keyList(now);
  await addBenchStreet(premises, now);
  const phones: BenchPhone[] = [];
  for (let made = 0; made < phoneCount; made += 1) phones.push(await makePhone());
  await enrolPhones(premises, phones, now);
  const sealingKeyId = sealingMonths(now)[0]?.keyId ?? '';
  const sealing = await keys.sealingKeyPair(sealingKeyId);
  if (!sealing) throw new Error('no sealing key for this month');
  const street = {
    certificateKey: keys.certificate.key,
    certificateKeyId: keys.certificate.keyId,
    sealingKeyId,
    sealingPublicRaw: await exportRawPublicKey(sealing.publicKey),
  };
  const keyList = await keys.keyList(now);
  const list = await readKeyList(keyList, keys.rootPublicKey, 1);
  if (!list.ok) throw new Error(list.why);
  const receiptKeys = await verifyKeysOf(list.list, 'receipt');
  const child = await startServerChild('./kadian-server.ts', environment);
  return {
    ...child,
    authority: `127.0.0.1:${port}`,
    street,
    phones,
    receiptKeys,
    rootKey: keys.rootPublicKey,
    keyList,
    async enrol(phone) {
      await enrolPhones(premises, [phone], now);
      return certify(phone, street, now);
    },
    async close() {
      await store.close();
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
