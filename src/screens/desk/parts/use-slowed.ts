import { useEffect, useState } from 'preact/hooks';

/** The value as it was at most `intervalMs` ago: for what is dear to ask for and changes at every passing. */
export function useSlowed<T>(value: T, intervalMs: number): T {
  const [shown, setShown] = useState(value);
  const isBehind = shown !== value;
  const [latest] = useState({ value });
  latest.value = value;
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => setShown(latest.value), intervalMs);
    return () => clearTimeout(timer);
  }, [isBehind, intervalMs]);
  return shown;
}
