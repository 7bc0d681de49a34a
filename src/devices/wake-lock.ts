/**
 * Keeps the screen on until stopped. The browser drops the lock whenever the page is hidden, so it is asked
 * again on every return. Refused or unknown: the screen sleeps as usual, nothing fails.
 */
export function keepScreenOn(): () => void {
  let stopped = false;
  let held: WakeLockSentinel | null = null;

  const ask = async (): Promise<void> => {
    if (stopped || document.visibilityState !== 'visible' || (held && !held.released)) return;
    try {
      const lock = await navigator.wakeLock?.request('screen');
      if (stopped) await lock?.release();
      else held = lock ?? null;
    } catch {
      held = null;
    }
  };
  const onVisibility = (): void => void ask();

  document.addEventListener('visibilitychange', onVisibility);
  void ask();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', onVisibility);
    held?.release().catch(() => undefined);
    held = null;
  };
}
