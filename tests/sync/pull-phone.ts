import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import type { Bytes } from '../../src/encoding/bytes.ts';
import { deriveCardKeys, readCardText, sealUnderCard } from '../../src/sealing/gate-card.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { pullChanges } from '../../src/sync/pull-changes.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import { ServerDouble } from './server-double.ts';

/** A phone that has joined, and the server that it pulls from. */
export class PullPhone {
  readonly street: TestStreet;
  readonly identity: DeviceIdentity;
  readonly server: ServerDouble;
  now = START;

  private constructor(street: TestStreet, identity: DeviceIdentity) {
    this.street = street;
    this.identity = identity;
    this.server = new ServerDouble(street, identity);
    this.server.clock = () => this.now;
  }

  static async make(): Promise<PullPhone> {
    const street = await TestStreet.make();
    const phone = new PullPhone(street, await street.setUpPhone());
    phone.server.cardTag = await street.tagOf(GATE);
    return phone;
  }

  client(): ApiClient {
    return new ApiClient({
      deviceId: this.identity.deviceId,
      privateKey: this.identity.privateKey,
      origin: 'https://kadian.example',
      fetch: this.server.fetch,
      now: () => this.now,
    });
  }

  pull() {
    return pullChanges(this.client(), this.identity, '1.2.3', () => this.now);
  }

  async startShift(): Promise<ShiftSession> {
    const unlocked = await unlockWithCard(this.street.cardOf(GATE), this.now);
    if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
    const started = await unlocked.start(['王秀英'], this.now);
    if (started.kind !== 'opened') throw new Error(started.kind);
    return started.session;
  }

  /** The shift that is open. */
  async resumeShift(): Promise<ShiftSession> {
    const unlocked = await unlockWithCard(this.street.cardOf(GATE), this.now);
    if (unlocked.kind !== 'opened') throw new Error(unlocked.kind);
    return unlocked.session;
  }

  /** As the server seals for the gate. */
  async seal(plain: Bytes, aad: Bytes): Promise<Bytes> {
    const card = readCardText(this.street.cardOf(GATE));
    if (card.kind !== 'card') throw new Error(card.kind);
    return sealUnderCard(plain, (await deriveCardKeys(card.secret)).pullKey, aad);
  }
}
