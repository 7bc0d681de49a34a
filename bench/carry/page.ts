import { FountainReceiver } from '../../src/encoding/fountain-receiver.ts';
import { readFrameText } from '../../src/protocol/carried-text.ts';
import { startScanner } from '../../src/scanning/scanner.ts';
import { logBytes } from './clip-plan.ts';

/** Times are of this page's steady clock, in milliseconds. */
export interface CarryObservations {
  firstAtMs: number | null;
  wholeAtMs: number | null;
  isTrue: boolean;
  blocks: number;
  codes: number;
}

declare global {
  var carried: CarryObservations;
  /** Begins to count anew: the decoder has arrived and is warm. */
  var beginCarrying: () => void;
}

const none = (): CarryObservations => ({
  firstAtMs: null,
  wholeAtMs: null,
  isTrue: false,
  blocks: 0,
  codes: 0,
});
globalThis.carried = none();
let receiver: FountainReceiver | null = null;
globalThis.beginCarrying = () => {
  globalThis.carried = none();
  receiver = null;
};

const video = document.createElement('video');
video.muted = true;
video.playsInline = true;
document.body.append(video);

startScanner({
  video,
  onCode: take,
  onState: (state) => {
    if (state.kind === 'problem') throw new Error(`the camera ${state.problem}`);
  },
  sleepAfterMs: 600_000,
  signal: new AbortController().signal,
});

function take(text: string): void {
  const read = readFrameText(text);
  if (!read || globalThis.carried.wholeAtMs !== null) return;
  receiver ??= new FountainReceiver(read.frame.stream);
  const seen = globalThis.carried;
  seen.firstAtMs ??= performance.now();
  seen.codes += 1;
  const taken = receiver.take(read.frame);
  seen.blocks = receiver.rank;
  if (taken.kind !== 'whole') return;
  seen.wholeAtMs = performance.now();
  const expected = logBytes();
  seen.isTrue = taken.bytes.every((byte, at) => byte === expected[at]);
}
