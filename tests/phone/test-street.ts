import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import type { Bytes } from '../../src/encoding/bytes.ts';
import { encodeCbor } from '../../src/encoding/cbor.ts';
import { buildRoster } from '../../src/roster/roster-file.ts';
import { signCertificate } from '../../src/sealing/certificate.ts';
import {
  type CardSecret,
  cardTag,
  cardText,
  deriveCardKeys,
  newCardSecret,
  sealUnderCard,
} from '../../src/sealing/gate-card.ts';
import { type KeyList, signKeyList } from '../../src/sealing/key-list.ts';
import {
  type CryptoKeyPair,
  deviceIdOf,
  exportRawPublicKey,
  generateAgreementKeyPair,
  generateSigningKeyPair,
  keyThumbprint,
} from '../../src/sealing/keys.ts';
import { type PassKind, signPass } from '../../src/sealing/pass.ts';
import { rosterAad } from '../../src/sealing/roster-aad.ts';
import { signDocument } from '../../src/sealing/signed-document.ts';
import { database } from '../../src/storage/database.ts';
import { type DeviceIdentity, saveIdentity } from '../../src/storage/device-identity.ts';
import { forgetSaved } from '../../src/storage/loss-detector.ts';
import { takeWriterLock } from '../../src/storage/writer-lock.ts';

export const HOUR_MS = 3_600_000;
export const START = Date.UTC(2022, 3, 3, 0, 0, 0);
export const GATE = 'gate-south';
export const OTHER_GATE = 'gate-north';
const COMPOUND = 'wutongli';

type StreetKeys = Record<'root' | 'receipt' | 'pass' | 'policy' | 'certificate', CryptoKeyPair>;

/** A street's keys, cards and people, as the server would have them. */
export class TestStreet {
  readonly keys: StreetKeys;
  readonly sealing: CryptoKeyPair;
  readonly cards: Record<string, CardSecret> = {
    [GATE]: newCardSecret(),
    [OTHER_GATE]: newCardSecret(),
  };
  policy: Policy = DEFAULT_POLICY;
  rosterGeneration = 41;
  keyListVersion = 1;
  receiptKeyId = 'r1';

  private constructor(keys: StreetKeys, sealing: CryptoKeyPair) {
    this.keys = keys;
    this.sealing = sealing;
  }

  static async make(): Promise<TestStreet> {
    const pair = () => generateSigningKeyPair(true);
    const keys = {
      root: await pair(),
      receipt: await pair(),
      pass: await pair(),
      policy: await pair(),
      certificate: await pair(),
    };
    return new TestStreet(keys, await generateAgreementKeyPair(true));
  }

  async rootKey(): Promise<Bytes> {
    return exportRawPublicKey(this.keys.root.publicKey);
  }

  async rootHash(): Promise<Bytes> {
    return keyThumbprint(await this.rootKey());
  }

  async keyList(): Promise<Bytes> {
    const ever = { notBefore: 0, notAfter: Number.MAX_SAFE_INTEGER };
    const raw = (key: keyof StreetKeys) => exportRawPublicKey(this.keys[key].publicKey);
    const list: KeyList = {
      version: this.keyListVersion,
      issuedAt: START,
      keys: [
        { use: 'receipt', keyId: this.receiptKeyId, publicKey: await raw('receipt'), ...ever },
        { use: 'pass', keyId: '7', publicKey: await raw('pass'), ...ever },
        { use: 'policy', keyId: 'p1', publicKey: await raw('policy'), ...ever },
        { use: 'certificate', keyId: 'c1', publicKey: await raw('certificate'), ...ever },
        {
          use: 'sealing',
          keyId: '2022-04',
          publicKey: await exportRawPublicKey(this.sealing.publicKey),
          ...ever,
        },
      ],
    };
    return signKeyList(list, this.keys.root.privateKey);
  }

  signedPolicy(): Promise<Bytes> {
    return signDocument('policy', this.policy, this.keys.policy.privateKey, 'p1');
  }

  signedRevocations(version: number, revoked: readonly number[]): Promise<Bytes> {
    const bitmap = new Uint8Array(16_384);
    for (const index of revoked)
      bitmap[index >> 3] = (bitmap[index >> 3] ?? 0) | (1 << (index & 7));
    const content = { version, list: 0, bitmap };
    return signDocument('revocations', content, this.keys.policy.privateKey, 'p1');
  }

