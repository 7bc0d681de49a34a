import type { Direction, RecordId } from '../domain/entry.ts';
import { countHeads, undoHeadCount } from './count-heads.ts';
import type { NotSavedWhy, ShiftSession } from './shift-session.ts';

export interface HeadCounterState {
  /** Tapped and not yet saved. */
  readonly waiting: Readonly<Record<Direction, number>>;
  /** What was saved last and may be taken back. */
  readonly last: {
    readonly id: RecordId;
    readonly direction: Direction;
    readonly people: number;
  } | null;
  /** Why what waits could not be saved; the next try is with the next tap. */
  readonly trouble: NotSavedWhy | 'not-allowed-now' | null;
}

/** Taps of so long go into one record. */
const GATHER_MS = 5_000;
const TAPS_AT_MOST = 1_000;

/** Gathers taps into few records. What waits is saved at once when the page is hidden, and at the end. */
export class HeadCounter {
  readonly #session: ShiftSession;
  readonly #onChange: (state: HeadCounterState) => void;
  readonly #waiting: { direction: Direction; at: number }[] = [];
  #last: HeadCounterState['last'] = null;
  #trouble: HeadCounterState['trouble'] = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(session: ShiftSession, onChange: (state: HeadCounterState) => void) {
    this.#session = session;
    this.#onChange = onChange;
    document.addEventListener('visibilitychange', this.#onVisibility);
    globalThis.addEventListener('pagehide', this.#onHide);
  }

  tap(direction: Direction, now: number): void {
    this.#waiting.push({ direction, at: now });
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
    this.#tell();
  }

  /** One tap that waits, or else the record that was saved last. */
  undoLast(now: number): Promise<void> {
    if (this.#waiting.pop()) {
      this.#tell();
      return this.#turn;
    }
    return this.#inTurn(async () => {
      const last = this.#last;
      if (!last) return;
      const undone = await undoHeadCount(this.#session, last.id, now);
      this.#trouble = undone.kind === 'not-saved' ? undone.why : null;
      if (undone.kind !== 'not-saved') this.#last = null;
    });
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#inTurn(async () => {
      for (const direction of ['out', 'in'] as const) await this.#save(direction);
    });
  }

  async stop(): Promise<void> {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    globalThis.removeEventListener('pagehide', this.#onHide);
    await this.flush();
  }

  /** At the time of its last tap: the hour may end while taps are gathered. */
  async #save(direction: Direction): Promise<void> {
    const taps = this.#waiting.filter((tap) => tap.direction === direction).slice(0, TAPS_AT_MOST);
    const last = taps.at(-1);
    if (!last) return;
    const counted = await countHeads(this.#session, direction, taps.length, last.at);
    if (counted.kind !== 'saved') {
      this.#trouble = counted.kind === 'not-saved' ? counted.why : counted.kind;
      return;
    }
    this.#trouble = null;
    this.#last = { id: counted.id, direction, people: taps.length };
    for (const tap of taps) {
      const place = this.#waiting.indexOf(tap);
      if (place >= 0) this.#waiting.splice(place, 1);
    }
  }

  #inTurn(deed: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(deed).then(() => this.#tell());
    return this.#turn;
  }

  readonly #onHide = (): void => void this.flush();
  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') void this.flush();
  };

  #tell(): void {
    const waitingFor = (direction: Direction): number =>
      this.#waiting.filter((tap) => tap.direction === direction).length;
    this.#onChange({
      waiting: { out: waitingFor('out'), in: waitingFor('in') },
      last: this.#last,
      trouble: this.#trouble,
    });
  }
}
