import type { EntryChange } from '../protocol/entry-changes.ts';
import type { Arrival, Ledger } from './store/ledger.ts';

type ChangeListener = (change: EntryChange, gatePath: string) => void;

interface Looking {
  /** Null: every entry comes through this process, which announces it. */
  readonly ledger: Pick<Ledger, 'arrivals'> | null;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly everyMs?: number;
}

const LOOK_EVERY_MS = 2_000;
/** Entries show some time after they were dated: until they are committed, and by as much as servers' clocks differ. */
const LOOK_BACK_MS = 30_000;

/** The listeners of one street, and what they have heard of lately. */
class Street {
  readonly listeners = new Set<ChangeListener>();
  /** Entries by gate and time of change. Null: nobody has looked yet, and what is there is no news. */
  heard: Map<string, { entries: number; readonly at: number }> | null = null;
  timer: NodeJS.Timeout | null = null;
}

/**
 * Tells who listens that logs arrived: how many records, when, and at which place; never what is in them. What another
 * server process took is looked for in the database, for streets that somebody listens to.
 */
export class ChangeFeed {
  readonly #streets = new Map<string, Street>();
  readonly #looking: Looking;

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  listen(streetId: string, listener: ChangeListener): () => void {
    const street = this.#streets.get(streetId) ?? new Street();
    this.#streets.set(streetId, street);
    street.listeners.add(listener);
    if (!street.timer) this.#lookSoon(streetId, street, 0);
    return () => {
      street.listeners.delete(listener);
      if (street.listeners.size > 0) return;
      if (street.timer) clearTimeout(street.timer);
      if (this.#streets.get(streetId) === street) this.#streets.delete(streetId);
    };
  }

  announce({ entries, at }: EntryChange, gatePath: string): void {
    const [streetId = ''] = gatePath.split('/');
    const street = this.#streets.get(streetId);
    if (street) this.#tell(street, { entries, at, gatePath });
  }

  #tell(street: Street, { entries, at, gatePath }: Arrival): void {
    const gateId = gatePath.split('/').at(-2);
    street.heard?.set(`${gateId} ${at}`, { entries, at });
    for (const listener of street.listeners) listener({ entries, at }, gatePath);
  }

  #lookSoon(streetId: string, street: Street, inMs: number): void {
    const { ledger, everyMs = LOOK_EVERY_MS } = this.#looking;
    if (!ledger) return;
    street.timer = setTimeout(() => {
      this.#look(streetId, street, ledger)
        // A database that is away for a while is looked into again.
        .catch(() => undefined)
        .finally(() => {
          if (street.listeners.size > 0) this.#lookSoon(streetId, street, everyMs);
        });
    }, inMs).unref();
  }

  async #look(streetId: string, street: Street, ledger: Pick<Ledger, 'arrivals'>): Promise<void> {
    const since = this.#looking.clock() - LOOK_BACK_MS;
    const arrivals = await ledger.arrivals(streetId, since);
    const isFirst = street.heard === null;
    street.heard ??= new Map();
    for (const [key, { at }] of street.heard) if (at <= since) street.heard.delete(key);
    for (const arrival of arrivals) {
      const key = `${arrival.gatePath.split('/').at(-2)} ${arrival.at}`;
      const known = street.heard.get(key)?.entries ?? 0;
      if (isFirst) street.heard.set(key, arrival);
      else if (arrival.entries > known) this.#tell(street, arrival);
    }
  }
}
