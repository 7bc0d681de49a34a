import { Worker } from 'node:worker_threads';
import type { RotaFileJob, RotaFileRead } from './read-rota-file.ts';

/** Room for all that a workbook of this size may unpack to: a thread that runs out of memory may take the server with it. */
const MAX_HEAP_MB = 1_536;
const YOUNG_HEAP_MB = 8;
/** The largest that is taken is read in a few seconds. */
const DEADLINE_MS = 60_000;

let before: Promise<unknown> = Promise.resolve();

/** On a thread of its own, while the server goes on answering; one file after the other. */
export function readRotaOnThread(job: RotaFileJob): Promise<RotaFileRead> {
  const read = before.then(() => readAlone(job));
  before = read.catch(() => undefined);
  return read;
}

async function readAlone(job: RotaFileJob): Promise<RotaFileRead> {
  const worker = new Worker(new URL('./rota-reading-thread.ts', import.meta.url), {
    resourceLimits: {
      maxOldGenerationSizeMb: MAX_HEAP_MB,
      maxYoungGenerationSizeMb: YOUNG_HEAP_MB,
    },
  });
  const deadline = setTimeout(() => void worker.terminate(), DEADLINE_MS);
  try {
    return await new Promise<RotaFileRead>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ ok: false, why: 'too-large' });
        else reject(error);
      });
      // Out of time.
      worker.once('exit', () => resolve({ ok: false, why: 'too-large' }));
      worker.postMessage(job, [job.bytes.buffer]);
    });
  } finally {
    clearTimeout(deadline);
    await worker.terminate();
  }
}
