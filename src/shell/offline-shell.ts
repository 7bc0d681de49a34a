import { Workbox } from 'workbox-window';

export interface OfflineShell {
  /**
   * Whether the page could be replaced now without taking anything from anybody: nothing half typed, nobody's verdict
   * on the screen. Call again when the log may have become empty.
   */
  readonly rest: (isResting: boolean) => void;
  /** Rests until somebody touches the page: a new version comes with a load, never under somebody's hands. */
  readonly restUntilTouched: () => void;
}

const LOOK_EVERY_MS = 15 * 60_000;

/**
 * Keeps the app on the device. A new version is installed beside the old one and takes over, with a reload, only while
 * the page rests and `isSettled` says that no shift is open and nothing waits to be sent.
 */
export function keepShellOffline(isSettled: () => Promise<boolean>): OfflineShell {
  if (!('serviceWorker' in navigator)) return { rest: () => {}, restUntilTouched: () => {} };
  const { serviceWorker } = navigator;
  const workbox = new Workbox('/sw.js');
  let isResting = false;
  let registration: ServiceWorkerRegistration | undefined;
  let isReplaced = false;
  let isControlled = serviceWorker.controller !== null;
  let lookedAt = performance.now();

  const goOn = async (): Promise<void> => {
    if (isResting && isReplaced) location.reload();
    if (!isResting || isReplaced || !(await isSettled().catch(() => false)) || !isResting) return;
    if (registration?.waiting) workbox.messageSkipWaiting();
    else if (performance.now() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = performance.now();
      await workbox.update().catch(() => {});
    }
  };
  const rest = (resting: boolean): void => {
    isResting = resting;
    // After work the first thing is to look whether there is a new version.
    if (!resting) lookedAt = Number.NEGATIVE_INFINITY;
    void goOn();
  };

  serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of a page is of the page's own version; another one has replaced the files behind it.
    isReplaced = isControlled;
    isControlled = true;
    void goOn();
  });
  document.addEventListener('visibilitychange', () => void goOn());
  setInterval(() => void goOn(), LOOK_EVERY_MS);
  // A failed registration (private window, disk full) leaves the app working online.
  workbox
    .register()
    .then((registered) => {
      registration = registered;
      // Workbox tells of the second version that it finds and of no later one; each that refuses in mid-shift is one.
      registered?.addEventListener('updatefound', () => {
        registered.installing?.addEventListener('statechange', () => void goOn());
      });
      void goOn();
    })
    .catch(() => {});
  return {
    rest,
    restUntilTouched: () => {
      rest(true);
      for (const touch of ['pointerdown', 'keydown']) {
        addEventListener(touch, () => rest(false), { once: true, capture: true });
      }
    },
  };
}
