import { type CameraProblem, openCamera, tuneCamera } from './camera.ts';
import { type CameraZoom, zoomWithin } from './camera-choice.ts';
import { DecoderMissing, decode } from './decoder.ts';
import { grabPicture } from './grab-frame.ts';
import { readFrames } from './read-frames.ts';
import { createSightings } from './sightings.ts';
import type { FoundCode } from './worker/messages.ts';

export type { CameraProblem } from './camera.ts';
export type { CameraZoom } from './camera-choice.ts';

/** Corners of a code as parts of the video's width and height, 0 to 1. */
export type CodeCorners = FoundCode['corners'];

export type ScannerState =
  | { kind: 'starting' }
  /** No zoom: this camera has none. */
  | { kind: 'scanning'; torch: 'off' | 'on' | 'none'; zoom?: CameraZoom }
  | { kind: 'asleep' }
  | { kind: 'problem'; problem: CameraProblem };

export interface Scanner {
  /** The same as aborting the signal. */
  readonly stop: () => void;
  /** Counts as use; opens a sleeping camera, and tries one with a problem again. */
  readonly wake: () => void;
  /** Never rejects: a phone that refuses leaves the state as it was. */
  readonly setTorch: (on: boolean) => Promise<void>;
  /** The nearest that the camera offers; what comes while it moves waits, the last wins. Never rejects. */
  readonly setZoom: (zoom: number) => Promise<void>;
  /** Keeps the camera but reads nothing. Both ways count as use; ending a pause also wakes. */
  readonly pause: (paused: boolean) => void;
}

export interface ScannerOptions {
  video: HTMLVideoElement;
  /** `corners` is where the code stands in the video at that moment. */
  onCode: (text: string, corners: CodeCorners) => void;
  /** The deviceId that onCamera told last, of this phone. */
  rememberedCamera?: string | null;
  /** The camera that was chosen, to be remembered: it is then opened without a search. */
  onCamera?: (deviceId: string) => void;
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
  zoom: CameraZoom | undefined;
  wantedZoom: number | undefined;
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
  let goOn: () => void = () => undefined;
  let opensOnReturn = false;
  let cameraId = options.rememberedCamera ?? null;
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

  function tellScanning({ torch, zoom }: Session) {
    onState({ kind: 'scanning', torch, ...(zoom && { zoom }) });
  }

  async function open() {
    close();
    opensOnReturn = document.visibilityState === 'hidden';
    if (opensOnReturn) return;
    const opening: Session = {
      camera: new AbortController(),
      track: undefined,
      torch: 'none',
      zoom: undefined,
      wantedZoom: undefined,
      hasShownFrames: false,
    };
    session = opening;
    const { signal } = opening.camera;
    onState({ kind: 'starting' });
    const camera = await openCamera(video, signal, cameraId);
    if (signal.aborted || camera.kind === 'aborted') return;
    if (camera.kind === 'problem') {
      fail(camera.problem);
      return;
    }
    opening.track = camera.track;
    opening.torch = camera.hasTorch ? 'off' : 'none';
    opening.zoom = camera.zoom ?? undefined;
    if (camera.cameraId !== null && camera.cameraId !== cameraId) {
      cameraId = camera.cameraId;
      options.onCamera?.(cameraId);
    }
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
      await readFrames({
        video,
        track: camera.track,
        signal,
        isPaused: () => isPaused,
        pauseEnds: () => pauseEnds(signal),
        onFrame: noteFrame,
      });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof DecoderMissing)) reportError(error);
      fail('failed');
    }
  }

  function pauseEnds(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (!isPaused || signal.aborted) resolve();
      goOn = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  function noteFrame(code: FoundCode | null) {
    if (session !== undefined) session.hasShownFrames = true;
    if (code === null) return;
    noteUse();
    if (!sightings.isNew(code.text, performance.now())) return;
    try {
      onCode(code.text, code.corners);
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
        await tuneCamera(target.track, { torch: on });
        target.torch = on ? 'on' : 'off';
      } catch {
        // Too hot or too little charge: the state told below stays as it was.
      }
      if (session === target) tellScanning(target);
    },
    async setZoom(zoom) {
      const target = session;
      if (target?.track === undefined || target.zoom === undefined) return;
      noteUse();
      const isMoving = target.wantedZoom !== undefined;
      target.wantedZoom = zoomWithin(target.zoom, zoom);
      if (isMoving) return;
      await followZoom(target, target.track, target.zoom);
      if (session === target) tellScanning(target);
    },
    pause(paused) {
      if (paused === isPaused) return;
      isPaused = paused;
      if (paused) {
        pausedAtMs = performance.now();
      } else {
        sightings.skipTime(pausedAtMs, performance.now());
        goOn();
      }
      if (!paused || session !== undefined) wake();
    },
  };
}

/** Fingers give a zoom for every frame of the screen, cameras take some ten a second. */
async function followZoom(session: Session, track: MediaStreamTrack, range: CameraZoom) {
  let now: number | undefined;
  while (session.wantedZoom !== now && session.wantedZoom !== undefined) {
    now = session.wantedZoom;
    try {
      await tuneCamera(track, { zoom: now });
      session.zoom = { ...range, now };
    } catch {
      // The camera stays at the zoom it had.
    }
  }
  session.wantedZoom = undefined;
}

/** Reads one picture at several scales and turns. null: no code in it, or not a picture. */
export async function readPicture(picture: Blob): Promise<string | null> {
  let grabbed: Awaited<ReturnType<typeof grabPicture>>;
  try {
    grabbed = await grabPicture(picture);
  } catch {
    return null;
  }
  const { code } = await decode({ kind: 'picture', source: grabbed.source }, grabbed.transfer);
  return code?.text ?? null;
}
