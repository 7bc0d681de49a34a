import { vi } from 'vitest';
import type { EntryRecorded, MeasuredEntry } from '../../../src/actions/record-entry.ts';
import type { ShiftSession } from '../../../src/actions/shift-session.ts';
import { type Direction, EMPTY_VISITOR, type Shown } from '../../../src/domain/entry.ts';
import type { ReportFigure } from '../../../src/domain/report-figures.ts';
import type { StandingEntry } from '../../../src/domain/shift-state.ts';
import type { Phone } from '../../chaos/phone.ts';
import type { PhoneCode } from '../../chaos/phone-code.ts';
import { DAY, type DayStreet, type GateId } from './day-street.ts';

/** What was done at a gate, counted by who did it: no rule of the product is asked. */
export type Tally = Record<Exclude<ReportFigure, 'no-mask' | 'overrides' | 'counted'>, number>;

export const emptyTally = (): Tally => ({
  out: 0,
  in: 0,
  visitors: 0,
  vehicles: 0,
  'turned-back': 0,
  fevers: 0,
  'fevers-cleared': 0,
  'handed-over': 0,
  'no-code': 0,
});

const CODES: readonly Shown[] = [
  { kind: 'health-code', colour: 'green', shownOn: DAY },
  { kind: 'travel-card', isStarred: false, shownOn: DAY },
];

/** Two hands at a gate: what they do on the phone, they write into the tally. */
export class GateShiftDone {
  readonly #phone: Phone;
  readonly #street: DayStreet;
  readonly #tally: Tally;
  readonly #name: string;
  #people: number;

  constructor(phone: Phone, street: DayStreet, tallies: Record<GateId, Tally>, name: string) {
    this.#phone = phone;
    this.#street = street;
    this.#tally = tallies[phone.gate.id as GateId];
    this.#name = name;
    this.#people = Number(phone.name.slice(1)) * 10_000;
  }

  async begins(): Promise<void> {
    await this.#phone.sync('pull-first');
    const begun = await this.#phone.openShift(true, [this.#name]);
    if (begun !== 'started') throw new Error(`the shift is ${begun}`);
    // What a gate is told comes once it is worked.
    await this.#phone.sync('push-first');
  }

  async passes(count: number, direction: Direction): Promise<void> {
    for (let one = 0; one < count; one += 1) {
      await this.#recorded({ direction });
      this.#tally[direction] += 1;
    }
  }

  async passesWithoutCode(direction: Direction): Promise<void> {
    await this.#recorded({ direction, identification: 'typed' });
    this.#tally[direction] += 1;
    this.#tally['no-code'] += 1;
  }

  async visitorComes(name: string): Promise<void> {
    const visitor = { ...EMPTY_VISITOR, name, phone: '13800000000', purpose: '探亲' };
    await this.#recorded({ direction: 'in', subject: { kind: 'visitor', visitor }, shown: CODES });
    this.#tally.in += 1;
    this.#tally.visitors += 1;
  }

  async carComes(plate: string, people: number): Promise<void> {
    const shown: readonly Shown[] = [
      { kind: 'vehicle', plate, people },
      { kind: 'together', group: Math.floor(this.#street.now() / 1000) },
    ];
    for (let one = 0; one < people; one += 1) await this.#recorded({ direction: 'in', shown });
    this.#tally.in += people;
    this.#tally.vehicles += 1;
  }

  /** A high reading, and a proper one that is not. */
  async feverIsCleared(): Promise<void> {
    const first = await this.#recorded({ direction: 'in', temperatureTenths: 379 });
    this.#street.waits(6 * 60_000);
    await this.#recorded({
      direction: 'in',
      subject: first.facts.subject,
      temperatureTenths: 366,
      site: 'axillary',
      follows: first.id,
    });
    this.#tally.in += 1;
    this.#tally.fevers += 1;
    this.#tally['fevers-cleared'] += 1;
  }

