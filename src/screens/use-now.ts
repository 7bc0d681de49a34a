import { useEffect, useState } from 'preact/hooks';

/** The phone's clock in epoch ms, told again every `intervalMs` while the screen is up. */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
