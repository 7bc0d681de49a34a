import { randomBytes } from 'node:crypto';
import { Refusal } from '../routes/refusal.ts';
import type { ImportJob, ImportPhase } from '../store/imports.ts';
import type { Store } from '../store/store.ts';
import {
  detailOf,
  type ImportDetail,
  type ImportProgress,
  type Runner,
  withDetail,
} from './import-detail.ts';

interface Running {
  progress: ImportProgress;
  readonly abort: AbortController;
  /** Settles when the work is done; never rejects. */
  readonly ended: Promise<void>;
}

interface RunningDeps {
  readonly store: Pick<Store, 'imports'>;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly onFailure: (error: unknown) => void;
}

const BEAT_MS = 1_000;
/** A process that was silent for so long is taken for dead. */
const SILENT_MS = 60_000;

/** The imports that this process works on, and what the database says of those of others. */
export class RunningImports {
  readonly #deps: RunningDeps;
  readonly #processId = randomBytes(8).toString('hex');
  readonly #running = new Map<string, Running>();

  constructor(deps: RunningDeps) {
    this.#deps = deps;
  }

  isRunning(job: ImportJob): boolean {
    if (this.#running.has(job.importId)) return true;
    const detail = detailOf(job);
    if (!('runner' in detail)) return false;
    const { processId, beatAt } = detail.runner;
    return processId !== this.#processId && this.#deps.clock() - beatAt < SILENT_MS;
  }

  /** It was read before the end of it was kept: what the database has by now is another. */
  hasEndedSince(job: ImportJob): boolean {
    const detail = detailOf(job);
    const isOwn = 'runner' in detail && detail.runner.processId === this.#processId;
    return isOwn && !this.#running.has(job.importId);
  }

  /** The work of a process that died is where it was before. */
  phaseOf(job: ImportJob): ImportPhase {
    if (this.isRunning(job)) return job.phase;
    if (job.phase === 'reading') return 'receiving';
    if (job.phase === 'applying') return 'preview';
    return job.phase === 'taking-back' ? 'applied' : job.phase;
  }

  progressOf(importId: string, { progress }: Runner): ImportProgress {
    return this.#running.get(importId)?.progress ?? progress;
  }

  /** Never rejects. */
  async ended(importId: string): Promise<void> {
    await this.#running.get(importId)?.ended;
  }

  /** Resolves when the work is broken off, or done. */
  async stop(importId: string): Promise<void> {
    this.#running.get(importId)?.abort.abort();
    await this.ended(importId);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((importId) => this.stop(importId)));
  }

  /**
   * Begins the work and keeps that it runs, unless another process has begun or ended something since `job` was read. What the
   * work resolves with is kept as its next state; null: it has kept one itself. `after` stands when the work failed, without it the file is taken for damaged.
   */
  async run(
    job: ImportJob,
    stateOf: (runner: Runner) => ImportDetail,
    work: (
      signal: AbortSignal,
      told: (progress: ImportProgress, isWriting?: boolean) => void,
    ) => Promise<ImportDetail | null>,
    after: ImportDetail = { phase: 'failed', why: 'damaged' },
  ): Promise<void> {
    const { store, clock, onFailure } = this.#deps;
    const { importId } = job;
    if (this.#running.has(importId)) throw new Refusal('import-refused', { why: 'not-ready' });
    const abort = new AbortController();
    let begin: (isOurs: boolean) => void = () => {};
    const begun = new Promise<boolean>((resolve) => (begin = resolve));
    let beatAt = clock();
    const nowRunning = (): ImportJob =>
      withDetail(job, stateOf({ processId: this.#processId, beatAt, progress: running.progress }));
    const told = (progress: ImportProgress, isWriting = false): void => {
      running.progress = progress;
      // A row that the transaction ends with must not change while it goes on.
      if (isWriting || clock() - beatAt < BEAT_MS) return;
      beatAt = clock();
      store.imports.saveDetail(nowRunning()).catch(onFailure);
    };
    const ended = begun
      .then((isOurs) => (isOurs ? work(abort.signal, told) : null))
      .catch((error: unknown): ImportDetail | null => {
        if (abort.signal.aborted && after.phase === 'failed') return { phase: 'receiving' };
        onFailure(error);
        return after;
      })
      .then(async (detail) => {
        if (detail) await store.imports.saveEnd(withDetail(job, detail), this.#processId);
      })
      .catch(onFailure)
      .finally(() => this.#running.delete(importId));
    const running: Running = { progress: { rows: 0, done: 0, of: 1 }, abort, ended };
    this.#running.set(importId, running);
    let isOurs = false;
    try {
      isOurs = await store.imports.saveOver(job, nowRunning());
    } finally {
      begin(isOurs);
    }
    if (!isOurs) throw new Refusal('import-refused', { why: 'not-ready' });
  }
}
