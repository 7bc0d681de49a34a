/** What the page asks for under this name, the service worker does when the browser finds it a good moment. */
export const PUSH_TAG = 'kadian-push';

interface WithBackgroundSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to let the service worker push when there is a network, page or no page. Chromium only, and never counted on. */
export async function askBackgroundSync(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await (registration as WithBackgroundSync | undefined)?.sync?.register(PUSH_TAG);
  } catch {
    // Not there, or forbidden in the browser's settings.
  }
}
