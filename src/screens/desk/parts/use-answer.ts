import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answer, DeskFailure } from '../../../desk-client/answer.ts';

export interface Asked<T> {
  readonly value: T | null;
  readonly failure: DeskFailure | null;
  readonly askAgain: () => void;
}

/**
 * Asks once per `key`, and again on demand or when `changes` counts on. A value stays while it is asked for again;
 * one of another key is never shown. `ask` may be another function at every rendering; null asks nothing.
 */
export function useAnswer<T>(
  key: string,
  ask: ((signal: AbortSignal) => Promise<Answer<T>>) | null,
  changes = 0,
): Asked<T> {
  const [got, setGot] = useState<{ key: string; value: T } | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setFailure(null);
    if (ask === null) return;
    const leaving = new AbortController();
    ask(leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      if (answer.kind === 'answer') setGot({ key, value: answer.value });
      else setFailure(answer.why);
    });
    return () => leaving.abort();
  }, [key, changes, attempt]);

  const askAgain = useCallback(() => setAttempt((count) => count + 1), []);
  return { value: got?.key === key ? got.value : null, failure, askAgain };
}
