import { ApiClient } from '../../src/api-client/api-client.ts';
import { fromBase64Url, toBase64Url } from '../../src/encoding/bytes.ts';
import { deviceIdOf, exportRawPublicKey, generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { database } from '../../src/storage/database.ts';
import { type DeviceIdentity, saveIdentity } from '../../src/storage/device-identity.ts';
import { OpenLog } from '../../src/storage/open-log.ts';
import { countPending } from '../../src/storage/pending.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { factsOf } from '../street/shift-records.ts';
import type { SyncServer } from '../sync/sync-system.ts';

declare global {
  /** Begins the shift: the phone has joined. */
  var beginShift: (server: SyncServer) => Promise<void>;
  /** Logs so many entries as a gate does, one durable write after another, and sends them every so often. */
  var logEntries: (count: number) => Promise<void>;
}

const SENT_EVERY = 20;
const bytesOf = (text: string) => fromBase64Url(text) ?? new Uint8Array();

globalThis.beginShift = async (server) => {
  const pair = await generateSigningKeyPair(false);
  const publicKey = await exportRawPublicKey(pair.publicKey);
  const deviceId = await deviceIdOf(publicKey);
  const identity: DeviceIdentity = {
    deviceId,
    privateKey: pair.privateKey,
    publicKey,
    certificate: bytesOf(await globalThis.enrol(deviceId, toBase64Url(publicKey))),
    rootKey: bytesOf(server.rootKey),
    role: 'gate',
    place: { id: 'bench-gate', name: '北门', kind: 'gate' },
    streetName: '街道',
  };
  await saveIdentity(identity);
  await database.documents.put({ name: 'keyList', bytes: bytesOf(server.keyList) });
  const sealingKey = { keyId: server.sealingKeyId, publicKey: bytesOf(server.sealingKey) };
  const context = {
    identity,
    sealingKey,
    gateId: 'bench-gate',
    rosterGeneration: 1,
    policyVersion: 1,
  };
  const log = new OpenLog(context, null, null);
  const client = new ApiClient({
    deviceId,
    privateKey: pair.privateKey,
    origin: server.origin,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
  });
  let logged = 0;
  const append = async (record: Parameters<OpenLog['append']>[0]): Promise<void> => {
    const { kind } = await log.append(record);
    if (kind !== 'saved') throw new Error('not saved');
  };
  const at = Date.now();
  await append({
    kind: 'shift-start',
    at,
    onDuty: ['王秀英'],
    policyVersion: 1,
    appVersion: '1.0.0',
  });
  globalThis.logEntries = async (count) => {
    for (let nth = 0; nth < count; nth += 1) {
      logged += 1;
      await append({ kind: 'entry', at: Date.now(), follows: null, ...factsOf(logged) });
      if (logged % SENT_EVERY === 0) await pushLog(client, identity, Date.now);
    }
    await pushLog(client, identity, Date.now);
    if ((await countPending()) > 0) throw new Error('not everything was acknowledged');
  };
};
