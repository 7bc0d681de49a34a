import { useEffect, useState } from 'preact/hooks';

/** Epoch milliseconds, again every second; what stands still costs nothing. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
