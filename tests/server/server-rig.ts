import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import type { Role } from '../../src/domain/role.ts';
import { type Bytes, fromBase64Url, toBase64Url } from '../../src/encoding/bytes.ts';
import { parseEnrolAnswer } from '../../src/protocol/enrolment.ts';
import type { PublicUrlRefusal } from '../../src/protocol/invitations.ts';
import {
  encodePush,
  type PushAnswer,
  type PushRequest,
  parsePushAnswer,
} from '../../src/protocol/push.ts';
import { encodeRecord } from '../../src/protocol/record-codec.ts';
import { firstHead, nextHead } from '../../src/sealing/chain.ts';
import { readJoin } from '../../src/sealing/invitation.ts';
import {
  type KeyList,
  readKeyList,
  sealingKeyAt,
  verifyKeysOf,
} from '../../src/sealing/key-list.ts';
import {
  type CryptoKeyPair,
  deviceIdOf,
  exportRawPublicKey,
  generateSigningKeyPair,
} from '../../src/sealing/keys.ts';
import { type Receipt, readReceipt } from '../../src/sealing/receipt.ts';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { type BegunSegment, beginSegment, sealRecord } from '../../src/sealing/segment.ts';
import { signTail } from '../../src/sealing/tail-signature.ts';
import { createApp } from '../../src/server/app.ts';
import { type KeyStore, openKeyStore } from '../../src/server/keys/key-store.ts';
import { openPrivateFolder } from '../../src/server/open-private-folder.ts';
import type { Database } from '../../src/server/store/database.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { openStore, type Store } from '../../src/server/store/store.ts';
import { invite } from '../../src/server/street/invite.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { emptyTables, isOnPostgres } from './test-database.ts';

export const NOW = Date.UTC(2022, 2, 30, 6, 0, 0);
export const HOST = 'kadian.test';

export interface Rig {
  readonly folder: string;
  readonly app: FastifyInstance;
  readonly store: Store;
  /** What is under the store, to look into its rows. */
  readonly database: Database;
  /** The settings of a process beside this server. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keys: KeyStore;
  /** The server's clock: set it. */
  readonly time: { now: number };
  /** What is wrong with the server's address: set it. */
  readonly publicUrl: { refusal: PublicUrlRefusal | null };
  close(): Promise<void>;
}

/**
 * A server on a real SQLite file, or on a real PostgreSQL in its project: street s, compounds m1 and m2, gates g1, g2 (of
 * m1) and g3 (of m2). `pushThread`: on SQLite pushes are taken on a thread, as when the server is a process of its own.
 */
