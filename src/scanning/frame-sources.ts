import { type GrabbedFrame, grabFrame } from './grab-frame.ts';

export interface FrameSource {
  /** The next new frame; null when no more come. Resolves at the signal too. */
  readonly next: () => Promise<ReadyFrame | null>;
}

/** Exactly one of both has to be called. */
export interface ReadyFrame {
  /** null: this one cannot be read. */
  readonly take: () => Promise<GrabbedFrame | null>;
  readonly skip: () => void;
}

interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}

declare global {
  /** Chromium has it in windows, Safari only in workers, Firefox nowhere. */
  var MediaStreamTrackProcessor:
    | (new (init: {
        track: MediaStreamTrack;
        maxBufferSize: number;
      }) => TrackProcessor)
    | undefined;
}

/**
 * The camera's own frames, before they are painted: nothing of the screen has to wait for them.
 * Of those that nobody asked for only the latest is kept. null where this browser has no such way.
 */
export function framesOfTrack(track: MediaStreamTrack, signal: AbortSignal): FrameSource | null {
  const Processor = globalThis.MediaStreamTrackProcessor;
  if (Processor === undefined || !('VideoFrame' in globalThis)) return null;
  const reader = new Processor({ track, maxBufferSize: 1 }).readable.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), {
    once: true,
  });
  return {
    async next() {
      const frame = await reader.read().then(
        ({ value }) => value,
        () => undefined,
      );
      if (frame === undefined) return null;
      return {
        take: async () => ({ source: frame, transfer: [frame] }),
        skip: () => frame.close(),
      };
    },
  };
}

/** What the video element shows. */
export function framesOfVideo(video: HTMLVideoElement, signal: AbortSignal): FrameSource {
  return {
    async next() {
      await nextFrame(video, signal);
      return {
        // The first frames of some cameras have no size yet.
        take: () => grabFrame(video).catch(() => null),
        skip: () => undefined,
      };
    },
  };
}

/** Resolves at the next new frame or at the signal, whichever is first. */
function nextFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const requestsVideoFrames = 'requestVideoFrameCallback' in video;
    const timeBefore = video.currentTime;
    let request = 0;
    const finish = () => {
      signal.removeEventListener('abort', finish);
      if (requestsVideoFrames) video.cancelVideoFrameCallback(request);
      else cancelAnimationFrame(request);
      resolve();
    };
    const poll = () => {
      if (video.currentTime === timeBefore) request = requestAnimationFrame(poll);
      else finish();
    };
    signal.addEventListener('abort', finish);
    request = requestsVideoFrames
      ? video.requestVideoFrameCallback(finish)
      : requestAnimationFrame(poll);
  });
}
