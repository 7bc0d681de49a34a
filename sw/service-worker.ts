/// <reference lib="webworker" />
// The shell, offline. It never caches /api: what goes to the server is the log's own business.
import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { PUSH_TAG } from '../src/sync/background-sync.ts';
import type { BackgroundPush } from './background-push.ts';
import { isMidShift } from './mid-shift.ts';

declare const self: ServiceWorkerGlobalScope &
  BackgroundPush & {
    readonly __WB_MANIFEST: { url: string; revision: string | null }[];
  };
/** Where the build put sw/push-in-background.ts. */
declare const __PUSH_SCRIPT__: string;

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

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
  // Kept with this worker, so that it is there later without a network; a browser without Background Sync never asks.
  if ('sync' in self.registration) fetchPush();
  if (self.registration.active) event.waitUntil(refuseMidShift());
});

async function refuseMidShift(): Promise<void> {
  if (await isMidShift()) throw new Error('a shift is open or records wait to be sent: later');
}

// The page asks only when no shift is open and nothing waits to be sent.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('sync', (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === PUSH_TAG) sync.waitUntil(pushInBackground());
});

function fetchPush(): void {
  try {
    importScripts(__PUSH_SCRIPT__);
  } catch {
    // The shell matters more: without this part only the pages push.
  }
}

async function pushInBackground(): Promise<void> {
  if (!self.pushInBackground) importScripts(__PUSH_SCRIPT__);
  await self.pushInBackground?.();
}
