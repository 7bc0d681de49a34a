import type { GateRecord } from '../../src/domain/gate-record.ts';
import { deriveCardKeys } from '../../src/sealing/gate-card.ts';
import { exportRawPublicKey } from '../../src/sealing/keys.ts';
import type { GateCardKeys } from '../../src/storage/begin-segment.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { type Appended, OpenLog } from '../../src/storage/open-log.ts';
import { readShiftLog } from '../../src/storage/read-log.ts';
import { GATE, START, type TestStreet } from '../phone/test-street.ts';

/** A phone's log as the storage sees it, without session or screens. */
export class TestLog {
  readonly log: OpenLog;
  readonly #card: GateCardKeys;

  private constructor(log: OpenLog, card: GateCardKeys) {
    this.log = log;
    this.#card = card;
  }

  static async open(street: TestStreet, identity: DeviceIdentity): Promise<TestLog> {
    const secret = street.cards[GATE];
    if (!secret) throw new Error('no card');
    const card = { ...(await deriveCardKeys(secret)), epoch: 1 };
    const publicKey = await exportRawPublicKey(street.sealing.publicKey);
    const context = {
      identity,
      sealingKey: { keyId: '2022-04', publicKey },
      gateId: GATE,
      rosterGeneration: 41,
      policyVersion: 1,
    };
    return new TestLog(new OpenLog(context, null, card), card);
  }

  append(text: string, at = START): Promise<Appended> {
    return this.log.append({ kind: 'handover-note', at, text } satisfies GateRecord);
  }

  /** Rejects when it was not saved. */
  async save(text: string, at = START) {
    const appended = await this.append(text, at);
    if (appended.kind !== 'saved') throw new Error(appended.why);
    return appended.saved.id;
  }

  /** The notes of the shift that are on the disk, in their order. */
  async kept(): Promise<string[]> {
    const { log } = await readShiftLog(this.log.shiftId ?? '', this.#card.wrapKey, new Map());
    return log.map(({ record }) => (record.kind === 'handover-note' ? record.text : record.kind));
  }
}