  cardOf(gateId: string): string {
    return cardText(this.#secret(gateId));
  }

  async tagOf(gateId: string): Promise<string> {
    return cardTag(this.#secret(gateId));
  }

  pass(
    passNumber: number,
    validUntil = START + 1000 * HOUR_MS,
    kind: PassKind = 'resident',
  ): Promise<string> {
    const content = { passNumber, kind, validFrom: START, validUntil };
    return signPass(content, this.keys.pass.privateKey, 7);
  }

  /**
   * Residents 1 to 9 live in room 3-1-50n and have passes 101 to 109; 9 lives in a red household. Resident 10 lives with
   * 4, in the one household that has a pass: 204.
   */
  async sealedRoster(gateId: string, format: 'ours' | 'other' = 'ours'): Promise<Bytes> {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const plain = buildRoster({
      generation: this.rosterGeneration,
      compoundId: COMPOUND,
      compoundName: '梧桐里小区',
      households: numbers.map((id) => ({
        id,
        building: '3',
        unit: '1',
        room: `50${id}`,
        label: `3-1-50${id}`,
        colour: id === 9 ? ('red' as const) : ('green' as const),
        passNumber: id === 4 ? 204 : null,
      })),
      residents: [...numbers, 10].map((rosterNumber) => ({
        rosterNumber,
        householdId: rosterNumber === 10 ? 4 : rosterNumber,
        name: `周国${'甲乙丙丁戊己庚辛壬癸'.charAt(rosterNumber - 1)}`,
        initials: ['ZG'],
        phoneTail: String(4410 + rosterNumber),
        relation: '户主',
        passNumber: 100 + rosterNumber,
      })),
    });
    const { pullKey } = await deriveCardKeys(this.#secret(gateId));
    const file = format === 'ours' ? plain : encodeCbor(['kadian roster 1']);
    return sealUnderCard(file, pullKey, rosterAad(gateId, this.rosterGeneration));
  }

  /** This browser becomes a phone of the street that has joined and pulled, with an empty log. */
  async setUpPhone(): Promise<DeviceIdentity> {
    (await takeWriterLock({ steal: true }))?.release();
    localStorage.clear();
    database.close();
    await database.delete();
    await database.open();
    forgetSaved();
    const identity = await this.enrolled();
    await saveIdentity(identity);
    await database.documents.bulkPut([
      { name: 'keyList', bytes: await this.keyList() },
      { name: 'policy', bytes: await this.signedPolicy() },
    ]);
    for (const gateId of [GATE, OTHER_GATE]) {
      await database.gates.put({
        id: gateId,
        name: gateId === GATE ? '南门' : '北门',
        compoundId: COMPOUND,
        compoundName: '梧桐里小区',
        cardEpoch: 1,
        cardTag: await this.tagOf(gateId),
        oldCardTags: [],
        rosterGeneration: this.rosterGeneration,
      });
      await database.rosters.put({
        gateId,
        generation: this.rosterGeneration,
        cardEpoch: 1,
        sealed: await this.sealedRoster(gateId),
        savedAt: START,
      });
    }
    return identity;
  }

  async enrolled(): Promise<DeviceIdentity> {
    const pair = await generateSigningKeyPair(false);
    const publicKey = await exportRawPublicKey(pair.publicKey);
    const deviceId = await deviceIdOf(publicKey);
    const certificate = await signCertificate(
      { deviceId, publicKey, role: 'gate', placeId: COMPOUND, issuedAt: START },
      this.keys.certificate.privateKey,
      'c1',
    );
    return {
      deviceId,
      privateKey: pair.privateKey,
      publicKey,
      certificate,
      rootKey: await this.rootKey(),
      role: 'gate',
      place: { id: COMPOUND, name: '梧桐里小区', kind: 'compound' },
      streetName: '梧桐街道',
    };
  }

  #secret(gateId: string): CardSecret {
    const secret = this.cards[gateId];
    if (!secret) throw new Error(`no gate ${gateId}`);
    return secret;
  }
}
