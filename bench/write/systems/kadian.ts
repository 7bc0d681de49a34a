import { deriveCardKeys } from '../../../src/sealing/gate-card.ts';
import {
  exportRawPublicKey,
  generateAgreementKeyPair,
  generateSigningKeyPair,
} from '../../../src/sealing/keys.ts';
import { OpenLog } from '../../../src/storage/open-log.ts';
import { entry, type System } from '../entry.ts';

/** The product's own code: encode, seal, number, one strict add. */
export async function open(): Promise<System> {
  const device = await generateSigningKeyPair(false);
  const sealing = await generateAgreementKeyPair(false);
  const identity = {
    deviceId: '00'.repeat(16),
    privateKey: device.privateKey,
    publicKey: await exportRawPublicKey(device.publicKey),
    certificate: new Uint8Array(1),
    rootKey: new Uint8Array(65),
    role: 'gate' as const,
    place: { id: 'gate', name: 'gate', kind: 'gate' },
    streetName: 'street',
  };
  const { wrapKey } = await deriveCardKeys(crypto.getRandomValues(new Uint8Array(16)));
  const sealingKey = {
    keyId: '2026-11',
    publicKey: await exportRawPublicKey(sealing.publicKey),
  };
  const context = { identity, sealingKey, gateId: 'g1', rosterGeneration: 1, policyVersion: 1 };
  const log = new OpenLog(context, null, { wrapKey, epoch: 1 });
  return {
    async write(number) {
      const { kind } = await log.append(entry(number));
      if (kind !== 'saved') throw new Error('not saved');
    },
  };
}
