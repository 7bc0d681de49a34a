import type { ImportJob } from '../store/imports.ts';
import type { Store } from '../store/store.ts';
import { isUndecided } from './import-detail.ts';
import type { RunningImports } from './running-imports.ts';

interface UndecidedDeps {
  readonly store: Store;
  readonly running: RunningImports;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** A file that nobody decided about is not kept longer. */
const UNDECIDED_MS = 24 * 60 * 60_000;
const SWEEP_MS = 60 * 60_000;

/** Files that were neither taken in nor discarded: each may be 64 MB of other people's data. */
export class UndecidedImports {
  readonly #deps: UndecidedDeps;
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(deps: UndecidedDeps) {
    this.#deps = deps;
  }

  /** With all that was understood of it. False when it was decided meanwhile, or is worked on. */
  remove({ streetId, importId }: ImportJob): Promise<boolean> {
    const { store, running } = this.#deps;
    return store.transaction(async ({ imports }) => {
      const job = await imports.find(streetId, importId);
      if (!job || !isUndecided(job) || running.isRunning(job)) return false;
      await imports.remove(streetId, importId);
      return true;
    });
  }

  async removeOld(): Promise<void> {
    const { store, running, clock } = this.#deps;
    const jobs = await store.imports.unfinishedSince(clock() - UNDECIDED_MS);
    for (const job of jobs) {
      if (isUndecided(job) && !running.isRunning(job)) await this.remove(job);
    }
  }

  /** Now and every hour, whether anybody looks or not. Resolves when the first time is done; never rejects. */
  sweep(): Promise<void> {
    this.#timer ??= setInterval(() => this.#sweepOnce(), SWEEP_MS).unref();
    return this.#sweepOnce();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#sweeping;
  }

  #sweepOnce(): Promise<void> {
    this.#sweeping = this.#sweeping.then(() => this.removeOld()).catch(this.#deps.onFailure);
    return this.#sweeping;
  }
}
