import { useState } from 'preact/hooks';
import { type Eye, useScanner } from './use-scanner.ts';

/** A camera that is lent to another screen: a phone opens the same one only once. */
export interface SharedEye {
  readonly eye: Eye;
  /** Gets every text that is read from then on; null gives the camera back. */
  readonly listen: (listener: ((text: string) => void) | null) => void;
}

/** The camera of a run of screens that lends it; while it is lent, `onCode` hears nothing. */
export function useSharedScanner(onCode: (text: string) => void, isPaused: boolean): SharedEye {
  const [borrower, setBorrower] = useState<((text: string) => void) | null>(null);
  const eye = useScanner(borrower ?? onCode, isPaused && borrower === null);
  return { eye, listen: (listener) => setBorrower(() => listener) };
}
