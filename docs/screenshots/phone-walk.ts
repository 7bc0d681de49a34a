import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import { showInClip, writeClip } from '../../tests/clips/clip.ts';
import type { PictureStreet } from './picture-street.ts';
import { type Locale, wordsOf } from './picture-words.ts';

export type Theme = 'light' | 'dark';
/** Called at every screen, with the screen as it stands. */
export type Shoot = (screen: string, page: Page) => Promise<void>;

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
  try {
    await new PhoneWalk(street, context, clip, wordsOf(locale), shoot).run();
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class PhoneWalk {
  readonly #street: PictureStreet;
  readonly #context: BrowserContext;
  readonly #clip: string;
  readonly #word: (id: string) => string;
  readonly #shoot: Shoot;
  readonly #page: Page;
  #passes = 0;

  constructor(
    street: PictureStreet,
    context: BrowserContext,
    clip: string,
    word: (id: string) => string,
    shoot: Shoot,
  ) {
    const [page] = context.pages();
    if (!page) throw new Error('no page');
    this.#street = street;
    this.#context = context;
    this.#clip = clip;
    this.#word = word;
    this.#shoot = shoot;
    this.#page = page;
  }

  async run(): Promise<void> {
    this.#context.setDefaultTimeout(20_000);
    await this.#later(0);
    await this.#page.goto(this.#street.url);
    await this.#page.getByText(this.#word('join.hold-invitation')).waitFor();
    await this.#take('join');
    await this.#page.goto('about:blank');
    await this.#page.goto(await this.#street.phoneLink());
    await this.#title('locked.title');
    await this.#press('phone-settings.title');
    await this.#title('phone-settings.title');
    await this.#page.getByText(this.#word('phone-settings.never')).waitFor({ state: 'detached' });
    await this.#take('settings');
    await this.#press('act.back');
    await this.#page.waitForTimeout(1_500);
    await this.#take('locked');
    await this.#startShift();
    await this.#peopleAtTheGate();
    await this.#otherWaysIn();
    await this.#endOfShift();
  }

  async #startShift(): Promise<void> {
    await this.#show(this.#street.gateCard, this.#page.getByText(this.#word('start.who')));
    for (const name of ['王秀英', '李大海', '周敏']) {
      await this.#field('names.add-label').fill(name);
      await this.#press('names.add');
    }
    await this.#take('start');
    await this.#press('start.start');
    await this.#atTheGate();
  }

  async #peopleAtTheGate(): Promise<void> {
    for (const reading of ['36.4', '36.6', '36.3']) await this.#goesThrough(reading);
    await this.#nextPerson();
    await this.#measure('37', '37.6');
    await this.#title('verdict.check');
    await this.#take('check');
    await this.#press('verdict-screen.next-first');
    await this.#nextPerson();
    await this.#press('keys.park');
    await this.#atTheGate();
    await this.#later(2 * MINUTE_MS);
    await this.#page.waitForTimeout(2_000);
    await this.#take('gate');
    await this.#nextPerson();
    await this.#take('temperature');
    await this.#measure('36', '36.5');
    await this.#title('verdict.pass');
    await this.#take('pass');
    await this.#press('act.next');
    await this.#later(MINUTE_MS);
    await this.#show(this.#street.redPass, this.#measuring());
    await this.#measure('36', '36.6');
    await this.#title('verdict.stop');
    await this.#take('stop');
    await this.#press('verdict-screen.turned-back-next');
    await this.#later(3 * MINUTE_MS);
    await this.#page.getByText(this.#word('gate.due'), { exact: true }).waitFor();
    await this.#waiting().first().tap();
    await this.#title('measure.second-title');
    await this.#take('second-reading');
    await this.#measure('37', '37.8');
    await this.#title('verdict.stop');
    await this.#take('fever');
    await this.#press('act.next');
    await this.#later(MINUTE_MS);
    await this.#show(
      this.#street.forgedPass,
      this.#page.getByText(this.#word('reason.pass-forged')),
    );
    await this.#take('refused');
    await this.#press('act.next');
  }

  async #otherWaysIn(): Promise<void> {
    await this.#press('gate.find');
    const pad = this.#page.getByRole('region', { name: this.#word('keys.nine') });
    for (const digit of nineKeysOf(this.#street.initials)) {
      await pad.getByRole('button', { name: new RegExp(`^${digit}`) }).tap();
    }
    await this.#take('find');
    await this.#press('act.back');
    await this.#press('gate.visitor');
    await this.#field('visitor.name').fill('陈立新');
    await this.#field('visitor.household').fill('3-1-502');
    await this.#field('visitor.purpose').fill('送药');
    await this.#field('visitor.phone').fill('13812345678');
    await this.#field('visitor.plate').fill('苏AD12345');
    await this.#field('visitor.id-number').fill('11010519491231002');
    await this.#take('visitor');
    await this.#press('act.back');
    await this.#show(
      'https://health.example/code?id=7Q2K',
      this.#page.getByText(this.#word('gate.other-code')),
    );
    await this.#press('act.understood');
  }

  async #endOfShift(): Promise<void> {
    await this.#press('gate.handover');
    await this.#title('duty.title');
    await this.#take('duty');
    await this.#press('recent.title');
    await this.#title('recent.title');
    await this.#take('recent');
    await this.#page.getByRole('main').getByRole('button').nth(3).tap();
    await this.#title('entry.title');
    await this.#take('entry');
    await this.#press('act.back');
    await this.#press('act.back');
    await this.#press('duty.close');
    await this.#title('close.title');
    await this.#take('close');
    await this.#context.setOffline(true);
    await this.#press('close.close');
    await this.#title('account.title');
    await this.#take('account-unsent');
    await this.#context.setOffline(false);
    await this.#page
      .getByRole('button', { name: this.#word('account.done') })
      .waitFor({ timeout: MINUTE_MS });
    await this.#take('account');
  }

  async #take(screen: string): Promise<void> {
    await this.#page.waitForTimeout(300);
    await this.#shoot(screen, this.#page);
  }

  async #later(ms: number): Promise<void> {
    this.#street.advance(ms);
    await this.#context.clock.setFixedTime(this.#street.now());
  }

  async #show(text: string, understood: Locator): Promise<void> {
    await showInClip(this.#clip, { text });
    await understood.first().waitFor();
    await showInClip(this.#clip, { text: null });
  }

  async #nextPerson(): Promise<void> {
    await this.#later(40_000);
    const pass = this.#street.greenPasses[this.#passes];
    this.#passes += 1;
    if (pass === undefined) throw new Error('nobody is left');
    await this.#show(pass, this.#measuring());
  }

  async #goesThrough(reading: string): Promise<void> {
    await this.#nextPerson();
    await this.#measure('36', reading);
    await this.#title('verdict.pass');
    await this.#press('act.next');
  }

  async #measure(whole: string, reading: string): Promise<void> {
    const pad = this.#page.getByRole('region', { name: this.#word('keys.temperature') });
    if (whole !== '36') await this.#page.getByRole('button', { name: whole, exact: true }).tap();
    await pad.getByRole('button', { name: new RegExp(`^${reading.replace('.', '\\.')}`) }).tap();
    if (whole !== '36') await this.#press('keys.confirm');
  }

  #measuring(): Locator {
    return this.#page.getByRole('heading', { level: 1, name: this.#word('measure.title') });
  }

  #waiting(): Locator {
    return this.#page.getByRole('region', { name: this.#word('top.parked') }).getByRole('button');
  }

  async #atTheGate(): Promise<void> {
    await this.#page.getByText(this.#word('gate.hold-code')).waitFor();
  }

  async #title(id: string): Promise<void> {
    const name = this.#word(id);
    await this.#page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  async #press(id: string): Promise<void> {
    await this.#page
      .getByRole('button', { name: this.#word(id) })
      .first()
      .tap();
  }

  #field(id: string): Locator {
    return this.#page.getByRole('textbox', { name: this.#word(id) });
  }
}

const NINE_KEYS = ['', '', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

const nineKeysOf = (letters: string): number[] =>
  Array.from(letters, (letter) => NINE_KEYS.findIndex((key) => key.includes(letter)));
