import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import { writeClip } from '../../tests/clips/clip.ts';
import { gateDay } from './gate-day-walk.ts';
import { PhoneHand, type Shoot } from './phone-hand.ts';
import type { PictureStreet } from './picture-street.ts';
import { type Locale, wordsOf } from './picture-words.ts';

const PHONE = { width: 360, height: 740 };
const MINUTE_MS = 60_000;

/** One shift on a phone, screen after screen. */
export async function walkPhone(
  street: PictureStreet,
  locale: Locale,
  shoot: Shoot,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-phone-'));
  const clip = join(folder, 'camera.y4m');
  await writeClip(clip, [{ text: null, ms: 1_000 }]);
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: CHROMIUM_PATH,
    args: [
      ...CHROMIUM_FLAGS,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ],
    viewport: PHONE,
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const [page] = context.pages();
  if (!page) throw new Error('no page');
  const hand = new PhoneHand({ street, context, page, clip, word: wordsOf(locale), shoot });
  try {
    await joins(hand);
    await startsShift(hand);
    await peopleAtTheGate(hand);
    await fevers(hand);
    await otherWaysIn(hand);
    await gateDay(hand);
    await endOfShift(hand);
  } catch (error) {
    await page.screenshot({ path: join(tmpdir(), 'kadian-picture-failed.png') });
    throw error;
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function joins(hand: PhoneHand): Promise<void> {
  const { page, street, word } = hand;
  await hand.later(0);
  await page.goto(street.url);
  await page.getByText(word('join.hold-invitation')).waitFor();
  await hand.take('join');
  await page.goto('about:blank');
  await page.goto(await street.phoneLink());
  await hand.title('locked.title');
  await hand.press('phone-settings.title');
  await hand.title('phone-settings.title');
  await page.getByText(word('phone-settings.never')).waitFor({ state: 'detached' });
  await hand.take('settings');
  await hand.press('carry.title');
  await hand.title('carry.title');
  await hand.take('carry');
  await hand.press('act.back');
  await hand.title('locked.title');
  await page.waitForTimeout(1_500);
  await hand.take('locked');
}

async function startsShift(hand: PhoneHand): Promise<void> {
  const { page, street, word } = hand;
  await hand.show(street.gateCard, page.getByText(word('start.who')));
  for (const name of street.names) {
    await hand.fill('names.add-label', name);
    await hand.press('names.add');
  }
  await hand.take('start');
  await hand.press('start.start');
  await hand.atTheGate();
  await page.waitForTimeout(1_000);
  await hand.take('gate-first');
}

async function goesThrough(hand: PhoneHand, reading: string): Promise<void> {
  await hand.nextPerson();
  await hand.measure('36', reading);
  await hand.title('verdict.pass');
  await hand.press('act.next');
}

async function peopleAtTheGate(hand: PhoneHand): Promise<void> {
  const { page, street, word } = hand;
  for (const reading of ['36.4', '36.6', '36.3']) await goesThrough(hand, reading);
  await hand.nextPerson();
  await hand.measure('37', '37.6');
  await hand.title('verdict.check');
  await hand.take('check');
  await hand.press('verdict-screen.next-first');
  await hand.nextPerson();
  await hand.press('keys.park');
  await hand.atTheGate();
  await hand.later(2 * MINUTE_MS);
  await page.waitForTimeout(2_000);
  await hand.take('gate');
  await hand.nextPerson();
  await hand.take('temperature');
  await page.getByRole('button', { name: new RegExp(`^${word('ask.title')}`) }).tap();
  await hand.title('ask.title');
  await hand.take('ask');
  await hand.press('ask.vehicle');
  await hand.title('vehicle.title');
  await hand.take('vehicle');
  await hand.press('act.back');
  await hand.press('act.back');
  await hand.title('measure.title');
  await hand.measure('36', '36.5');
  await hand.title('verdict.pass');
  await hand.take('pass');
  await hand.press('act.next');
  await hand.later(MINUTE_MS);
  await hand.show(street.redPass, hand.heading('measure.title'));
  await hand.measure('36', '36.6');
  await hand.title('verdict.stop');
  await hand.take('stop');
  await hand.press('verdict-screen.turned-back-next');
  await hand.atTheGate();
}

async function fevers(hand: PhoneHand): Promise<void> {
  const { page, street, word } = hand;
  const waiting = page.getByRole('region', { name: word('top.parked') }).getByRole('button');
  await hand.later(3 * MINUTE_MS);
  await page.getByText(word('gate.due'), { exact: true }).waitFor();
  await hand.take('parked');
  await waiting.first().tap();
  await hand.title('measure.second-title');
  await hand.take('second-reading');
  await hand.measure('37', '37.8');
  await hand.title('verdict.stop');
  await hand.take('fever-held');
  await hand.press('act.next');
  await hand.later(MINUTE_MS);
  await hand.show(street.forgedPass, page.getByText(word('reason.pass-forged')));
  await hand.take('refused');
  await hand.press('act.next');
  await hand.atTheGate();
}

async function otherWaysIn(hand: PhoneHand): Promise<void> {
  const { page, street, word } = hand;
  await hand.press('gate.find');
  await hand.typeOnNineKeys(street.initials);
  await hand.take('find');
  await hand.press('act.back');
  const several = page.getByRole('button', { name: word('group.several') });
  await hand.show(street.householdPass, several);
  await hand.take('household');
  await several.tap();
  const people = page.getByRole('main').getByRole('button');
  for (const nth of [0, 1]) await people.nth(nth).tap();
  await hand.take('group');
  await hand.press('act.back');
  await hand.press('gate.visitor');
  await hand.fill('visitor.name', '陈立新');
  await hand.fill('visitor.household', '3-1-502');
  await hand.fill('visitor.purpose', '送药');
  await hand.fill('visitor.phone', '13812345678');
  await hand.fill('visitor.plate', '苏AD12345');
  await hand.fill('visitor.id-number', '11010519491231002X');
  await page.evaluate(() => scrollTo(0, 0));
  await hand.take('visitor');
  await hand.press('act.back');
}

async function endOfShift(hand: PhoneHand): Promise<void> {
  const { page, context, word } = hand;
  await hand.press('duty.close');
  await hand.title('close.title');
  await hand.take('close');
  await context.setOffline(true);
  await hand.press('close.close');
  await hand.title('account.title');
  await hand.take('account-unsent');
  await context.setOffline(false);
  await page.getByRole('button', { name: word('account.done') }).waitFor({ timeout: MINUTE_MS });
  await hand.take('account');
}
