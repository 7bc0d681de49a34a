/** How much goes into one request. */
export interface BatchSize {
  readonly records: number;
  readonly bytes: number;
}

/** About 1,500 usual records: one request for a shift, and one second on slow 3G. */
const FIRST: BatchSize = { records: 2000, bytes: 48 * 1024 };
const LARGEST_BYTES = 512 * 1024;
/** One record can have 6 KiB. */
const SMALLEST_BYTES = 8 * 1024;
const QUICK_MS = 4_000;
/** A request that was lost after so long was too large for the network; one lost at once found none. */
const SLOW_MS = 10_000;

/** Finds how much a network carries in one request: more while answers come quickly, half of what got stuck or was refused. */
export class BatchPace {
  #size = FIRST;
  /** Somebody on the way takes no more than this. */
  #most: BatchSize = { records: FIRST.records, bytes: LARGEST_BYTES };

  get size(): BatchSize {
    return this.#size;
  }

  answered(tookMs: number): void {
    if (tookMs <= QUICK_MS)
      this.#take({ records: this.#size.records * 2, bytes: this.#size.bytes * 2 });
  }

  lost(sent: BatchSize, tookMs: number): void {
    if (tookMs < SLOW_MS) return;
    // A single record that was lost says nothing of how many go together: with those the size would stay at one.
    this.#take({
      records: this.#size.records,
      bytes: Math.max(halfOf(sent).bytes, SMALLEST_BYTES),
    });
  }

  /** False when it was a single record: smaller it does not get. */
  refused(sent: BatchSize): boolean {
    if (sent.records <= 1) return false;
    // Records alone: those of one log are much of a size.
    this.#most = { ...this.#most, records: halfOf(sent).records };
    this.#take(this.#size);
    return true;
  }

  #take(size: BatchSize): void {
    this.#size = {
      records: Math.min(size.records, this.#most.records),
      bytes: Math.min(size.bytes, this.#most.bytes),
    };
  }
}

const halfOf = ({ records, bytes }: BatchSize): BatchSize => ({
  records: Math.ceil(records / 2),
  bytes: Math.ceil(bytes / 2),
});
