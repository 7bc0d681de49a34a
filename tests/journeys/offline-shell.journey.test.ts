import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DIST_DIR } from '../../src/server/app-build.ts';
import { buildVersion } from './app-version.ts';
import type { GateWork } from './gate-work.ts';
import type { Phone } from './phone.ts';
import { PhoneAndStreet } from './phone-and-street.ts';
import type { Road } from './road.ts';
import type { StreetServer } from './street-server.ts';
import { word } from './words.ts';

const NEXT_VERSION = '0.9.9-next';

declare global {
  interface Window {
    /** Gone after a reload. */
    isTheSamePage?: true;
  }
}

let here: PhoneAndStreet;
let street: StreetServer;
let road: Road;
let phone: Phone;
let work: GateWork;
let nextVersion: Promise<void>;
const build = (name: 'present' | 'next') => join(here.folder, name);

beforeAll(async () => {
  here = await PhoneAndStreet.begin();
  ({ street, road, phone, work } = here);
  await cp(DIST_DIR, build('present'), { recursive: true });
  nextVersion = buildVersion(NEXT_VERSION, build('next'));
  // A build that fails fails the test that waits for it.
  nextVersion.catch(() => undefined);
});

afterAll(async () => {
  await nextVersion?.catch(() => undefined);
  await here?.end();
});

const markPage = () =>
  phone.page.evaluate(() => {
    window.isTheSamePage = true;
  });
const isTheSamePage = () => phone.page.evaluate(() => window.isTheSamePage === true);
const isReplaced = () => phone.page.waitForFunction(() => window.isTheSamePage === undefined);

/** The browser looks for a new version, now, and is done with what it found. */
const lookForVersion = async (served: number) => {
  let found = '';
  // A look that was under way already answers for this one too, with what the road served before.
  do found = await foundByALook();
  while (!road.seen.slice(served).includes('GET /sw.js'));
  return found;
};

const foundByALook = () =>
  phone.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (installing?.state === 'installing') {
      await new Promise((resolve) => installing.addEventListener('statechange', resolve));
    }
    return registration.waiting === null ? 'nothing waits' : 'a new version waits';
  });

/** From now on this build is what the road gives out. Returns what `lookForVersion` asks for. */
function serveBuild(name: 'present' | 'next'): number {
  road.serve(build(name));
  return road.seen.length;
}

async function versionIs(version: string): Promise<void> {
  await phone.press('phone-settings.title');
  await phone.isAt(word('phone-settings.title'));
  await phone.page.getByText(version, { exact: true }).waitFor();
  await phone.press('act.back');
}

const PRESENT_VERSION = '0.1.0';

test('after the first visit every screen opens with the server down and no network', async () => {
  await work.join('李叔的手机');
  await phone.untilKeptOffline();
  const kept = await phone.page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/index.html');
  expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
  expect(road.seen).toContainEqual(
    expect.stringContaining(`GET /api/pull?app=${PRESENT_VERSION}&`),
  );

  await phone.goOffline();
  await road.down();
  await phone.page.reload();
  await phone.isAt(word('locked.title'));
  await versionIs(PRESENT_VERSION);
  await phone.press('locked.type');
  await phone.isAt(word('locked.type'));
  await phone.press('act.back');
  await work.startShift('李大海');
  await phone.press('gate.find');
  await phone.page.getByRole('region', { name: word('keys.nine') }).waitFor();
  await phone.press('act.back');
  await phone.press('gate.visitor');
  await phone.isAt(word('visitor.title'));
  await phone.press('act.back');
  await work.passes(street.facts.cast.known, '36.4');
  await phone.press('gate.handover');
  await phone.isAt(word('duty.title'));
  await phone.press('recent.title');
  await phone.isAt(word('recent.title'));
  await phone.tap(phone.page.getByRole('button').filter({ hasText: street.facts.cast.known.room }));
  await phone.isAt(word('entry.title'));
  await phone.press('act.back');
  await phone.press('act.back');
  await phone.isAt(word('duty.title'));
  await phone.press('phone-settings.title');
  await phone.isAt(word('phone-settings.title'));
  await phone.press('act.back');
  await phone.press('duty.close');
  await phone.isAt(word('close.title'));
  await phone.press('act.back');
  await phone.press('act.back');
  await phone.isAt(street.facts.gateName);
  expect(await phone.page.evaluate(() => fetch('/api/pull').catch(() => 'refused'))).toBe(
    'refused',
  );
});

test('a new version stays away while the shift is open, through a look, a reload and a killed browser', async () => {
  await nextVersion;
  await road.up();
  const served = serveBuild('next');
  await phone.context.setOffline(false);
  await markPage();
  await phone.pendingIs(0);
  expect(await lookForVersion(served)).toBe('nothing waits');
  expect(await isTheSamePage()).toBe(true);
  await phone.page.reload();
  await phone.isAt(word('locked.title'));
  await versionIs(PRESENT_VERSION);
  await phone.kill();
  phone = await here.openPhone(road.url);
  here.phone = phone;
  await phone.isAt(word('locked.title'));
  expect(await lookForVersion(served)).toBe('nothing waits');
  await versionIs(PRESENT_VERSION);
});

test('and while the log of a closed shift is not received; then it takes over by itself', async () => {
  await phone.scan(street.facts.gateCard, phone.page.getByText(word('gate.hold-code')));
  await phone.goOffline();
  await work.passes(street.facts.cast.byPhone, '36.6');
  await markPage();
  await work.close();
  await phone.press('account.later');
  await phone.isAt(word('locked.title'));
  await phone.pendingIs(2);
  expect(await isTheSamePage()).toBe(true);
  await phone.context.setOffline(false);
  await isReplaced();
  await phone.isAt(word('locked.title'));
  await phone.pendingIs(0);
  await versionIs(NEXT_VERSION);
});

test('nothing that is half typed is lost to a new version', async () => {
  await phone.scan(street.facts.gateCard, phone.heading(street.facts.gateName));
  await phone.field('names.add-label').fill('赵四');
  await markPage();
  const served = serveBuild('present');
  expect(await lookForVersion(served)).toBe('a new version waits');
  expect(await isTheSamePage()).toBe(true);
  expect(await phone.field('names.add-label').inputValue()).toBe('赵四');
  await phone.press('act.back');
  await isReplaced();
  await versionIs(PRESENT_VERSION);
});

test('Chromium finds nothing wrong with the manifest and would install the app', async () => {
  const devtools = await phone.context.newCDPSession(phone.page);
  const manifest = await devtools.send('Page.getAppManifest');
  expect(new URL(manifest.url).pathname).toBe('/manifest.webmanifest');
  expect(manifest.errors).toEqual([]);
  const { name } = JSON.parse(manifest.data ?? '{}');
  expect(name).toBe('卡点 Kadian');
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
});
