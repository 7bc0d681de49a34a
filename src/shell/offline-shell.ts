import { Workbox } from 'workbox-window';

export interface OfflineShell {
  /** Call when something may have changed: a shift closed, the log emptied, the page came back. */
  readonly updateIfIdle: () => Promise<void>;
}

/** A new version is installed beside the old one and takes over only when `isIdle` says that nothing is under way. */
export function keepShellOffline(isIdle: () => Promise<boolean>): OfflineShell {
  if (!('serviceWorker' in navigator)) return { updateIfIdle: async () => {} };
  const workbox = new Workbox('/sw.js');
  let waiting = false;
  const updateIfIdle = async (): Promise<void> => {
    if (waiting && (await isIdle())) workbox.messageSkipWaiting();
  };
  workbox.addEventListener('waiting', () => {
    waiting = true;
    void updateIfIdle();
  });
  // `isUpdate` is false at the very first installation: nothing to reload then.
  workbox.addEventListener('controlling', (event) => {
    if (event.isUpdate) location.reload();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void updateIfIdle();
  });
  // A failed registration (private window, disk full) leaves the app working online.
  workbox.register().catch(() => {});
  return { updateIfIdle };
}
