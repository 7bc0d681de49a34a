// Slows a whole process, workers included, which DevTools' throttling does not: of every four
// milliseconds it runs one (SIGSTOP, SIGCONT). Runs as a thread, so that nothing of the bench delays it.
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const runMs = 1;

interface Task {
  readonly processIds: readonly number[];
  readonly factor: number;
  readonly isOver: Int32Array;
}

/** `factor` 4: a quarter of the time. Resolves when the process runs freely again. */
export function slowDown(processIds: readonly number[], factor: number): () => Promise<void> {
  const isOver = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { processIds, factor, isOver } satisfies Task,
  });
  return () => {
    Atomics.store(isOver, 0, 1);
    return new Promise((resolve) => worker.once('exit', () => resolve()));
  };
}

function alternate(): void {
  const { processIds, factor, isOver } = workerData as Task;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const processId of processIds) process.kill(processId, name);
  };
  const sleep = (ms: number): number => {
    const startedAt = performance.now();
    if (ms > 0) Atomics.wait(sleeper, 0, 0, ms);
    return performance.now() - startedAt;
  };
  // Sleeps are never exact: what was run too long is stopped for longer, and the other way round.
  let owedMs = 0;
  while (Atomics.load(isOver, 0) === 0) {
    owedMs += sleep(runMs) * (factor - 1);
    signal('SIGSTOP');
    owedMs -= sleep(owedMs);
    signal('SIGCONT');
  }
}

if (!isMainThread) alternate();
