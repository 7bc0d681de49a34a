import type { Signal } from './signal.ts';

/** Milliseconds on, off, on … */
const PATTERNS: Record<Signal, readonly number[]> = {
  pass: [40],
  check: [80, 60, 80],
  stop: [300, 100, 300],
  due: [80, 80, 80, 80, 80],
};

/** Does nothing where the device cannot vibrate (every iPhone). */
export function vibrate(signal: Signal): void {
  try {
    navigator.vibrate?.([...PATTERNS[signal]]);
  } catch {
    // Some embedded browsers throw instead of answering false.
  }
}
