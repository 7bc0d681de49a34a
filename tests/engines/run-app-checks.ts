import { join } from 'node:path';
import { Road } from '../journeys/road.ts';
import type { Browser, Engine } from './browser.ts';
import { startEngineStreet } from './engine-street.ts';
import type { CheckResult } from './page/run-checks.ts';
import { Screen } from './screen.ts';

/** The app itself, by its screens, from joining to an equal account, the network and the browser taken away in between. */
export async function runAppChecks(engine: Engine, folder: string): Promise<CheckResult[]> {
  const street = await startEngineStreet(join(folder, 'app-street'));
  const road = await Road.start(street.facts.url);
  const profile = join(folder, 'app-profile');
  const { phoneInvitation, gateCard, gateName, cast } = street.facts;
  let browser: Browser = await engine.start(profile);
  let screen = new Screen(browser);
  const results: CheckResult[] = [];
  const check = async (name: string, work: () => Promise<void>): Promise<void> => {
    // What comes later stands on what came before.
    const broken = results.find(({ failure }) => failure !== null);
    const failure = broken ? `not tried, as this failed: ${broken.name}` : await failureOf(work);
    results.push({ name, failure });
  };
  const typeCard = async () => {
    await screen.press('locked.type');
    await screen.isAt('locked.type');
    await screen.write(gateCard);
    await screen.press('act.ok');
  };
  const open = async (address: string) => {
    await browser.goto(address);
    await screen.readLanguage();
  };

  await check('app: a phone joins by its invitation', async () => {
    await open(road.at(phoneInvitation));
    await screen.isAt('join.title');
    await screen.write('引擎');
    await screen.press('join.join');
    await screen.isAt('locked.title');
  });
  await check('app: the service worker keeps it', async () => {
    const isKept = `navigator.serviceWorker.ready.then(() => new Promise((resolve) => {
      const look = () => navigator.serviceWorker.controller ? resolve(true) : setTimeout(look, 50);
      look();
    }))`;
    await browser.run(isKept);
    await pulled(browser);
  });
  await check('app: a reload without a server shows the locked screen', async () => {
    await road.down();
    await open(road.url);
    await screen.isAt('locked.title');
  });
  await check(
    'app: a typed card begins a shift without a network, and an entry is saved',
    async () => {
      await typeCard();
      await screen.isAtHeading(gateName);
      await screen.write('王秀英');
      await screen.press('names.add');
      await screen.press('start.start');
      await screen.sees(screen.word('gate.find'));
      await screen.press('gate.find');
      await screen.press('code.type');
      await screen.write(cast.known.passText);
      await screen.press('act.ok');
      await screen.isAt('measure.title');
      await screen.pressText('36.5');
      await screen.isAt('verdict.pass');
      await screen.press('act.next');
      await screen.pendingIs(2);
    },
  );
  await check(
    'app: the log is there after the browser was killed, and the card opens it',
    async () => {
      await browser.kill();
      browser = await engine.start(profile);
      screen = new Screen(browser);
      await open(road.url);
      await screen.isAt('locked.title');
      await screen.pendingIs(2);
      await typeCard();
      await screen.sees(screen.word('gate.find'));
    },
  );
  await check(
    'app: with the server back everything is received, and the account is equal',
    async () => {
      await road.up();
      await screen.pressText('2');
      await screen.pendingIs(0);
      await screen.press('gate.handover');
      await screen.press('duty.close');
      await screen.isAt('close.title');
      await screen.press('close.close');
      await screen.isAt('account.title');
      await screen.sees(screen.word('account.received'));
      await screen.pressText(screen.word('account.done'));
      await screen.isAt('locked.title');
      await screen.pendingIs(0);
    },
  );
  await browser.close();
  await road.down().catch(() => undefined);
  await street.stop();
  return results;
}

/** The first pull is through: from here on the phone needs no server to open a shift. */
const pulled = (browser: Browser): Promise<unknown> =>
  browser.run(`new Promise((resolve) => {
    const look = () => {
      const opening = indexedDB.open('kadian');
      opening.onsuccess = () => {
        const database = opening.result;
        const counting = database.transaction('rosters').objectStore('rosters').count();
        counting.onsuccess = () => {
          database.close();
          if (counting.result > 0) resolve(true);
          else setTimeout(look, 100);
        };
      };
    };
    look();
  })`);

async function failureOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
