/// <reference lib="webworker" />
// The shell, offline. It never caches /api: what goes to the server is the log's own business.
import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { isMidShift } from './mid-shift.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
};

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    // Answered by the server alone: its calls, and the page of visitors who stand at this very gate.
    denylist: [/^\/(api|healthz|visit)\b/],
  }),
);

// So that the very first visit already survives going offline; a later version still waits.
clientsClaim();

// A worker that waits takes over when the browser kills the page, shift or no shift. So in mid-shift a new version does
// not even get to wait; what it fetched is kept, and the page asks for it again once the log is empty.
self.addEventListener('install', (event) => {
  if (self.registration.active) event.waitUntil(refuseMidShift());
});

async function refuseMidShift(): Promise<void> {
  if (await isMidShift()) throw new Error('a shift is open or records wait to be sent: later');
}

// The page asks only when no shift is open and nothing waits to be sent.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