  async feverIsHandedOver(): Promise<void> {
    const first = await this.#recorded({ direction: 'in', temperatureTenths: 385 });
    this.#street.waits(6 * 60_000);
    const again = await this.#recorded({
      direction: 'in',
      subject: first.facts.subject,
      temperatureTenths: 386,
      site: 'axillary',
      follows: first.id,
    });
    const { now } = this.#street;
    await this.#does((code, session) =>
      code.recordCaseStep(session, again.id, 'handed-over', this.#name, '120', now()),
    );
    await this.#does((code, session) =>
      code.decideEntry(session, again.id, 'turned-back', '送医', this.#name, now()),
    );
    this.#tally.fevers += 1;
    this.#tally['handed-over'] += 1;
    this.#tally['turned-back'] += 1;
  }

  async isTurnedBack(): Promise<void> {
    const without = await this.#recorded({ direction: 'out', mask: false });
    await this.#does((code, session) =>
      code.decideEntry(session, without.id, 'turned-back', '', this.#name, this.#street.now()),
    );
    this.#tally['turned-back'] += 1;
  }

  /** Somebody was logged by mistake, and taken back. */
  async isTakenBack(): Promise<void> {
    const mistaken = await this.#recorded({ direction: 'out' });
    await this.#does((code, session) => code.undoEntry(session, mistaken.id, this.#street.now()));
  }

  /** Logged as going out, put right to coming in. */
  async isCorrected(): Promise<void> {
    const wrong = await this.#recorded({ direction: 'out' });
    const { subject, identification, reading, mask } = wrong.facts;
    const { temperatureTenths = null, site = 'forehead' } = reading ?? {};
    const facts = { subject, identification, temperatureTenths, site, mask } as const;
    await this.#does((code, session) =>
      code.correctEntry(session, wrong.id, { ...facts, direction: 'in' }, this.#street.now()),
    );
    this.#tally.in += 1;
  }

  async signs(isZero: boolean): Promise<void> {
    const report = { day: DAY, isZero, by: this.#name, note: '' };
    await this.#does((code, session) => code.signReport(session, report, this.#street.now()));
  }

  /** What the shift before left in words, as soon as it stands on this phone. */
  async takesOver(): Promise<string> {
    const handover = () => this.#phone.atGate(async (_, session) => session.day?.handover ?? null);
    const left = await vi.waitUntil(handover, { timeout: 100_000 });
    const { now } = this.#street;
    await this.#does((code, session) =>
      code.acceptHandover(session, left.shiftId, this.#name, now()),
    );
    return left.text;
  }

  async leaves(note: string): Promise<void> {
    await this.#does((code, session) => code.writeHandoverNote(session, note, this.#street.now()));
    await this.#phone.close();
    await this.syncs();
  }

  async syncs(): Promise<void> {
    const told = await this.#phone.sync('push-first');
    const pending = await this.#phone.pending();
    if (pending > 0) throw new Error(`${pending} records stay on the phone: ${told}`);
  }

  async #recorded(entry: Partial<MeasuredEntry>): Promise<StandingEntry> {
    this.#street.waits(20_000);
    this.#people += 1;
    const whole: MeasuredEntry = {
      subject: { kind: 'pass', passNumber: this.#people },
      direction: 'out',
      identification: 'scanned',
      temperatureTenths: 364,
      site: 'forehead',
      mask: true,
      shown: [],
      follows: null,
      ...entry,
    };
    const recorded: Extract<EntryRecorded, { kind: 'saved' }> = await this.#does((code, session) =>
      code.recordEntry(session, whole, this.#street.now()),
    );
    return recorded.entry;
  }

  /** @throws when the phone did not save it. */
  async #does<T extends { readonly kind: string }>(
    deed: (code: PhoneCode, session: ShiftSession) => Promise<T>,
  ): Promise<Extract<T, { kind: 'saved' }>> {
    const done = await this.#phone.atGate(deed);
    if (done.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(done)}`);
    return done as Extract<T, { kind: 'saved' }>;
  }
}
