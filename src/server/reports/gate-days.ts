import { streetDay } from '../../domain/street-time.ts';
import { breathe } from '../breathe.ts';
import type { CountedPeople, DayRow, HandedOver } from '../store/gate-days.ts';
import type { Store } from '../store/store.ts';
import {
  type CountedEntries,
  type DayPeriod,
  dayPeriod,
  EntryCounter,
  GateDayCounts,
} from './gate-day-figures.ts';

interface Parts {
  readonly store: Pick<Store, 'gateDays'>;
  /** Epoch ms. */
  readonly clock: () => number;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
}

interface KeptDay {
  readonly streetId: string;
  readonly entries: Promise<CountedEntries>;
  readonly readAt: number;
  /** 0 until it is read. */
  rows: number;
}

/** What was heard of one street's changes. */
interface HeardStreet {
  lookedAt: number;
  /** Changes later than `lookedAt` less LOOK_BACK_MS: their times by row. */
  readonly changes: Map<string, number>;
}

/** Rows show some time after they were dated: until they are committed, and by as much as servers' clocks differ. */
const LOOK_BACK_MS = 60_000;
/** What was missed all the same outlives no more than this. */
const KEPT_MS = 10 * 60_000;
/** About 40 MB. */
const ROWS_KEPT = 400_000;
const DAYS_KEPT = 4_000;
const READ_AT_ONCE = 4;
/** So many gates, and so much of a street, are read together. */
const MANY_GATES = 8;
const MANY_OF_STREET = 0.25;
/** An import of people may change a whole ledger's rows at once. */
const CHANGES_LOOKED_AT = 20_000;

/**
 * Figures of gates' days as the ledger has them when it is asked, whichever server process took the records. What entries
 * count is kept until a row of that day changes, which is looked into at every question: a count that was begun before
 * a change could be seen is let go when the change is first seen, so what is kept is never older than the question.
 */
