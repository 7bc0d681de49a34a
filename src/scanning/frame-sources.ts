import { DecoderMissing, decode, endWatch } from './decoder.ts';
import { type GrabbedFrame, grabFrame, type PictureCut } from './grab-frame.ts';
import type { FoundCode } from './worker/messages.ts';

/** 'over': no more frames come. */
export type FrameRead = FoundCode | null | 'over';

export interface FrameSource {
  /** What the next new frame says. Rejects only with DecoderMissing. Resolves at the signal too. */
  readonly next: () => Promise<FrameRead>;
  /** What was read ahead is too old to be told. */
  readonly skipOld: () => Promise<void>;
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

let lastWatchId = 0;

/**
 * The camera's own frames, before they are painted, from the camera straight to the worker: nothing of the
 * window has to wait for them. Of those that nobody asked for only the latest is kept. null where this
 * browser has no such way.
 */
export function framesOfTrack(track: MediaStreamTrack, signal: AbortSignal): FrameSource | null {
  const Processor = globalThis.MediaStreamTrackProcessor;
  if (Processor === undefined || !('VideoFrame' in globalThis)) return null;
  const watchId = ++lastWatchId;
  const { readable } = new Processor({ track, maxBufferSize: 1 });
  let isTransferred = false;
  signal.addEventListener('abort', () => endWatch(watchId), { once: true });

  async function ask(): Promise<FrameRead> {
    const stream = isTransferred ? {} : { stream: readable };
    const transfer = isTransferred ? [] : [readable];
    isTransferred = true;
    try {
      const { code, isOver } = await decode({ kind: 'next', watchId, ...stream }, transfer);
      return isOver ? 'over' : code;
    } catch (error) {
      if (error instanceof DecoderMissing) throw error;
      // This browser does not let the frames go to a worker.
      return 'over';
    }
  }

  // The worker has its next order before its answer to the last one is read here.
  let ahead: Promise<FrameRead> | undefined;
  function askAhead() {
    ahead = ask();
    ahead.catch(() => undefined);
  }
  return {
    next() {
      const asked = ahead ?? ask();
      askAhead();
      return asked;
    },
    async skipOld() {
      await ahead;
      ahead = undefined;
    },
  };
}

/** What the video element shows. */
export function framesOfVideo(video: HTMLVideoElement, signal: AbortSignal): FrameSource {
  return {
    async next() {
      await nextFrame(video, signal);
      if (signal.aborted) return null;
      // The first frames of some cameras have no size yet.
      const grabbed = await grabFrame(video).catch(() => null);
      return grabbed && readGrabbed(grabbed, signal);
    },
    skipOld: async () => undefined,
  };
}

async function readGrabbed(grabbed: GrabbedFrame, signal: AbortSignal): Promise<FrameRead> {
  const { source, transfer, cut } = grabbed;
  if (signal.aborted) {
    if ('close' in source) source.close();
    return null;
  }
  try {
    const { code } = await decode({ kind: 'frame', source }, transfer);
    return code && cut ? uncut(code, cut) : code;
  } catch (error) {
    if (error instanceof DecoderMissing) throw error;
    return null;
  }
}

function uncut({ text, corners }: FoundCode, { left, top, width, height }: PictureCut): FoundCode {
  return { text, corners: corners.map(([x, y]) => [left + x * width, top + y * height]) };
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
