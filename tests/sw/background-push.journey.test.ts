import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PUSH_TAG } from '../../src/sync/background-sync.ts';
import type { GateWork } from '../journeys/gate-work.ts';
import type { Phone } from '../journeys/phone.ts';
import { PhoneAndStreet } from '../journeys/phone-and-street.ts';
import { PATIENCE_MS } from '../journeys/profile.ts';
import type { Road } from '../journeys/road.ts';
import type { StreetServer } from '../journeys/street-server.ts';

const BAD_GATEWAY = { status: 502, type: 'text/html', body: '<h1>Bad Gateway</h1>' } as const;
const PATIENCE = { timeout: PATIENCE_MS, interval: 100 };

let here: PhoneAndStreet;
let street: StreetServer;
let road: Road;
let phone: Phone;
let work: GateWork;
/** Of the same browser, and no page of the app. */
let elsewhere: Page;

beforeAll(async () => {
  here = await PhoneAndStreet.begin();
  ({ street, road, phone, work } = here);
  elsewhere = await phone.context.newPage();
  await elsewhere.goto(`${road.url}/healthz`);
  await phone.page.bringToFront();
});

afterAll(() => here?.end());

const pushes = () => road.seen.filter((seen) => seen === 'POST /api/push').length;

/** One more record that the server could not take so far, made ready for the moment when the page goes. */
async function oneWaits(name: 'known' | 'byRoom'): Promise<void> {
  road.answerApi(BAD_GATEWAY, '/api/push');
  await work.passes(street.facts.cast[name], '36.5');
  await phone.pendingIs(1);
  const before = pushes();
  await vi.waitFor(() => expect(pushes()).toBeGreaterThan(before), PATIENCE);
}

/** How many records no receipt covers, read from the phone's database by a page of the origin that is not the app. */
const withoutReceipt = () =>
  elsewhere.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open('kadian'));
    const stores = database.transaction(['segments', 'records']);
    const records = await answer(stores.objectStore('records').count());
    const segments = await answer<{ acknowledged: number }[]>(
      stores.objectStore('segments').getAll(),
    );
    database.close();
    return records - segments.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  });

async function dispatchSync(): Promise<void> {
  const devtools: CDPSession = await phone.context.newCDPSession(elsewhere);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(road.url));
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.dispatchSyncEvent', {
    origin: road.url,
    registrationId: await registered,
    tag: PUSH_TAG,
    lastChance: false,
  });
}

test('a page that is closed still sends, and the worker sends when there is no page at all', async () => {
  // Background Sync is refused at first: what comes is the page's.
  await phone.context.grantPermissions(['camera']);
  await work.join('钱叔的手机');
  await work.startShift('钱叔');
  await phone.pendingIs(0);
  await phone.untilKeptOffline();
  await oneWaits('known');
  road.answerApi(null);
  const before = pushes();
  await phone.page.close();
  await vi.waitFor(() => expect(pushes()).toBe(before + 1), PATIENCE);

  // Nobody was left to read that receipt: it is asked for again, by the worker.
  expect(await withoutReceipt()).toBe(1);
  await phone.context.grantPermissions(['camera', 'background-sync']);
  await dispatchSync();
  await vi.waitFor(async () => expect(await withoutReceipt()).toBe(0), PATIENCE);
  expect(pushes()).toBe(before + 2);
});
