import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Scanner, type ScannerState, startScanner } from '../../scanning/scanner.ts';

const sleepAfterMs = 30_000;

export interface Eye {
  readonly video: HTMLVideoElement;
  readonly state: ScannerState;
  readonly wake: () => void;
  readonly setTorch: (on: boolean) => void;
}

/**
 * One camera for a run of screens: the picture moves from screen to screen (`VideoPlace`)
 * without being opened again. While `isPaused` nothing is read.
 */
export function useScanner(onCode: (text: string) => void, isPaused: boolean): Eye {
  const [video] = useState(makeVideo);
  const [state, setState] = useState<ScannerState>({ kind: 'starting' });
  const scanner = useRef<Scanner | null>(null);
  const latestOnCode = useRef(onCode);
  latestOnCode.current = onCode;

  useEffect(() => {
    const ending = new AbortController();
    scanner.current = startScanner({
      video,
      onCode: (text) => latestOnCode.current(text),
      onState: setState,
      sleepAfterMs,
      signal: ending.signal,
    });
    return () => ending.abort();
  }, [video]);
  useEffect(() => scanner.current?.pause(isPaused), [isPaused]);

  const wake = useCallback(() => scanner.current?.wake(), []);
  const setTorch = useCallback((on: boolean) => void scanner.current?.setTorch(on), []);
  return { video, state, wake, setTorch };
}

function makeVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.setAttribute('aria-hidden', 'true');
  return video;
}
