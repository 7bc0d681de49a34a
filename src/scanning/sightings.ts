export interface Sightings {
  /** Whether a text just read is news: it has not been in view for the set time. */
  readonly isNew: (text: string, nowMs: number) => boolean;
  /** Time in which nobody looked is not time out of view: what was in view at its start is at its end. */
  readonly skipTime: (fromMs: number, toMs: number) => void;
}

/** Tells a code that is held still from one that comes back. Times are of one steady clock. */
export function createSightings(goneAfterMs: number): Sightings {
  const lastSeenMs = new Map<string, number>();
  return {
    isNew(text, nowMs) {
      for (const [seen, atMs] of lastSeenMs) {
        if (nowMs - atMs >= goneAfterMs) lastSeenMs.delete(seen);
      }
      const isNew = !lastSeenMs.has(text);
      lastSeenMs.set(text, nowMs);
      return isNew;
    },
    skipTime(fromMs, toMs) {
      for (const [seen, atMs] of lastSeenMs) lastSeenMs.set(seen, atMs + toMs - fromMs);
    },
  };
}
