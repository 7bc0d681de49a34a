import type { Arrival, Observations, Watcher } from './observations.ts';
import { wallClock } from './observations.ts';
import { startCanvasLoop } from './systems/canvas-loop.ts';
import { startKadian } from './systems/kadian.ts';

const seen = {
  arrivals: [] as Arrival[],
  readings: [] as Observations['readings'][number][],
  attemptsAtMs: [] as number[],
  stalls: [] as Observations['stalls'][number][],
  screenFrames: [] as Observations['screenFrames'][number][],
} satisfies Observations;

declare global {
  var observations: Observations;
  /** Milliseconds that a fixed piece of work takes in this window. */
  var timeWork: () => number;
}
globalThis.observations = seen;

globalThis.timeWork = () => {
  const startedAt = performance.now();
  let sum = 0;
  for (let i = 0; i < 100_000_000; i++) sum = (sum + i * i) | 0;
  return performance.now() - startedAt + (sum === 1 ? 1 : 0);
};

const watcher: Watcher = {
  attempted: () => seen.attemptsAtMs.push(wallClock()),
  read: (text, from) => seen.readings.push({ text, atMs: wallClock(), ...from }),
};

const video = document.createElement('video');
video.muted = true;
video.playsInline = true;
document.body.append(video);

const Processor = globalThis.MediaStreamTrackProcessor;
if (Processor === undefined) throw new Error('this browser cannot show when a frame arrives');

// The probe follows the camera that the system opens.
video.addEventListener(
  'playing',
  () => {
    const [track] = (video.srcObject as MediaStream).getVideoTracks();
    if (track === undefined) throw new Error('no track');
    const { readable } = new Processor({ track: track.clone(), maxBufferSize: 4 });
    const probe = new Worker(new URL('./probe.ts', import.meta.url), { type: 'module' });
    probe.addEventListener('message', ({ data }: MessageEvent<Arrival>) =>
      seen.arrivals.push(data),
    );
    probe.postMessage(readable, [readable]);
  },
  { once: true },
);

const beatMs = 4;
let lastBeat = performance.now();
setInterval(() => {
  const now = performance.now();
  seen.stalls.push({ atMs: wallClock(), ms: now - lastBeat - beatMs });
  lastBeat = now;
}, beatMs);

const onScreenFrame = (frameMs: number) => {
  seen.screenFrames.push({ atMs: wallClock(), frameMs });
  requestAnimationFrame(onScreenFrame);
};
requestAnimationFrame(onScreenFrame);

if (location.hash === '#kadian') startKadian(video, watcher);
else await startCanvasLoop(video, watcher);
