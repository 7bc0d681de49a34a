interface Window {
  startedAt: number;
  used: number;
}

const MAX_KEPT = 10_000;

/** So many units in each window of time, by name. Kept in memory: a restart forgives. */
export class Quota {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #windows = new Map<string, Window>();

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** 0 when taken, else how many ms to wait. A first unit is always granted, however large. */
  take(name: string, units: number, now: number): number {
    const known = this.#windows.get(name);
    const fresh = !known || now - known.startedAt >= this.#windowMs || now < known.startedAt;
    const window = fresh ? { startedAt: now, used: 0 } : known;
    if (fresh) this.#keep(name, window, now);
    if (window.used > 0 && window.used + units > this.#limit) {
      return window.startedAt + this.#windowMs - now;
    }
    window.used += units;
    return 0;
  }

  #keep(name: string, window: Window, now: number): void {
    this.#windows.delete(name);
    this.#windows.set(name, window);
    if (this.#windows.size <= MAX_KEPT) return;
    for (const [other, { startedAt }] of this.#windows) {
      if (now - startedAt >= this.#windowMs || this.#windows.size > MAX_KEPT) {
        this.#windows.delete(other);
      }
    }
  }
}
