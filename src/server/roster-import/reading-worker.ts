import { Worker } from 'node:worker_threads';
import type { ImportRead, ImportRefusal, ImportStart } from '../../protocol/imports.ts';
import type { FileRead } from './read-row.ts';
import type { RowGroup } from './row-sorter.ts';

export interface ReadingJob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  readonly what: ImportStart['what'];
  readonly columns: ImportRead['columns'];
  readonly compoundName: string | null;
  /** Epoch ms. */
  readonly now: number;
}

export type ReadingNews =
  | { readonly kind: 'progress'; readonly rows: number; readonly done: number; readonly of: number }
  /** Of packedRows, in the order of their numbers, from 0. */
  | { readonly kind: 'rows'; readonly piece: Uint8Array<ArrayBuffer> }
  /** All but the rows; `groups` only of people. */
  | { readonly kind: 'read'; readonly file: FileRead<never>; readonly groups: RowGroup[] }
  | { readonly kind: 'refused'; readonly why: ImportRefusal };

/** More than the largest table that is taken needs; a file made to burst the server bursts its thread. */
const MAX_HEAP_MB = 640;
/** What is read is soon handed on: with more room for it, the thread takes 100 MB more and is no quicker. */
const YOUNG_HEAP_MB = 8;

/** After a larger file its thread is given up with the memory that it took. */
const SMALL_BYTES = 2 * 1024 * 1024;

/** A thread takes half a second to start: the last one waits for the next file, and keeps no process alive. */
let waiting: Worker | null = null;

function takeWorker(): Worker {
  const worker =
    waiting ??
    new Worker(new URL('./reading-thread.ts', import.meta.url), {
      resourceLimits: {
        maxOldGenerationSizeMb: MAX_HEAP_MB,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MB,
      },
    });
  waiting = null;
  worker.removeAllListeners();
  worker.ref();
  return worker;
}

async function leaveWorker(worker: Worker, isFit: boolean): Promise<void> {
  worker.removeAllListeners();
  if (!isFit || waiting) {
    await worker.terminate();
    return;
  }
  worker.on('exit', () => {
    if (waiting === worker) waiting = null;
  });
  worker.unref();
  waiting = worker;
}

/**
 * Reads the file on a thread of its own, while the server's goes on answering. Rejects when the thread ends
 * before the file does, and when the signal says so.
 */
export async function readOnThread(
  job: ReadingJob,
  onNews: (news: ReadingNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const isSmall = job.bytes.length <= SMALL_BYTES;
  const worker = takeWorker();
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  let isDone = false;
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (news: ReadingNews) => {
        onNews(news);
        if (news.kind === 'read' || news.kind === 'refused') resolve();
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the reading thread ended')));
      if (signal.aborted) stop();
      else worker.postMessage(job, [job.bytes.buffer]);
    });
    isDone = !signal.aborted;
  } finally {
    signal.removeEventListener('abort', stop);
    await leaveWorker(worker, isDone && isSmall);
  }
}
