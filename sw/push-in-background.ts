/// <reference lib="webworker" />
// The push for Background Sync, in a script of its own: it is read only when the browser asks for it.
import type { BackgroundPush } from './background-push.ts';
import { pushPending } from './push-pending.ts';

declare const self: ServiceWorkerGlobalScope & BackgroundPush;

self.pushInBackground = pushPending;
