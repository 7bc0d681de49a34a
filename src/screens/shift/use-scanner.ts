import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import {
  type CodeCorners,
  type Scanner,
  type ScannerState,
  startScanner,
} from '../../scanning/scanner.ts';
import { changeSettings, readSettings } from '../../storage/settings.ts';

const sleepAfterMs = 30_000;

export interface Eye {
  readonly video: HTMLVideoElement;
  readonly state: ScannerState;
  readonly wake: () => void;
  readonly setTorch: (on: boolean) => void;
  readonly setZoom: (zoom: number) => void;
}

/**
 * One camera for a run of screens: the picture moves from screen to screen (`VideoPlace`)
 * without being opened again. While `isPaused` nothing is read.
 */
export function useScanner(onCode: (text: string) => void, isPaused: boolean): Eye {
  const [video] = useState(makeVideo);
  const [state, setState] = useState<ScannerState>({ kind: 'starting' });
  const scanner = useRef<Scanner | null>(null);
  const latest = useRef({ onCode, isPaused });
  latest.current = { onCode, isPaused };

  useEffect(() => {
    const ending = new AbortController();
    void rememberedCamera().then((cameraDeviceId) => {
      if (ending.signal.aborted) return;
      scanner.current = startScanner({
        video,
        onCode: (text, corners) => {
          latest.current.onCode(text);
          flash(video, corners);
        },
        rememberedCamera: cameraDeviceId,
        onCamera: (deviceId) => {
          // A phone that cannot keep it looks for it again.
          changeSettings({ cameraDeviceId: deviceId }).catch(() => undefined);
        },
        onState: setState,
        sleepAfterMs,
        signal: ending.signal,
      });
      scanner.current.pause(latest.current.isPaused);
    });
    return () => ending.abort();
  }, [video]);
  useEffect(() => scanner.current?.pause(isPaused), [isPaused]);

  const wake = useCallback(() => scanner.current?.wake(), []);
  const setTorch = useCallback((on: boolean) => void scanner.current?.setTorch(on), []);
  const setZoom = useCallback((zoom: number) => void scanner.current?.setZoom(zoom), []);
  return { video, state, wake, setTorch, setZoom };
}

const rememberedCamera = (): Promise<string | null> =>
  readSettings().then(
    ({ cameraDeviceId }) => cameraDeviceId,
    () => null,
  );

function flash(video: HTMLVideoElement, corners: CodeCorners): void {
  // The code may bring up another screen before the outline's own code has come.
  const box = video.getBoundingClientRect();
  void import('./code-flash.ts').then(
    ({ flashCode }) => flashCode(video, box, corners),
    () => undefined,
  );
}

function makeVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.setAttribute('aria-hidden', 'true');
  return video;
}
