import { startScanner } from '../../../src/scanning/scanner.ts';
import type { Watcher } from '../observations.ts';

/** The product's scanner; which frame it reads is seen as it hands it to its worker. */
export function startKadian(video: HTMLVideoElement, watcher: Watcher): void {
  let timestamp = 0;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, options?: unknown) {
    if (message instanceof Object && 'source' in message && message.source instanceof VideoFrame) {
      ({ timestamp } = message.source);
      watcher.attempted();
    }
    return Reflect.apply(postMessage, this, [message, options]);
  };
  startScanner({
    video,
    onCode: (text) => watcher.read(text, { timestamp }),
    onState: (state) => {
      if (state.kind === 'problem') throw new Error(`the camera ${state.problem}`);
    },
    sleepAfterMs: 600_000,
    signal: new AbortController().signal,
  });
}
