import type { DecodeAnswer, EndWatch, NextFrameRequest, SourceRequest } from './worker/messages.ts';

/** The decoder's script could not be loaded: no code can be read until it is there. */
export class DecoderMissing extends Error {}

export type Answer = Omit<DecodeAnswer, 'id'>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  ticksLeft: number;
}

/** A decoder that has not answered after so many ticks hangs, even on the slowest phone. */
const frameTicks = 4;
const pictureTicks = 15;
/** Counted, not timed: a phone that slept through it all has let its worker sleep as well. */
const tickMs = 2_000;

let worker: Worker | undefined;
let hasAnswered = false;
let lastId = 0;
let ticking: ReturnType<typeof setInterval> | undefined;
const waiting = new Map<number, Waiting>();

/** Asks the one worker of this page. A hung or crashed worker is replaced; its code is null. */
export function decode(
  request: SourceRequest | NextFrameRequest,
  transfer: Transferable[],
): Promise<Answer> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    const ticksLeft = request.kind === 'picture' ? pictureTicks : frameTicks;
    waiting.set(id, { resolve, reject, ticksLeft });
    ticking ??= setInterval(tick, tickMs);
    try {
      worker ??= startWorker();
      worker.postMessage({ ...request, id }, transfer);
    } catch (error) {
      waiting.delete(id);
      reject(error);
    }
  });
}

function tick(): void {
  for (const request of waiting.values()) request.ticksLeft--;
  if ([...waiting.values()].some(({ ticksLeft }) => ticksLeft <= 0)) replaceWorker();
  if (waiting.size > 0) return;
  clearInterval(ticking);
  ticking = undefined;
}

export function endWatch(watchId: number): void {
  worker?.postMessage({ kind: 'end', watchId } satisfies EndWatch);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./worker/decode-worker.ts', import.meta.url), {
    type: 'module',
  });
  started.addEventListener('message', (event: MessageEvent<DecodeAnswer>) => {
    hasAnswered = true;
    const request = waiting.get(event.data.id);
    if (request === undefined) return;
    waiting.delete(event.data.id);
    request.resolve(event.data);
  });
  started.addEventListener('error', (event) => {
    event.preventDefault();
    if (worker === started) replaceWorker();
  });
  return started;
}

/** The next request starts a new one. */
function replaceWorker(): void {
  worker?.terminate();
  worker = undefined;
  for (const request of waiting.values()) {
    if (hasAnswered) request.resolve({ code: null });
    else request.reject(new DecoderMissing('the decoder does not start'));
  }
  waiting.clear();
}
