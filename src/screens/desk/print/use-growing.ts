import { useEffect, useState } from 'preact/hooks';

/**
 * How many of `count` things are to be drawn by now: `step` more at each turn, so that thousands of codes do not freeze the
 * page. Begins anew when `key` changes.
 */
export function useGrowing(key: string, count: number, step: number): number {
  const [grown, setGrown] = useState({ key, drawn: 0 });
  const drawn = grown.key === key ? Math.min(grown.drawn, count) : 0;
  useEffect(() => {
    if (drawn >= count) return;
    const timer = setTimeout(() => setGrown({ key, drawn: drawn + step }), 0);
    return () => clearTimeout(timer);
  }, [key, drawn, count, step]);
  return drawn;
}
