import type { Signal } from './signal.ts';

interface Melody {
  readonly hertz: number;
  readonly toneMs: number;
  readonly times: number;
}

/** Pitch falls as severity rises, so that it works without sight. */
const MELODIES: Record<Signal, Melody> = {
  pass: { hertz: 880, toneMs: 90, times: 1 },
  check: { hertz: 660, toneMs: 120, times: 2 },
  stop: { hertz: 220, toneMs: 420, times: 2 },
  due: { hertz: 660, toneMs: 120, times: 3 },
};
const PAUSE_MS = 80;
const LOUDNESS = 0.4;
/** Ramps at both ends, or the speaker clicks. */
const RAMP_S = 0.008;

let context: AudioContext | null = null;

/** Browsers allow sound only after a touch: call it in one, early. Never fails. */
export function allowSound(): void {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') context.resume().catch(() => undefined);
  } catch {
    context = null;
  }
}

/** Never fails: without sound the colour, the word and the vibration remain. */
export function sound(signal: Signal): void {
  allowSound();
  if (context === null) return;
  try {
    const { hertz, toneMs, times } = MELODIES[signal];
    for (let nth = 0; nth < times; nth += 1) {
      const start = context.currentTime + (nth * (toneMs + PAUSE_MS)) / 1000;
      playTone(context, hertz, start, start + toneMs / 1000);
    }
  } catch {
    // A context that the system took away (a call, another app) is replaced at the next signal.
    context = null;
  }
}

function playTone(audio: AudioContext, hertz: number, start: number, end: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + RAMP_S);
  volume.gain.setValueAtTime(LOUDNESS, end - RAMP_S);
  volume.gain.linearRampToValueAtTime(0, end);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(end);
}
