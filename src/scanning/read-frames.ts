import { DecoderMissing, decode } from './decoder.ts';
import { type FrameSource, framesOfTrack, framesOfVideo } from './frame-sources.ts';
import type { GrabbedFrame, PictureCut } from './grab-frame.ts';
import type { FoundCode } from './worker/messages.ts';

interface FrameReading {
  readonly video: HTMLVideoElement;
  readonly track: MediaStreamTrack;
  readonly signal: AbortSignal;
  readonly isPaused: () => boolean;
  /** What each frame said; null for one without a code. Not called after the signal. */
  readonly onFrame: (code: FoundCode | null) => void;
}

/**
 * Reads the camera until the signal, one frame at a time: a frame that comes while another is
 * being read is skipped, so the code is always of the latest. Rejects only with DecoderMissing.
 */
export async function readFrames(reading: FrameReading): Promise<void> {
  const { video, track, signal } = reading;
  const ofTrack = framesOfTrack(track, signal);
  if (ofTrack !== null) await readFrom(ofTrack, reading);
  // Also after a track whose frames have ended although it lives on.
  await readFrom(framesOfVideo(video, signal), reading);
}

async function readFrom(frames: FrameSource, reading: FrameReading): Promise<void> {
  const { signal, isPaused, onFrame } = reading;
  while (!signal.aborted) {
    const grab = await frames.next();
    if (grab === null) return;
    if (signal.aborted || isPaused()) {
      grab.skip();
      continue;
    }
    const code = await readFrame(await grab.take(), signal);
    if (!signal.aborted && !isPaused()) onFrame(code);
  }
}

async function readFrame(
  grabbed: GrabbedFrame | null,
  signal: AbortSignal,
): Promise<FoundCode | null> {
  if (grabbed === null) return null;
  if (signal.aborted) {
    if ('close' in grabbed.source) grabbed.source.close();
    return null;
  }
  try {
    const code = await decode('frame', grabbed.source, grabbed.transfer);
    return code && grabbed.cut ? uncut(code, grabbed.cut) : code;
  } catch (error) {
    if (error instanceof DecoderMissing) throw error;
    return null;
  }
}

function uncut({ text, corners }: FoundCode, { left, top, width, height }: PictureCut): FoundCode {
  return { text, corners: corners.map(([x, y]) => [left + x * width, top + y * height]) };
}