export async function openRig({ pushThread = false } = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-server-'));
  const dataDir = join(folder, 'data');
  await openPrivateFolder(dataDir);
  const tables = await emptyTables(dataDir);
  const ownStore = pushThread && !isOnPostgres ? await openSqliteStore(dataDir) : null;
  const store = ownStore ?? (await openStore(tables.database));
  const time = { now: NOW };
  const keys = await openKeyStore(join(folder, 'keys'), () => time.now);
  const publicUrl: Rig['publicUrl'] = { refusal: null };
  const app = await createApp({
    store,
    keys,
    clock: () => time.now,
    timeZone: 'Asia/Shanghai',
    publicUrl: `https://${HOST}`,
    checkPublicUrl: async () => publicUrl.refusal,
    distDir: null,
    onFailure: (route, error) => console.error(route, error),
  });
  const { places } = store;
  await places.add({ id: 's', parentId: null, kind: 'street', name: '青石街道' });
  await places.add({ id: 'c', parentId: 's', kind: 'community', name: '梧桐社区' });
  for (const [id, parentId, name] of [
    ['m1', 'c', '梧桐里'],
    ['m2', 'c', '银杏苑'],
  ] as const) {
    await places.add({ id, parentId, kind: 'compound', name });
  }
  for (const [id, parentId, name] of [
    ['g1', 'm1', '北门'],
    ['g2', 'm1', '南门'],
    ['g3', 'm2', '东门'],
  ] as const) {
    await places.add({ id, parentId, kind: 'gate', name });
    await issueCard(store, keys, id);
  }
  const households = [1, 2].map((id) => ({
    id,
    building: '3',
    unit: '1',
    room: `50${id}`,
    label: `3-1-50${id}`,
    colour: 'green' as const,
  }));
  const person = (rosterNumber: number, householdId: number, name: string, initials: string[]) => ({
    rosterNumber,
    householdId,
    name,
    initials,
    phoneTail: `44${rosterNumber}`,
    relation: '户主',
    passNumber: 1000 + rosterNumber,
  });
  await replaceRoster(
    store,
    {
      compoundId: 'm1',
      households,
      residents: [
        person(11, 1, '周敬明', ['ZJM']),
        person(12, 1, '单静', ['SJ', 'DJ', 'CJ']),
        person(21, 2, '何芳', ['HF']),
      ],
    },
    NOW,
  );
  return {
    folder,
    app,
    store,
    database: tables.database,
    environment: { DATA_DIR: dataDir, KEYS_DIR: join(folder, 'keys'), ...tables.environment },
    keys,
    time,
    publicUrl,
    async close() {
      await app.close();
      await ownStore?.close();
      await tables.close();
      await rm(folder, { recursive: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  json(): Record<string, unknown>;
}

/** One device with its key, as a phone or a desk has it. */
export class TestDevice {
  readonly rig: Rig;
  readonly pair: CryptoKeyPair;
  readonly publicKey: Bytes;
  readonly deviceId: string;
  certificate: Bytes = new Uint8Array();

  private constructor(rig: Rig, pair: CryptoKeyPair, publicKey: Bytes, deviceId: string) {
    this.rig = rig;
    this.pair = pair;
    this.publicKey = publicKey;
    this.deviceId = deviceId;
  }

  static async make(rig: Rig): Promise<TestDevice> {
    const pair = await generateSigningKeyPair(false);
    const publicKey = await exportRawPublicKey(pair.publicKey);
    return new TestDevice(rig, pair, publicKey, await deviceIdOf(publicKey));
  }

  static async enrolled(rig: Rig, role: Role, placeId: string): Promise<TestDevice> {
    const device = await TestDevice.make(rig);
    const made = await invite(
      { role, placeId, minutes: 10, mode: 'ask', uses: 1 },
      `https://${HOST}`,
      rig,
      rig.time.now,
    );
    const answer = await device.enrol(made?.link ?? '');
    if (answer.status !== 200) throw new Error(answer.body.toString());
    return device;
  }

  async enrol(link: string): Promise<Answer> {
    const token = readJoin(link)?.token ?? new Uint8Array(16);
    const answer = await this.send('POST', '/api/enrol', {
      token: toBase64Url(token),
      publicKey: toBase64Url(this.publicKey),
      name: '北门一号',
      locale: 'zh-CN',
    });
    const parsed = answer.status === 200 ? parseEnrolAnswer(answer.json()) : null;
    if (parsed?.ok && parsed.value.kind === 'enrolled') {
      this.certificate = fromBase64Url(parsed.value.certificate) ?? new Uint8Array();
    }
    return answer;
  }

  async send(
    method: 'GET' | 'POST',
    url: string,
    body: unknown = null,
    {
      createdAt = this.rig.time.now,
      type = 'application/json',
      more = {},
    }: { createdAt?: number; type?: string; more?: Readonly<Record<string, string>> } = {},
  ): Promise<Answer> {
    const bytes =
      body === null
        ? null
        : body instanceof Uint8Array
          ? new Uint8Array(body)
          : new TextEncoder().encode(JSON.stringify(body));
    const [path = '', query] = url.split('?');
    const signature = await signRequest(
      {
        method,
        authority: HOST,
        path,
        query: query === undefined ? '' : `?${query}`,
        body: bytes,
        createdAt,
        keyId: this.deviceId,
      },
      this.pair.privateKey,
    );
    const headers = {
      host: HOST,
      ...signature,
      ...(bytes ? { 'content-type': type } : {}),
      ...more,
    };
    return inject(this.rig, method, url, headers, bytes);
  }

  async push(request: PushRequest): Promise<PushAnswer> {
    const answer = await this.send('POST', '/api/push', encodePush(request), {
      type: 'application/cbor',
    });
    const parsed = parsePushAnswer(answer.body);
    if (!parsed) throw new Error(`${answer.status} ${answer.body.toString()}`);
    return parsed;
  }
}

export async function inject(
  rig: Rig,
  method: 'GET' | 'POST',
  url: string,
  headers: Record<string, string>,
  body: Uint8Array | null = null,
): Promise<Answer> {
  const payload = body ? { payload: Buffer.from(body) } : {};
  const answer = await rig.app.inject({ method, url, headers, ...payload });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.rawPayload,
    json: () => answer.json(),
  };
}

export async function keyListOf(rig: Rig): Promise<KeyList> {
  const reading = await readKeyList(
    await rig.keys.keyList(rig.time.now),
    rig.keys.rootPublicKey,
    1,
  );
  if (!reading.ok) throw new Error(reading.why);
  return reading.list;
}

/** The receipt in the answer, verified by the street's receipt keys. */
export async function receiptIn(rig: Rig, answer: PushAnswer): Promise<Receipt> {
  if (answer.kind !== 'receipt') throw new Error(`${answer.kind} instead of a receipt`);
  const keys = await verifyKeysOf(await keyListOf(rig), 'receipt');
  const reading = await readReceipt(answer.receipt, (keyId) => keys.get(keyId) ?? null);
  if (!reading.ok) throw new Error(reading.why);
  return reading.content;
}

/** One segment's log as a phone grows it. */
export class TestLog {
  readonly device: TestDevice;
  readonly begun: BegunSegment;
  readonly sealed: Bytes[] = [];
  readonly heads: Bytes[];

  private constructor(device: TestDevice, begun: BegunSegment, firstHead: Bytes) {
    this.device = device;
    this.begun = begun;
    this.heads = [firstHead];
  }

  static async begin(
    device: TestDevice,
    gateId: string,
    more: { shiftId?: string; order?: number; previous?: TestLog; startedAt?: number } = {},
  ): Promise<TestLog> {
    const { rig } = device;
    const sealingKey = sealingKeyAt(await keyListOf(rig), rig.time.now);
    if (!sealingKey) throw new Error('no sealing key');
    const { previous } = more;
    const begun = await beginSegment(
      {
        deviceId: device.deviceId,
        gateId,
        shiftId: more.shiftId ?? null,
        order: more.order ?? 0,
        startedAt: more.startedAt ?? rig.time.now,
        rosterGeneration: 1,
        policyVersion: 1,
        cardEpoch: 1,
        previous: previous
          ? {
              segmentId: previous.segmentId,
              number: previous.sealed.length,
              head: previous.heads.at(-1) as Bytes,
            }
          : null,
        sealingKeyId: sealingKey.keyId,
      },
      { sealingPublicRaw: sealingKey.publicKey, deviceKey: device.pair.privateKey },
    );
    return new TestLog(device, begun, await firstHead(begun.segmentId));
  }

  get segmentId(): string {
    return this.begun.segmentId;
  }

  /** @returns the record's number. */
  append(record: GateRecord): Promise<number> {
    return this.appendPlain(encodeRecord(record, this.begun.header.startedAt, this.segmentId));
  }

  async appendPlain(plain: Bytes): Promise<number> {
    const number = this.sealed.length + 1;
    return this.appendSealed(
      await sealRecord(this.begun.segmentKey, this.segmentId, number, plain),
    );
  }

  async appendSealed(sealed: Bytes): Promise<number> {
    this.sealed.push(sealed);
    this.heads.push(await nextHead(this.heads.at(-1) as Bytes, sealed));
    return this.sealed.length;
  }

  async request(from = 1, to = this.sealed.length): Promise<PushRequest> {
    const head = this.heads[to] as Bytes;
    return {
      certificate: this.device.certificate,
      header: this.begun.headerBytes,
      segmentId: this.segmentId,
      from,
      records: this.sealed.slice(from - 1, to),
      head,
      tail: await signTail(this.device.pair.privateKey, this.segmentId, to, head),
      sentAt: this.device.rig.time.now,
    };
  }

  async push(from = 1, to = this.sealed.length): Promise<PushAnswer> {
    return this.device.push(await this.request(from, to));
  }
}

export const facts = (more: Partial<EntryFacts> = {}): EntryFacts => ({
  subject: { kind: 'resident', rosterNumber: 11 },
  direction: 'out',
  identification: 'scanned',
  reading: { temperatureTenths: 365, site: 'forehead' },
  mask: true,
  verdict: 'pass',
  outcome: 'passed',
  reasons: [],
  shown: [],
  ...more,
});

export const entryAt = (
  at: number,
  more: Partial<EntryFacts> = {},
): GateRecord & { kind: 'entry' } => ({
  kind: 'entry',
  at,
  follows: null,
  ...facts(more),
});

export const shiftStart = (at: number, onDuty: readonly string[]): GateRecord => ({
  kind: 'shift-start',
  at,
  onDuty,
  policyVersion: 1,
  appVersion: '0.1.0',
});
