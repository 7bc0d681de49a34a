import { expect, test } from 'vitest';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { SealingWorker } from '../../src/server/demo/sealing-worker.ts';

test('what fails on the sealing thread fails for who waits for it', async () => {
  const { privateKey } = await generateSigningKeyPair(false);
  const worker = new SealingWorker();
  const standing = {
    deviceId: 'no device id',
    deviceKey: privateKey,
    certificate: new Uint8Array(1),
    sealingKeyId: '2026-03',
    sealingPublicRaw: new Uint8Array(65),
    cardEpoch: 1,
    rosterGeneration: 1,
    policyVersion: 1,
  };
  const segment = { startedAt: 0, withCard: true, records: [] };
  const shift = { gateId: 'g', startedAt: 0, sentAt: 0, offline: false, segments: [segment] };
  await expect(worker.pushesOf(standing, [shift]).next()).rejects.toThrow();
  await worker.stop();
});
