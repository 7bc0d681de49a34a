import type { DecodeAnswer, DecodeRequest, FoundCode, PictureSource } from './worker/messages.ts';

/** The decoder's script could not be loaded: no code can be read until it is there. */
export class DecoderMissing extends Error {}

interface Waiting {
  readonly resolve: (code: FoundCode | null) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A decoder that has not answered by then hangs, even on the slowest phone. */
const frameTimeoutMs = 8_000;
const pictureTimeoutMs = 30_000;

let worker: Worker | undefined;
let hasAnswered = false;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Decodes in the one worker of this page. A hung or crashed worker is replaced; its code is null. */
export function decode(
  kind: DecodeRequest['kind'],
  source: PictureSource,
  transfer: Transferable[],
): Promise<FoundCode | null> {
  const id = ++lastId;
  const request: DecodeRequest = { id, kind, source };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(replaceWorker, kind === 'frame' ? frameTimeoutMs : pictureTimeoutMs);
    waiting.set(id, { resolve, reject, timer });
    try {
      worker ??= startWorker();
      worker.postMessage(request, transfer);
    } catch (error) {
      clearTimeout(timer);
      waiting.delete(id);
      reject(error);
    }
  });
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
    clearTimeout(request.timer);
    request.resolve(event.data.code);
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
    clearTimeout(request.timer);
    if (hasAnswered) request.resolve(null);
    else request.reject(new DecoderMissing('the decoder does not start'));
  }
  waiting.clear();
}