export class GateDays {
  readonly #parts: Parts;
  /** By gate and day, the longest unused first. */
  readonly #days = new Map<string, KeptDay>();
  readonly #streets = new Map<string, HeardStreet>();
  #rows = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** By gate, in the order asked for. @throws when `day` ('YYYY-MM-DD') is none of the calendar. */
  async figuresOfDay(
    streetId: string,
    gateIds: readonly string[],
    day: string,
  ): Promise<Map<string, GateDayCounts>> {
    const { store, timeZone } = this.#parts;
    const period = dayPeriod(day, timeZone);
    await this.#look(streetId);
    const counted = Map.groupBy(await store.gateDays.counted(streetId, period), atGate);
    const handedOver = Map.groupBy(await store.gateDays.handedOver(gateIds, period), atGate);
    await this.#readMany(streetId, gateIds, period);
    const found = new Map<string, GateDayCounts>();
    const waiting = gateIds.values();
    const readSome = async (): Promise<void> => {
      for (const gateId of waiting) {
        const besides = {
          counted: counted.get(gateId) ?? [],
          handedOver: handedOver.get(gateId) ?? [],
        };
        const entries = await this.#entries(streetId, gateId, period);
        found.set(gateId, new GateDayCounts(entries, besides, period));
      }
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, readSome));
    return new Map(gateIds.map((gateId) => [gateId, found.get(gateId) as GateDayCounts]));
  }

  #kept(key: string): KeptDay | null {
    const kept = this.#days.get(key);
    return kept && this.#parts.clock() - kept.readAt < KEPT_MS ? kept : null;
  }

  async #entries(streetId: string, gateId: string, period: DayPeriod): Promise<CountedEntries> {
    const key = keyOf(gateId, period.day);
    const kept = this.#kept(key);
    if (kept) {
      this.#days.delete(key);
      this.#days.set(key, kept);
      return kept.entries;
    }
    const entries = this.#keep(streetId, key, this.#read(streetId, gateId, period));
    await breathe();
    return entries;
  }

  async #keep(
    streetId: string,
    key: string,
    entries: Promise<CountedEntries>,
  ): Promise<CountedEntries> {
    this.#letGo(key);
    const fresh: KeptDay = { streetId, entries, readAt: this.#parts.clock(), rows: 0 };
    this.#days.set(key, fresh);
    try {
      const { at } = await entries;
      if (this.#days.get(key) === fresh) {
        fresh.rows = at.length;
        this.#rows += at.length;
        this.#shrink();
      }
    } catch (error) {
      if (this.#days.get(key) === fresh) this.#letGo(key);
      throw error;
    }
    return entries;
  }

  /**
   * Where much of a street's day is not kept, it is read as it came, an hour of all gates at a time: gate by gate, its rows
   * would be looked for all over the ledger. What changes meanwhile is let go again, and read gate by gate.
   */
  async #readMany(streetId: string, gateIds: readonly string[], period: DayPeriod): Promise<void> {
    const { gateDays } = this.#parts.store;
    const missing = gateIds.filter((gateId) => !this.#kept(keyOf(gateId, period.day)));
    if (missing.length < MANY_GATES) return;
    const all = await gateDays.countGates(streetId);
    if (missing.length < all * MANY_OF_STREET) return;
    const counters = this.#readByHour(streetId, missing.length < all ? missing : null, period);
    const read = missing.map((gateId) => {
      const entries = counters.then((byGate) =>
        (byGate.get(gateId) ?? new EntryCounter()).counted(period),
      );
      return this.#keep(streetId, keyOf(gateId, period.day), entries);
    });
    await Promise.all(read);
    await this.#look(streetId);
  }

  async #readByHour(
    streetId: string,
    gateIds: readonly string[] | null,
    { hours, to }: DayPeriod,
  ): Promise<Map<string, EntryCounter>> {
    const counters = new Map<string, EntryCounter>();
    const take = (gateId: string, row: DayRow): void => {
      let counter = counters.get(gateId);
      if (!counter) {
        counter = new EntryCounter();
        counters.set(gateId, counter);
      }
      counter.add(row);
    };
    for (const [index, from] of [...hours.entries()].toReversed()) {
      const hour = { from, to: hours[index + 1] ?? to };
      await this.#parts.store.gateDays.eachRow(streetId, gateIds, hour, take);
      await breathe();
    }
    return counters;
  }

  async #read(streetId: string, gateId: string, period: DayPeriod): Promise<CountedEntries> {
    const counter = new EntryCounter();
    const rows = await this.#parts.store.gateDays.rows(streetId, gateId, period);
    for (const row of rows) counter.add(row);
    return counter.counted(period);
  }

  /** Lets go of what changed since the last look; of all when that was long ago, or the clock was set back. */
  async #look(streetId: string): Promise<void> {
    const { store, clock, timeZone } = this.#parts;
    const now = clock();
    let street = this.#streets.get(streetId);
    if (!street || now < street.lookedAt || now - street.lookedAt > KEPT_MS) {
      this.#letGoOf(streetId);
      street = { lookedAt: now, changes: new Map() };
      this.#streets.set(streetId, street);
    }
    const changed = await store.gateDays.changed(
      streetId,
      street.lookedAt - LOOK_BACK_MS,
      CHANGES_LOOKED_AT,
    );
    if (changed.length === CHANGES_LOOKED_AT) {
      this.#letGoOf(streetId);
      street.lookedAt = Math.max(street.lookedAt, now);
      return;
    }
    for (const { gateId, key, at, changedAt } of changed) {
      const row = `${gateId} ${key}`;
      if (street.changes.get(row) === changedAt) continue;
      // At this very moment it may change once more.
      if (changedAt < now) street.changes.set(row, changedAt);
      this.#letGo(keyOf(gateId, streetDay(at, timeZone)));
    }
    street.lookedAt = Math.max(street.lookedAt, now);
    for (const [row, changedAt] of street.changes) {
      if (changedAt <= street.lookedAt - LOOK_BACK_MS) street.changes.delete(row);
    }
  }

  #letGoOf(streetId: string): void {
    for (const [key, kept] of this.#days) if (kept.streetId === streetId) this.#letGo(key);
  }

  #letGo(key: string): void {
    this.#rows -= this.#days.get(key)?.rows ?? 0;
    this.#days.delete(key);
  }

  #shrink(): void {
    for (const key of this.#days.keys()) {
      if (this.#rows <= ROWS_KEPT && this.#days.size <= DAYS_KEPT) return;
      this.#letGo(key);
    }
  }
}

const keyOf = (gateId: string, day: string): string => `${gateId} ${day}`;
const atGate = ({ gateId }: CountedPeople | HandedOver): string => gateId;
