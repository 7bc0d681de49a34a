import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GateWork } from './gate-work.ts';
import { Phone } from './phone.ts';
import { Road } from './road.ts';
import { type StreetServer, startStreetServer } from './street-server.ts';

interface PhoneOptions {
  /** A browser's folder and its camera; the same name again is the same phone. */
  readonly name?: string;
  readonly offline?: boolean;
  readonly isKeptOffline?: boolean;
}

/** What a journey of one phone stands on: a street, the road there, and a phone that is about to join. */
export class PhoneAndStreet {
  readonly folder: string;
  readonly street: StreetServer;
  readonly road: Road;
  readonly work: GateWork;
  /** The phone that is in use; its journey may open it anew. */
  phone!: Phone;
  readonly #opened: Phone[] = [];

  private constructor(folder: string, street: StreetServer, road: Road) {
    this.folder = folder;
    this.street = street;
    this.road = road;
    this.work = new GateWork(street, () => this.phone);
  }

  static async begin(options: PhoneOptions = {}): Promise<PhoneAndStreet> {
    const folder = await mkdtemp(join(tmpdir(), 'kadian-journey-'));
    const street = await startStreetServer(folder);
    const here = new PhoneAndStreet(folder, street, await Road.start(street.facts.url));
    here.phone = await here.openPhone(street.facts.phoneInvitation, options);
    return here;
  }

  async openPhone(address: string, options: PhoneOptions = {}): Promise<Phone> {
    const { name = 'phone', ...more } = options;
    const phone = await Phone.open({
      folder: join(this.folder, name),
      clip: join(this.folder, `${name}.y4m`),
      address: this.road.at(address),
      now: this.street.now(),
      ...more,
    });
    this.#opened.push(phone);
    return phone;
  }

  async end(): Promise<void> {
    await Promise.all(this.#opened.map(({ context }) => context.close()));
    await this.road.down();
    await this.street.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
