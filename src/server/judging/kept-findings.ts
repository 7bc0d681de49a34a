import { streetDaysEnd, streetMoment } from '../../domain/street-time.ts';
import { breathe } from '../breathe.ts';
import { recordKey } from '../store/entry-row.ts';
import type { JudgedChange, JudgingStamps } from '../store/judged-changes.ts';
import type { Store } from '../store/store.ts';
import { KeptDay } from './kept-day.ts';
import { policiesThen } from './policies-then.ts';
import { type DayFindings, waitingByGate } from './reviews.ts';

interface Parts {
  readonly store: Store;
  /** Epoch ms. */
  readonly clock: () => number;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
  readonly onFailure?: (route: string, error: unknown) => void;
}

interface JudgedDay {
  readonly kept: KeptDay;
  /** What it was begun with, and when; null: to be begun anew. */
  begun: { readonly stamps: JudgingStamps; readonly at: number } | null;
  /** Told when nothing waits any more. */
  readonly onWhole: Set<() => void>;
}

interface JudgedStreet {
  readonly streetId: string;
  /** By day, the longest unused first. */
  readonly days: Map<string, JudgedDay>;
  lookedAt: number;
  /** Changes later than `lookedAt` less LOOK_BACK_MS: their times by row. */
  readonly heard: Map<string, number>;
  /** One after another: looking at changes, and judging. */
  turn: Promise<unknown>;
  isJudging: boolean;
}

const DAYS_KEPT = 3;
/** Entries show some time after they were dated: until they are committed, and by as much as servers' clocks differ. */
const LOOK_BACK_MS = 30_000;
/** More are not followed one by one. */
const CHANGES_FOLLOWED = 20_000;
/** What no change tells of, entries that a purge took, is known then. */
const ANEW_AFTER_MS = 6 * 60 * 60_000;
const PATIENCE_MS = 200;

/**
 * What the rules find of streets' days, kept and brought up to date at every question: whatever changed since the last one, in
 * whichever server process, is judged again, and nothing else. What takes longer than an answer may goes on behind it.
 */
