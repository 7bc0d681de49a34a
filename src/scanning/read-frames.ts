import { DecoderMissing, decode } from './decoder.ts';
import { type GrabbedFrame, grabFrame } from './grab-frame.ts';

interface FrameReading {
  readonly video: HTMLVideoElement;
  readonly signal: AbortSignal;
  readonly isPaused: () => boolean;
  /** What each frame said; null for one without a code. Not called after the signal. */
  readonly onFrame: (text: string | null) => void;
}

/**
 * Reads the video until the signal, one frame at a time: a frame that comes while another is
 * being read is skipped, so the text is always of the latest. Rejects only with DecoderMissing.
 */
export async function readFrames(reading: FrameReading): Promise<void> {
  const { video, signal, isPaused, onFrame } = reading;
  while (!signal.aborted) {
    await nextFrame(video, signal);
    if (signal.aborted) return;
    if (isPaused()) continue;
    const text = await readFrame(video, signal);
    if (!signal.aborted && !isPaused()) onFrame(text);
  }
}

async function readFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  let grabbed: GrabbedFrame;
  try {
    grabbed = await grabFrame(video);
  } catch {
    // The first frames of some cameras have no size yet.
    return null;
  }
  if (signal.aborted) {
    if ('close' in grabbed.source) grabbed.source.close();
    return null;
  }
  try {
    return await decode('frame', grabbed.source, grabbed.transfer);
  } catch (error) {
    if (error instanceof DecoderMissing) throw error;
    return null;
  }
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
