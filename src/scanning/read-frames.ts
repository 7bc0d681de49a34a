import { type FrameSource, framesOfTrack, framesOfVideo } from './frame-sources.ts';
import type { FoundCode } from './worker/messages.ts';

interface FrameReading {
  readonly video: HTMLVideoElement;
  readonly track: MediaStreamTrack;
  readonly signal: AbortSignal;
  readonly isPaused: () => boolean;
  /** Resolves at the end of a pause, and at the signal. */
  readonly pauseEnds: () => Promise<void>;
  /** What each frame said; null for one without a code. Not called after the signal. */
  readonly onFrame: (code: FoundCode | null) => void;
}

/**
 * Reads the camera until the signal, one frame at a time: a frame that comes while another is
 * being read is skipped, so the code is always of the latest. Rejects only with DecoderMissing.
 */
export async function readFrames(reading: FrameReading): Promise<void> {
  const { video, track, signal } = reading;
  // A worker that was replaced does not know the frames of the one before: they are begun again.
  for (let hasRead = true; hasRead && !signal.aborted; ) {
    const ofTrack = framesOfTrack(track, signal);
    hasRead = ofTrack !== null && (await readFrom(ofTrack, reading));
  }
  // Also after a track whose frames have ended although it lives on.
  await readFrom(framesOfVideo(video, signal), reading);
}

/** Until the signal, or until no more frames come: whether there were any. */
async function readFrom(frames: FrameSource, reading: FrameReading): Promise<boolean> {
  const { signal, isPaused, pauseEnds, onFrame } = reading;
  for (let hasRead = false; ; hasRead = true) {
    if (isPaused()) {
      await pauseEnds();
      await frames.skipOld();
    }
    if (signal.aborted) return hasRead;
    const code = await frames.next();
    if (code === 'over') return hasRead;
    if (!signal.aborted && !isPaused()) onFrame(code);
  }
}
