import { ApiClient } from '../../../src/api-client/api-client.ts';
import { fromBase64Url, toBase64Url } from '../../../src/encoding/bytes.ts';
import { encodeRecord } from '../../../src/protocol/record-codec.ts';
import {
  deviceIdOf,
  exportRawPublicKey,
  generateSigningKeyPair,
} from '../../../src/sealing/keys.ts';
import { sealRecord } from '../../../src/sealing/segment.ts';
import { beginOpenSegment } from '../../../src/storage/begin-segment.ts';
import { database } from '../../../src/storage/database.ts';
import type { DeviceIdentity } from '../../../src/storage/device-identity.ts';
import { countPending } from '../../../src/storage/pending.ts';
import { pushLog } from '../../../src/sync/push-log.ts';
import { shiftRecord } from '../../street/shift-records.ts';
import type { OpenSystem } from '../sync-system.ts';

declare global {
  /** Lets the phone in, given its device id and public key; its certificate. All base64url. */
  var enrol: (deviceId: string, publicKey: string) => Promise<string>;
}

const bytesOf = (text: string) => fromBase64Url(text) ?? new Uint8Array();

/** The product's own storage, sealing and push. */
export const open: OpenSystem = async (server) => {
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
  await database.documents.put({ name: 'keyList', bytes: bytesOf(server.keyList) });
  const sealingKey = { keyId: server.sealingKeyId, publicKey: bytesOf(server.sealingKey) };
  const client = new ApiClient({
    deviceId,
    privateKey: pair.privateKey,
    origin: server.origin,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
  });
  return {
    async queue(records) {
      await Promise.all([database.segments.clear(), database.records.clear()]);
      const context = {
        identity,
        sealingKey,
        gateId: 'bench-gate',
        rosterGeneration: 1,
        policyVersion: 1,
      };
      const startedAt = Math.floor(Date.now() / 1000) * 1000 - 8 * 3_600_000;
      const { row, key } = await beginOpenSegment(context, null, null, startedAt);
      const { segmentId } = row;
      const sealed = await Promise.all(
        Array.from({ length: records }, async (_, index) => {
          const number = index + 1;
          const plain = encodeRecord(
            shiftRecord(number, startedAt, segmentId),
            startedAt,
            segmentId,
          );
          return { segmentId, number, sealed: await sealRecord(key, segmentId, number, plain) };
        }),
      );
      await database.segments.add(row);
      await database.records.bulkAdd(sealed);
    },
    async sync() {
      const { kind, problem } = await pushLog(client, identity, Date.now);
      if (kind !== 'done' || (await countPending()) > 0) throw new Error(`${kind} ${problem}`);
    },
  };
};
