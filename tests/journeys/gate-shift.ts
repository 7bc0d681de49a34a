import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { nineKeyOf } from '../../src/domain/nine-key.ts';
import { searchProfile } from '../found-phone/profile-search.ts';
import type { Desk } from './desk.ts';
import { Phone } from './phone.ts';
import type { Road } from './road.ts';
import { type RowDone, RowsDone } from './rows-done.ts';
import type { Resident, StreetFacts } from './street-facts.ts';
import type { StreetServer } from './street-server.ts';
import { word } from './words.ts';

const randomTail = (signs: string): string =>
  Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join('');
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '0123456789';

/** Parts of what is typed on the phone; none of these may stand readable on it afterwards. */
export const typed = {
  firstVolunteer: randomTail(letters),
  secondVolunteer: randomTail(letters),
  relief: randomTail(letters),
  phoneName: randomTail(letters),
  visitor: randomTail(letters),
  // Whole numbers: eight digits alone turn up in any browser's files by chance.
  visitorPhone: `138${randomTail(digits)}`,
  visitorId: `32010219${randomTail(digits)}`,
  visitorAddress: randomTail(letters),
  visitorPurpose: randomTail(letters),
  visitorRemark: randomTail(letters),
  visited: randomTail(letters),
  held: randomTail(letters),
  handover: randomTail(letters),
};
export const firstShift = [`王${typed.firstVolunteer}`, `李${typed.secondVolunteer}`];
export const relief = [`赵${typed.relief}`];

/** 周敬明 → 周某明, as a screen reader hears it. */
export const spoken = (name: string): string =>
  `${name.charAt(0)}${word('name.hidden')}${name.at(-1)}`;

export const rowOf = ({ name, room, phoneTail }: Resident) => ({
  name,
  address: room,
  phone: phoneTail,
});

/** What the register says of most passings. */
export const ordinary = (direction: 'in' | 'out' = 'out') =>
  ({
    site: 'forehead',
    mask: true,
    direction,
    verdict: 'pass',
    outcome: 'passed',
    onDuty: firstShift,
  }) as const satisfies Partial<RowDone>;

/** One shift at one gate: the parts it runs on, what was done so far, and the hands that do it. */
export class GateShift {
  readonly folder: string;
  readonly street: StreetServer;
  /** The phone's way to the street. */
  readonly road: Road;
  readonly done = new RowsDone();
  phone!: Phone;
  desk!: Desk;
  /** Records that were receipted before the network was cut. */
  synced = 0;
  verdictsShown = 0;

  constructor(folder: string, street: StreetServer, road: Road) {
    this.folder = folder;
    this.street = street;
    this.road = road;
  }

  get facts(): StreetFacts {
    return this.street.facts;
  }

  /** The phone's profile: what somebody who finds it has. */
  get profile(): string {
    return join(this.folder, 'phone');
  }

  async openPhone(offline: boolean, address = this.facts.url): Promise<void> {
    this.phone = await Phone.open({
      folder: this.profile,
      clip: join(this.folder, 'camera.y4m'),
      address: this.road.at(address),
      now: this.street.now(),
      offline,
    });
  }

  /** Every random part of a name, a room, a number that was on this phone. */
  get tails(): string[] {
    return [...this.facts.planted, ...Object.values(typed)];
  }

  /** What somebody learns who copies the phone as it is now. */
  findsNothing(): void {
    expect(searchProfile(this.profile, this.tails)).toEqual([]);
  }

  /** The street's clock goes on, for everybody. */
  async later(ms: number): Promise<void> {
    this.street.advance(ms);
    await this.phone.setClock(this.street.now());
    await this.desk.setClock(this.street.now());
  }

  /** The next person: long enough after the last one not to be the same passing. */
  next(): Promise<void> {
    return this.later(20_000);
  }

  async measure(reading: string): Promise<void> {
    const { phone } = this;
    const [whole = ''] = reading.split('.');
    if (whole !== '36') {
      await phone.tap(phone.page.getByRole('button', { name: whole, exact: true }));
    }
    const pad = phone.page.getByRole('region', { name: word('keys.temperature') });
    const name = new RegExp(`^${reading.replace('.', '\\.')}`);
    await phone.tap(pad.getByRole('button', { name }));
    if (whole !== '36') await phone.press('keys.confirm');
  }

  measuring(): Locator {
    return this.phone.heading(word('measure.title'));
  }

  scan({ passText }: Resident): Promise<void> {
    return this.phone.scan(passText, this.measuring());
  }

  async toNext(): Promise<void> {
    await this.phone.press('act.next');
    await this.phone.isAt(this.facts.gateName);
  }

  parkedRow({ room }: Resident): Locator {
    return this.phone.page
      .getByRole('region', { name: word('top.parked') })
      .getByRole('button')
      .filter({ hasText: room });
  }

  /** Presses the nine keys for a question. */
  async find(question: string): Promise<void> {
    const { phone } = this;
    await phone.press('gate.find');
    const pad = phone.page.getByRole('region', { name: word('keys.nine') });
    for (const sign of question) {
      const name = sign === '-' ? word('keys.dash') : new RegExp(`^${nineKeyOf(sign)}`);
      await phone.tap(pad.getByRole('button', { name }));
    }
  }

  foundPerson({ room }: Resident): Locator {
    const { page } = this.phone;
    return page
      .locator('section')
      .filter({ has: page.getByRole('heading', { level: 2 }), hasText: room })
      .getByRole('button')
      .first();
  }
}
