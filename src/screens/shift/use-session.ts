import { useEffect, useReducer } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';

/** Renders again whenever the shift changes; the session itself is the same object all along. */
export function useSession(session: ShiftSession): void {
  const [, again] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => session.subscribe(() => again()), [session]);
}
