import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { fromBase64Url } from '../../src/encoding/bytes.ts';
import { parsePullAnswer } from '../../src/protocol/pull.ts';
import { encodePush, type PushAnswer, parsePushAnswer } from '../../src/protocol/push.ts';
import { readKeyList } from '../../src/sealing/key-list.ts';
import { readReceipt } from '../../src/sealing/receipt.ts';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { backUp } from '../../src/server/backup/back-up.ts';
import { backUpKeys } from '../../src/server/backup/back-up-keys.ts';
import { restore } from '../../src/server/backup/restore.ts';
import { restoreKeys } from '../../src/server/backup/restore-keys.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { policyInForce } from '../../src/server/street/policy-in-force.ts';
import { BARE_SERVER, CLI, freePort, startProcess } from './server-process.ts';
import {
  entryAt,
  keyListOf,
  openRig,
  type Rig,
  receiptIn,
  TestDevice,
  TestLog,
} from './server-rig.ts';

const ALL = {
  streetId: 's',
  gateIds: null,
  from: null,
  to: null,
  verdict: null,
  direction: null,
  search: null,
  rosterNumber: null,
  householdId: null,
} as const;
const PASSPHRASE = 'three quiet herons';

let rig: Rig;
let folder: string;
let keyArchive: Buffer;
beforeAll(async () => {
  rig = await openRig();
  const file = join(rig.folder, 'keys.bin');
  await keyListOf(rig);
  await backUpKeys(join(rig.folder, 'keys'), file, PASSPHRASE);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  keyArchive = await readFile(file);
});
afterAll(() => rig.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-backup-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const dataDir = () => join(rig.folder, 'data');
const keysDir = () => join(rig.folder, 'keys');
const quietly = () => undefined;

interface Phone {
  readonly device: TestDevice;
  readonly log: TestLog;
  /** What the phone has receipts for. */
  acknowledged: number;
}

/** A phone's calls to a real server process, signed as its own sync signs them. */
async function call(
  port: number,
  { device }: Phone,
  method: string,
  path: string,
  body?: Uint8Array,
) {
  const authority = `127.0.0.1:${port}`;
  const bytes = body ? new Uint8Array(body) : null;
  const signature = await signRequest(
    {
      method,
      authority,
      path,
      query: '',
      body: bytes,
      createdAt: Date.now(),
      keyId: device.deviceId,
    },
    device.pair.privateKey,
  );
  const headers = { ...signature, ...(bytes && { 'content-type': 'application/cbor' }) };
  return fetch(`http://${authority}${path}`, { method, headers, ...(bytes && { body: bytes }) });
}

async function push(port: number, phone: Phone, to: number): Promise<PushAnswer> {
  const body = encodePush(await phone.log.request(phone.acknowledged + 1, to));
  const response = await call(port, phone, 'POST', '/api/push', body);
  const answer = parsePushAnswer(new Uint8Array(await response.arrayBuffer()));
  if (!answer) throw new Error(`${response.status}`);
  if (answer.kind === 'receipt') phone.acknowledged = (await receiptIn(rig, answer)).number;
  return answer;
}

async function pull(port: number, phone: Phone) {
  const parsed = parsePullAnswer(await (await call(port, phone, 'GET', '/api/pull')).json());
  if (!parsed.ok) throw new Error('not a pull answer');
  return parsed.value;
}

async function start(data: string) {
  const port = await freePort();
  const environment = { DATA_DIR: data, KEYS_DIR: keysDir(), PORT: String(port) };
  const server = startProcess(BARE_SERVER, environment);
  await server.printed('Kadian is at');
  return { port, server };
}

async function ledgerIn(data: string): Promise<string[]> {
  const store = await openSqliteStore(data);
  const lines = await store.ledger.lines(ALL, null, 1000);
  await store.close();
  return lines.map(({ entry, name, gateName }) => {
    const { receivedAt: _, late: _late, changedAt: _changed, ...rest } = entry;
    return JSON.stringify({ ...rest, name, gateName });
  });
}

test('a backup is verified, counted, and never put over another file', async () => {
  const file = at('b.sqlite');
  const made = await backUp(dataDir(), file, quietly);
  expect(made).toMatchObject({ places: 7, residents: 3, records: 0, latestRecordAt: null });
  const before = await readFile(file);
  await expect(backUp(dataDir(), file, quietly)).rejects.toThrow('is not overwritten');
  expect(await readFile(file)).toEqual(before);
  expect(await readdir(folder)).toEqual(['b.sqlite']);
  await expect(backUp(at('nowhere'), at('c.sqlite'), quietly)).rejects.toThrow('DATA_DIR');
  expect(await readdir(folder)).toEqual(['b.sqlite']);
});

test('what was given out since the backup is not given out again', async () => {
  const before = await rig.store.rosters.nextNumbers('s');
  const generation = (await rig.store.rosters.generation('m1')).generation;
  await backUp(dataDir(), at('b.sqlite'), quietly);
  await restore(at('b.sqlite'), at('data'), Date.now());
  const store = await openSqliteStore(at('data'));
  const after = await store.rosters.nextNumbers('s');
  expect(after.rosterNumber).toBeGreaterThan(before.rosterNumber + 500_000);
  expect(after.householdId).toBeGreaterThan(before.householdId + 500_000);
  expect(after.passNumber).toBeGreaterThan(before.passNumber + 50_000);
  expect((await store.rosters.generation('m1')).generation).toBeGreaterThan(generation + 1000);
  expect((await store.rosters.people('s', 'm1')).residents).toHaveLength(3);
  await store.close();
});

test('a street’s rules come back above every version that phones have, made at the desk or not', async () => {
  const versions = async (data: string) => {
    const store = await openSqliteStore(data);
    const made = await store.policies.current('s');
    const inForce = await policyInForce('s', store, 'Asia/Shanghai', Date.now());
    await store.close();
    return [made?.version ?? null, inForce.version];
  };
  await backUp(dataDir(), at('b.sqlite'), quietly);
  const now = Date.now();
  await restore(at('b.sqlite'), at('data'), now);
  const seconds = Math.floor(now / 1000);
  expect(await versions(at('data'))).toEqual([null, seconds + 1]);
  const store = await openSqliteStore(at('data'));
  const rules = { ...DEFAULT_POLICY, maskRequired: false };
  await store.policies.add('s', { ...rules, version: seconds + 2 });
  const later = { ...rules, effectiveFrom: now + 86_400_000 };
  await store.policies.add('s', { ...later, version: seconds + 3 });
  await store.close();
  await backUp(at('data'), at('c.sqlite'), quietly);
  await restore(at('c.sqlite'), at('again'), now + 60_000);
  expect(await versions(at('again'))).toEqual([seconds + 61, seconds + 60]);
  const again = await openSqliteStore(at('again'));
  expect(await again.policies.current('s')).toEqual({ ...later, version: seconds + 61 });
  await again.close();
});

test.each<[string, (file: string) => Promise<unknown>, string]>([
  ['cut short', async (file) => truncate(file, (await stat(file)).size - 4096), 'cut short'],
  [
    'damaged',
    async (file) => {
      const bytes = await readFile(file);
      await writeFile(file, bytes.fill(0x5a, 4096, bytes.length - 4096));
    },
    'damaged',
  ],
  ['a text', (file) => writeFile(file, 'not a backup\n'.repeat(100)), 'no backup'],
  ['not there', (file) => rm(file), 'cannot be read'],
])(
  'a backup that is %s is refused in a sentence, and nothing is written',
  async (_what, spoil, says) => {
    await backUp(dataDir(), at('b.sqlite'), quietly);
    await spoil(at('b.sqlite'));
    await expect(restore(at('b.sqlite'), at('data'), Date.now())).rejects.toThrow(says);
    await expect(stat(at('data'))).rejects.toThrow('ENOENT');
  },
);

test.each([0o644, 0o440])(
  'a backup that lay about with mode %o is restored for the owner alone',
  async (mode) => {
    await backUp(dataDir(), at('b.sqlite'), quietly);
    await chmod(at('b.sqlite'), mode);
    await restore(at('b.sqlite'), at('data'), Date.now());
    expect((await stat(join(at('data'), 'kadian.sqlite'))).mode & 0o777).toBe(0o600);
  },
);

test('what else lies in the keys folder does not keep the keys from being saved', async () => {
  await mkdir(join(keysDir(), 'lost+found'));
  await writeFile(join(keysDir(), '.directory'), '');
  const { files } = await backUpKeys(keysDir(), at('keys.bin'), PASSPHRASE);
  await restoreKeys(at('keys.bin'), at('keys'), PASSPHRASE, rig.time.now);
  const kept = (await readdir(keysDir())).filter((name) => /^[a-z].*\.[a-z]+$/.test(name));
  expect((await readdir(at('keys'))).sort()).toEqual(kept.sort());
  expect(files).toBe(kept.length);
  await rm(join(keysDir(), 'lost+found'), { recursive: true });
  await rm(join(keysDir(), '.directory'));
});

test('a folder that holds something is never restored into', async () => {
  await backUp(dataDir(), at('b.sqlite'), quietly);
  await expect(restore(at('b.sqlite'), dataDir(), Date.now())).rejects.toThrow('is not empty');
  await writeFile(at('keys.bin'), keyArchive);
  const intoFull = restoreKeys(at('keys.bin'), keysDir(), PASSPHRASE, Date.now());
  await expect(intoFull).rejects.toThrow('is not empty');
});

test('keys come back under their passphrase, with a key list above every one that phones have', async () => {
  const known = await keyListOf(rig);
  await writeFile(at('keys.bin'), keyArchive);
  await restoreKeys(at('keys.bin'), at('keys'), PASSPHRASE, rig.time.now);
  const keys = await openKeyStore(at('keys'));
  expect(keys.rootHash).toEqual(rig.keys.rootHash);
  expect((await keys.card('g1', 1))?.secret).toEqual((await rig.keys.card('g1', 1))?.secret);
  const listed = await keyListOf({ ...rig, keys });
  expect(listed.version).toBeGreaterThan(known.version + 1000);
  for (const name of await readdir(at('keys'))) {
    expect([name, (await stat(join(at('keys'), name))).mode & 0o777]).toEqual([name, 0o600]);
  }
});

test.each<[string, (bytes: Buffer) => Buffer, string, string]>([
  ['under another passphrase', (bytes) => bytes, 'three quiet heroes', 'passphrase'],
  ['cut short', (bytes) => bytes.subarray(0, -7), PASSPHRASE, 'cut short'],
  ['damaged', (bytes) => bytes.fill(1, 60, 61), PASSPHRASE, 'damaged'],
  ['from a newer version', (bytes) => bytes.fill(2, 12, 13), PASSPHRASE, 'newer Kadian'],
  ['another file', () => Buffer.from('hello'), PASSPHRASE, 'no file made by'],
])(
  'keys %s are refused in a sentence, and nothing is written',
  async (_what, spoil, passphrase, says) => {
    await writeFile(at('keys.bin'), spoil(Buffer.from(keyArchive)));
    const wrong = restoreKeys(at('keys.bin'), at('keys'), passphrase, rig.time.now);
    await expect(wrong).rejects.toThrow(says);
    expect(await readdir(folder)).toEqual(['keys.bin']);
  },
);

test('a backup from the middle of pushes, the server killed, restored elsewhere: the phones’ logs are complete again', async () => {
  const RECORDS = 60;
  rig.time.now = Date.now();
  const phones: Phone[] = [];
  for (const gateId of ['g1', 'g2', 'g3']) {
    const device = await TestDevice.enrolled(rig, 'gate', 's');
    const log = await TestLog.begin(device, gateId);
    for (let n = 0; n < RECORDS; n += 1) await log.append(entryAt(rig.time.now + n * 1000));
    phones.push({ device, log, acknowledged: 0 });
  }
  const first = await start(dataDir());
  const incarnation = (await pull(first.port, phones[0] as Phone)).incarnation;
  let backingUp: Promise<unknown> | null = null;
  const file = at('backup.sqlite');
  const sendAll = async (phone: Phone, by: number) => {
    for (let to = by; to <= RECORDS; to += by) {
      await push(first.port, phone, to);
      if (to < RECORDS / 2) continue;
      backingUp ??= startProcess(CLI, { DATA_DIR: dataDir() }, ['backup', '--to', file]).ended;
    }
  };
  await Promise.all(phones.slice(0, 2).map((phone) => sendAll(phone, 2)));
  expect(await backingUp).toMatchObject({ code: 0, stderr: '' });
  // After the backup: one phone that it does not know anything of.
  await sendAll(phones[2] as Phone, RECORDS);
  first.server.child.kill('SIGKILL');
  await first.server.ended;
  const before = await ledgerIn(dataDir());
  expect(before).toHaveLength(phones.length * RECORDS);
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  const restored = at('data');
  const asked = await startProcess(CLI, { DATA_DIR: restored }, ['restore', '--from', file]).ended;
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  expect((await ledgerIn(restored)).length).toBeLessThan(before.length);
  const second = await start(restored);
  for (const phone of phones) {
    const pulled = await pull(second.port, phone);
    expect(pulled.incarnation).not.toBe(incarnation);
    const has = pulled.acknowledged?.find(({ segmentId }) => segmentId === phone.log.segmentId);
    // One goes by what it pulled, the others by the answers to pushes that begin too late.
    if (phone === phones[0]) phone.acknowledged = has?.number ?? 0;
    else {
      const [last, cursor] = [await phone.log.append(entryAt(rig.time.now)), phone.acknowledged];
      const answer = await push(second.port, phone, last);
      if (answer.kind === 'gap') phone.acknowledged = answer.have;
      expect([answer.kind, phone.acknowledged]).toEqual(
        (has?.number ?? 0) < cursor ? ['gap', has?.number ?? 0] : ['receipt', last],
      );
    }
    if (phone.acknowledged < phone.log.sealed.length) {
      await push(second.port, phone, phone.log.sealed.length);
    }
    expect(phone.acknowledged).toBe(phone.log.sealed.length);
  }
  second.server.child.kill('SIGTERM');
  await second.server.ended;
  const after = await ledgerIn(restored);
  expect(after).toHaveLength(before.length + 2);
  expect(after).toEqual(expect.arrayContaining(before));
});

test('keys that a command makes beside a running server are taken up by it, and phones believe both', async () => {
  rig.time.now = Date.now();
  const device = await TestDevice.enrolled(rig, 'gate', 's');
  const log = await TestLog.begin(device, 'g1');
  for (let n = 0; n < 3; n += 1) await log.append(entryAt(rig.time.now + n * 1000));
  const phone: Phone = { device, log, acknowledged: 0 };
  const signers: string[] = [];
  const { port, server } = await start(dataDir());
  const pushed = async (to: number) => {
    const answer = await push(port, phone, to);
    if (answer.kind !== 'receipt') throw new Error(answer.kind);
    await readReceipt(answer.receipt, (keyId) => {
      signers.push(keyId);
      return null;
    });
  };
  await pushed(1);
  const environment = { DATA_DIR: dataDir(), KEYS_DIR: keysDir() };
  const args = ['rotate-keys', '--use', 'receipt', '--after-hours', '0'];
  expect(await startProcess(CLI, environment, args).ended).toMatchObject({ code: 0, stderr: '' });
  const { keyList } = await pull(port, phone);
  const reading = await readKeyList(
    fromBase64Url(keyList ?? '') ?? new Uint8Array(),
    rig.keys.rootPublicKey,
    1,
  );
  const listed = reading.ok ? reading.list.keys.filter(({ use }) => use === 'receipt') : [];
  expect(listed.map(({ keyId }) => keyId)).toEqual(['1', '2']);
  await pushed(3);
  expect(signers).toEqual(['1', '2']);
  expect(phone.acknowledged).toBe(3);
  server.child.kill('SIGTERM');
  await server.ended;
});
