import type { Locator } from 'playwright-core';
import type { Phone } from './phone.ts';
import type { Resident, StreetFacts } from './street-facts.ts';
import type { StreetServer } from './street-server.ts';
import { word } from './words.ts';

/** What every shift is made of, for journeys that are about something else. */
export class GateWork {
  readonly #street: StreetServer;
  readonly #phone: () => Phone;

  constructor(street: StreetServer, phone: () => Phone) {
    this.#street = street;
    this.#phone = phone;
  }

  get facts(): StreetFacts {
    return this.#street.facts;
  }

  /** The next person: long enough after the last one not to be the same passing. */
  async next(): Promise<void> {
    this.#street.advance(20_000);
    await this.#phone().setClock(this.#street.now());
  }

  async join(name: string): Promise<void> {
    const phone = this.#phone();
    await phone.isAt(word('join.title'));
    await phone.field('join.name').fill(name);
    await phone.press('join.join');
    await phone.isAt(word('locked.title'));
  }

  async startShift(onDuty: string): Promise<void> {
    const phone = this.#phone();
    await phone.scan(this.facts.gateCard, phone.heading(this.facts.gateName));
    await phone.field('names.add-label').fill(onDuty);
    await phone.press('names.add');
    await phone.press('start.start');
    await phone.sees('gate.hold-code');
  }

  measuring(): Locator {
    return this.#phone().heading(word('measure.title'));
  }

  /** One of the keys 36.0 to 36.9. */
  async measure(reading: string): Promise<void> {
    const phone = this.#phone();
    const pad = phone.page.getByRole('region', { name: word('keys.temperature') });
    const name = new RegExp(`^${reading.replace('.', '\\.')}`);
    await phone.tap(pad.getByRole('button', { name }));
  }

  async passes(resident: Resident, reading: string): Promise<void> {
    const phone = this.#phone();
    await this.next();
    await phone.scan(resident.passText, this.measuring());
    await this.measure(reading);
    await phone.isAt(word('verdict.pass'));
    await phone.press('act.next');
    await phone.isAt(this.facts.gateName);
  }

  /** Closes the shift; its account is on the screen. */
  async close(): Promise<void> {
    const phone = this.#phone();
    await phone.press('gate.handover');
    await phone.isAt(word('duty.title'));
    await phone.press('duty.close');
    await phone.isAt(word('close.title'));
    await phone.press('close.close');
    await phone.isAt(word('account.title'));
  }
}