export class KeptFindings {
  readonly #parts: Parts;
  readonly #streets = new Map<string, JudgedStreet>();
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Of these gates; null: of all. @throws when `day` ('YYYY-MM-DD') is none of the calendar. */
  async ofDay(
    streetId: string,
    day: string,
    gateIds: readonly string[] | null,
  ): Promise<DayFindings> {
    const street = this.#street(streetId);
    const judged = this.#day(street, day);
    const isWhole = await within(PATIENCE_MS, this.#bringUp(street, judged));
    return { ...judged.kept.findings(gateIds), isWhole };
  }

  /** What nobody has looked at yet, by gate; null: it is still being looked for. */
  async waitingByGate(streetId: string, day: string): Promise<ReadonlyMap<string, number> | null> {
    const found = await this.ofDay(streetId, day, null);
    return found.isWhole ? waitingByGate(found, this.#parts.store) : null;
  }

  /** Resolves when the last slice is judged. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { turn } of this.#streets.values()) await turn;
  }

  #street(streetId: string): JudgedStreet {
    const known = this.#streets.get(streetId);
    if (known) return known;
    const street: JudgedStreet = {
      streetId,
      days: new Map(),
      lookedAt: this.#parts.clock(),
      heard: new Map(),
      turn: Promise.resolve(),
      isJudging: false,
    };
    this.#streets.set(streetId, street);
    return street;
  }

  #day({ streetId, days }: JudgedStreet, day: string): JudgedDay {
    const { timeZone } = this.#parts;
    const from = streetMoment(day, 0, 0, timeZone);
    if (from === null) throw new Error(`no day: ${day}`);
    const period = { streetId, from, to: streetDaysEnd(from, 1, timeZone) };
    const judged: JudgedDay = days.get(day) ?? {
      kept: new KeptDay(period),
      begun: null,
      onWhole: new Set(),
    };
    days.delete(day);
    days.set(day, judged);
    for (const oldest of days.keys()) {
      if (days.size <= DAYS_KEPT) break;
      days.delete(oldest);
    }
    return judged;
  }

  /** Resolves when all that the question could know of is judged. */
  async #bringUp(street: JudgedStreet, judged: JudgedDay): Promise<true> {
    await inTurn(street, () => this.#look(street, judged));
    if (judged.kept.isWhole) return true;
    const whole = new Promise<true>((resolve) => judged.onWhole.add(() => resolve(true)));
    void this.#judge(street);
    return whole;
  }

  /** All days of the street hear of what changed; the one that is asked for is begun anew where that is not enough. */
  async #look(street: JudgedStreet, judged: JudgedDay): Promise<void> {
    const { store, clock, timeZone } = this.#parts;
    const { streetId, days } = street;
    const now = clock();
    const stamps = await store.judgedChanges.stamps(streetId);
    const since = street.lookedAt - LOOK_BACK_MS;
    const changed = await store.judgedChanges.changed(streetId, since, CHANGES_FOLLOWED);
    if (changed.length === CHANGES_FOLLOWED || now < street.lookedAt) {
      for (const day of days.values()) day.begun = null;
      street.heard.clear();
    } else {
      await this.#follow(street, changed, now);
    }
    street.lookedAt = now;
    for (const [row, changedAt] of street.heard) {
      if (changedAt <= now - LOOK_BACK_MS) street.heard.delete(row);
    }
    const { begun, kept } = judged;
    judged.begun = null;
    if (begun?.stamps.rules === stamps.rules && now - begun.at < ANEW_AFTER_MS) {
      if (begun.stamps.marks === stamps.marks || (await kept.followMarks(store))) {
        judged.begun = { stamps, at: begun.at };
        return;
      }
    }
    await kept.begin(await policiesThen(streetId, store, timeZone), store);
    judged.begun = { stamps, at: now };
  }

  async #follow(
    { streetId, days, heard }: JudgedStreet,
    changed: readonly JudgedChange[],
    now: number,
  ): Promise<void> {
    const fresh = changed.filter((change) => heard.get(rowOf(change)) !== change.changedAt);
    for (const { kept, begun } of days.values()) {
      if (!begun) continue;
      for (const change of fresh) kept.follow(change);
      const counting = fresh.filter(({ at }) => kept.mayCount(at));
      if (counting.length === 0) continue;
      kept.judgeAgain(await this.#parts.store.judgedChanges.everHouseholds(streetId, counting));
    }
    for (const change of fresh) {
      // At this very moment it may change once more.
      if (change.changedAt < now) heard.set(rowOf(change), change.changedAt);
    }
  }

  /** Slice after slice until nothing waits; the day that was asked for last goes first. */
  async #judge(street: JudgedStreet): Promise<void> {
    if (street.isJudging) return;
    street.isJudging = true;
    const { store, onFailure } = this.#parts;
    try {
      while (!this.#isClosed) {
        const next = [...street.days.values()].findLast(({ kept }) => kept.isWaiting);
        if (!next) break;
        await inTurn(street, () => next.kept.judgeSome(store));
        if (next.kept.isWhole) {
          for (const tell of next.onWhole) tell();
          next.onWhole.clear();
        }
        await breathe();
      }
    } catch (error) {
      onFailure?.('kept findings', error);
    } finally {
      street.isJudging = false;
    }
  }
}

const rowOf = ({ gateId, id }: JudgedChange): string => `${gateId} ${recordKey(id)}`;

function inTurn<T>(street: JudgedStreet, work: () => Promise<T>): Promise<T> {
  const done = street.turn.then(work);
  street.turn = done.catch(() => undefined);
  return done;
}

/** Whether it came in time; what fails later has been told of elsewhere, or is met at the next question. */
async function within(patienceMs: number, work: Promise<true>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
