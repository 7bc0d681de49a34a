import { lock } from './lock.ts';
import type { ShiftSession } from './shift-session.ts';

/** Locks after `policy.lockAfterHiddenMs` out of sight, also when a sleeping page wakes late. Returns how to stop. */
export function lockWhenHidden(session: ShiftSession): () => void {
  let hiddenSince: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onVisibility = (): void => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      hiddenSince ??= Date.now();
      timer = setTimeout(() => lock(session), session.policy.lockAfterHiddenMs);
      return;
    }
    // Timers of a sleeping page stand still. A clock that was set back meanwhile counts as long enough.
    const hiddenMs = hiddenSince === null ? 0 : Date.now() - hiddenSince;
    hiddenSince = null;
    if (hiddenMs < 0 || hiddenMs >= session.policy.lockAfterHiddenMs) lock(session);
  };
  const stop = (): void => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };

  document.addEventListener('visibilitychange', onVisibility);
  session.subscribe(() => {
    if (session.ended) stop();
  });
  onVisibility();
  return stop;
}
