import { type CameraProblem, openCamera, switchTorch } from './camera.ts';
import { DecoderMissing, decode } from './decoder.ts';
import { grabPicture } from './grab-frame.ts';
import { readFrames } from './read-frames.ts';
import { createSightings } from './sightings.ts';

export type { CameraProblem } from './camera.ts';

export type ScannerState =
  | { kind: 'starting' }
  | { kind: 'scanning'; torch: 'off' | 'on' | 'none' }
  | { kind: 'asleep' }
  | { kind: 'problem'; problem: CameraProblem };

export interface Scanner {
  /** The same as aborting the signal. */
  readonly stop: () => void;
  /** Counts as use; opens a sleeping camera, and tries one with a problem again. */
  readonly wake: () => void;
  /** Never rejects: a phone that refuses leaves the state as it was. */
  readonly setTorch: (on: boolean) => Promise<void>;
  /** Keeps the camera but reads nothing. Both ways count as use; ending a pause also wakes. */
  readonly pause: (paused: boolean) => void;
}

export interface ScannerOptions {
  video: HTMLVideoElement;
  onCode: (text: string) => void;
  onState: (state: ScannerState) => void;
  /** Without a code read and without wake() or pause(). */
  sleepAfterMs: number;
  signal: AbortSignal;
}

/** A code held still is told once; told again when it comes back after this time. */
const goneAfterMs = 1_500;

interface Session {
  readonly camera: AbortController;
  track: MediaStreamTrack | undefined;
  torch: 'off' | 'on' | 'none';
  hasShownFrames: boolean;
}

/**
 * Opens the rear camera into `video` and tells every text read. The camera is off, not only
 * hidden, while it sleeps, while the page is hidden, and after the signal, even when the
 * browser hands it over late. Nothing is called after the signal.
 */
export function startScanner(options: ScannerOptions): Scanner {
  const { video, onCode, onState, sleepAfterMs } = options;
  const ending = new AbortController();
  const sightings = createSightings(goneAfterMs);
  let session: Session | undefined;
  let isPaused = false;
  let pausedAtMs = 0;
  let opensOnReturn = false;
  let sleepTimer: ReturnType<typeof setTimeout> | undefined;

  function noteUse() {
    clearTimeout(sleepTimer);
    sleepTimer = setTimeout(sleep, sleepAfterMs);
  }

  function close() {
    clearTimeout(sleepTimer);
    session?.camera.abort();
    session = undefined;
  }

  function sleep() {
    close();
    onState({ kind: 'asleep' });
  }

  function fail(problem: CameraProblem) {
    close();
    // Whoever returns from the phone's settings may have settled it there.
    opensOnReturn = true;
    onState({ kind: 'problem', problem });
  }

  function tellScanning({ torch }: Session) {
    onState({ kind: 'scanning', torch });
  }

  async function open() {
    close();
    opensOnReturn = document.visibilityState === 'hidden';
    if (opensOnReturn) return;
    const opening: Session = {
      camera: new AbortController(),
      track: undefined,
      torch: 'none',
      hasShownFrames: false,
    };
    session = opening;
    const { signal } = opening.camera;
    onState({ kind: 'starting' });
    const camera = await openCamera(video, signal);
    if (signal.aborted || camera.kind === 'aborted') return;
    if (camera.kind === 'problem') {
      fail(camera.problem);
      return;
    }
    opening.track = camera.track;
    opening.torch = camera.hasTorch ? 'off' : 'none';
    // Another app took the camera, or it was unplugged: opening it again finds out which.
    camera.track.addEventListener(
      'ended',
      () => {
        if (opening.hasShownFrames) void open();
        else fail('failed');
      },
      { signal },
    );
    noteUse();
    tellScanning(opening);
    try {
      await readFrames({ video, signal, isPaused: () => isPaused, onFrame: noteFrame });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof DecoderMissing)) reportError(error);
      fail('failed');
    }
  }

  function noteFrame(text: string | null) {
    if (session !== undefined) session.hasShownFrames = true;
    if (text === null) return;
    noteUse();
    if (!sightings.isNew(text, performance.now())) return;
    try {
      onCode(text);
    } catch (error) {
      // One code that somebody cannot handle must not end the queue.
      reportError(error);
    }
  }

  function wake() {
    if (ending.signal.aborted) return;
    if (session === undefined) void open();
    else if (session.track !== undefined) noteUse();
  }

  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') {
        if (session === undefined) return;
        opensOnReturn = true;
        sleep();
      } else if (opensOnReturn) {
        void open();
      }
    },
    { signal: ending.signal },
  );

  function stop() {
    ending.abort();
    close();
  }

  if (options.signal.aborted) {
    stop();
  } else {
    options.signal.addEventListener('abort', stop, { once: true, signal: ending.signal });
    void open();
  }

  return {
    stop,
    wake,
    async setTorch(on) {
      const target = session;
      if (target?.track === undefined || target.torch === 'none') return;
      try {
        await switchTorch(target.track, on);
        target.torch = on ? 'on' : 'off';
      } catch {
        // Too hot or too little charge: the state told below stays as it was.
      }
      if (session === target) tellScanning(target);
    },
    pause(paused) {
      if (paused === isPaused) return;
      isPaused = paused;
      if (paused) pausedAtMs = performance.now();
      else sightings.skipTime(pausedAtMs, performance.now());
      if (!paused || session !== undefined) wake();
    },
  };
}

/** Reads one picture at several scales and turns. null: no code in it, or not a picture. */
export async function readPicture(picture: Blob): Promise<string | null> {
  let grabbed: Awaited<ReturnType<typeof grabPicture>>;
  try {
    grabbed = await grabPicture(picture);
  } catch {
    return null;
  }
  return decode('picture', grabbed.source, grabbed.transfer);
}
