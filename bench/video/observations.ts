/** A frame of the camera as it reached the renderer. Times are of the wall clock, in milliseconds. */
export interface Arrival {
  readonly index: number;
  /** The frame's own, the same wherever it is read. */
  readonly timestamp: number;
  readonly atMs: number;
}

/** A text, and the frame it came from by whichever of both is known. */
export interface Reading {
  readonly text: string;
  readonly atMs: number;
  readonly timestamp?: number;
  readonly index?: number;
}

export interface Observations {
  readonly arrivals: readonly Arrival[];
  readonly readings: readonly Reading[];
  /** When each attempt at a frame began. */
  readonly attemptsAtMs: readonly number[];
  readonly stalls: readonly { readonly atMs: number; readonly ms: number }[];
  /** Times of the screen's frames. */
  readonly screenFrames: readonly { readonly atMs: number; readonly frameMs: number }[];
}

export interface Watcher {
  readonly attempted: () => void;
  readonly read: (text: string, from: { timestamp: number } | { index: number }) => void;
}

export const wallClock = (): number => performance.timeOrigin + performance.now();
