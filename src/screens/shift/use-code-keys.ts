import { useEffect, useRef } from 'preact/hooks';

export interface CodeKeys {
  /** By a scanner that types. */
  readonly onScanned: (text: string) => void;
  readonly onPasted: (text: string) => void;
}

/** Codes from a keyboard, while no field has the focus. Whoever wants none now still must not have them press buttons. */
export function useCodeKeys(keys: CodeKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const ending = new AbortController();
    // Apart: a phone without a keyboard has its camera's picture before this.
    void import('../../devices/key-scanner.ts').then(({ listenForCodes }) => {
      if (ending.signal.aborted) return;
      listenForCodes(
        (text) => latest.current.onScanned(text),
        (text) => latest.current.onPasted(text),
        ending.signal,
      );
    });
    return () => ending.abort();
  }, []);
}
