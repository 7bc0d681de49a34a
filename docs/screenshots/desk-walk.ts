import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import type { Shoot } from './phone-hand.ts';
import type { PictureStreet } from './picture-street.ts';
import { type Locale, wordsOf } from './picture-words.ts';

type Viewport = { readonly width: number; readonly height: number };

/** What stands in a section beside its first view. */
interface View {
  readonly screen: string;
  /** Word on its button. */
  readonly word: string;
}

const SECTIONS: readonly { readonly section: string; readonly views?: readonly View[] }[] = [
  { section: 'today' },
  { section: 'ledger' },
  { section: 'report' },
  { section: 'watch' },
  {
    section: 'rota',
    views: [
      { screen: 'rota-volunteers', word: 'rota-desk.view-volunteers' },
      { screen: 'rota-hours', word: 'rota-desk.view-hours' },
      { screen: 'rota-import', word: 'rota-desk.view-import' },
    ],
  },
  { section: 'notices', views: [{ screen: 'notices-new', word: 'notices.new' }] },
  {
    section: 'handbook',
    views: [{ screen: 'handbook-text', word: 'handbook-desk.view-handbook' }],
  },
  { section: 'paper' },
  { section: 'people' },
  { section: 'roster' },
  { section: 'phones', views: [{ screen: 'phones-invite', word: 'phones.invite' }] },
  { section: 'passes', views: [{ screen: 'passes-residents', word: 'passes.residents' }] },
  { section: 'places' },
  { section: 'rules', views: [{ screen: 'rules-new', word: 'rules.make-new' }] },
  { section: 'settings' },
];
const QUIET_MS = 700;

/** The desk, section after section. */
export async function walkDesk(
  street: PictureStreet,
  locale: Locale,
  viewport: Viewport,
  shoot: Shoot,
): Promise<void> {
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const context = await browser.newContext({
      viewport,
      locale,
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(20_000);
    await context.clock.setFixedTime(street.now());
    const page = await context.newPage();
    const word = wordsOf(locale, 'desk');
    const loading = wordsOf(locale)('app.loading');
    await page.goto(await street.deskLink());
    await page.locator('nav a[href="#today"]').waitFor();
    for (const { section, views = [] } of SECTIONS) {
      await page.evaluate((name) => {
        location.hash = name;
      }, section);
      await isAtRest(page, loading);
      await shoot(section, page);
      if (section === 'ledger') await person(page, shoot);
      for (const { screen, word: id } of views) {
        await page
          .getByRole('button', { name: word(id), exact: true })
          .first()
          .click();
        await isAtRest(page, loading);
        await shoot(screen, page);
      }
    }
  } finally {
    await browser.close();
  }
}

async function person(page: Page, shoot: Shoot): Promise<void> {
  await page.locator('[data-row]', { hasText: /\d/ }).nth(4).click();
  await page.locator('aside li').first().waitFor();
  await page.waitForTimeout(QUIET_MS);
  await shoot('ledger-household', page);
}

/** What was asked for is there. */
async function isAtRest(page: Page, loading: string): Promise<void> {
  await page.waitForTimeout(QUIET_MS);
  await page.getByText(loading, { exact: true }).waitFor({ state: 'detached' });
  await page.waitForTimeout(QUIET_MS);
}
