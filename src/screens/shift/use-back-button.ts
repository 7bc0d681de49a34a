import { useEffect, useRef } from 'preact/hooks';

const mark = { isAway: true } as const;
const isMarked = () => (history.state as { isAway?: boolean } | null)?.isAway === true;

/**
 * The phone's own back goes back to the gate instead of leaving the app. One history entry of
 * the same address is put down for it; it carries nothing, and the app never steps back itself.
 */
export function useBackButton(isAway: boolean, onBack: () => void): void {
  const latest = useRef({ isAway, onBack });
  latest.current = { isAway, onBack };
  useEffect(() => {
    if (isAway && !isMarked()) history.pushState(mark, '');
  }, [isAway]);
  useEffect(() => {
    const back = () => {
      if (latest.current.isAway) latest.current.onBack();
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
}
