import { useEffect, useState } from 'preact/hooks';
import type { Eye } from './use-scanner.ts';

/** The browser may ask for the camera for as long as it likes: the rest of the app comes then without it. */
const patienceMs = 4_000;

/** Whether the camera's first picture is on the screen, or will not come: until then nothing else is fetched. */
export function useShown({ video, state }: Eye): boolean {
  const [isShown, setShown] = useState(false);
  const { kind } = state;
  useEffect(() => {
    if (isShown) return;
    const show = () => setShown(true);
    const hasFrameCallback = 'requestVideoFrameCallback' in video;
    const isDue = kind === 'problem' || kind === 'asleep';
    const timer = setTimeout(
      show,
      isDue || (kind === 'scanning' && !hasFrameCallback) ? 0 : patienceMs,
    );
    const frame = hasFrameCallback ? video.requestVideoFrameCallback(show) : 0;
    return () => {
      clearTimeout(timer);
      if (hasFrameCallback) video.cancelVideoFrameCallback(frame);
    };
  }, [video, kind, isShown]);
  return isShown;
}
