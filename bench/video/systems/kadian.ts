import { startScanner } from '../../../src/scanning/scanner.ts';
import type { DecodeAnswer } from '../../../src/scanning/worker/messages.ts';
import type { Watcher } from '../observations.ts';

/** The product's scanner; which frame it has read is seen in its worker's answers. */
export function startKadian(video: HTMLVideoElement, watcher: Watcher): void {
  let timestamp = 0;
  // Its listener comes before the scanner's own, which hands the text on.
  globalThis.Worker = class extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      this.addEventListener('message', ({ data }: MessageEvent<Partial<DecodeAnswer>>) => {
        // The page has other workers.
        if (!('code' in data) || data.timestamp === undefined) return;
        ({ timestamp } = data);
        watcher.attempted();
      });
    }
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
