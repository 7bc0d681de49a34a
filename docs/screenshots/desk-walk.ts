import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import type { Shoot } from './phone-walk.ts';
import type { PictureStreet } from './picture-street.ts';
import { type Locale, wordsOf } from './picture-words.ts';

export type Viewport = { readonly width: number; readonly height: number };

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
    await page.goto(await street.deskLink());
    await page.locator('[data-row]').nth(8).waitFor();
    await shoot('ledger', page);
    await page.locator('[data-row]', { hasText: /\d/ }).nth(4).click();
    await page.locator('aside li').first().waitFor();
    await shoot('household', page);
    await page.goto('about:blank');
    await page.goto(street.url);
    await openSection(page, 'passes');
    await page.locator('main [role="img"] path').first().waitFor();
    await shoot('gate-cards', page);
    const residents = wordsOf(locale, 'desk')('passes.residents');
    await page.getByRole('button', { name: residents }).click();
    await page.locator('main li path').nth(10).waitFor();
    await shoot('passes', page);
    await openSection(page, 'settings');
    await page
      .getByRole('heading', { name: wordsOf(locale, 'desk')('desk-settings.title') })
      .waitFor();
    await shoot('settings', page);
  } finally {
    await browser.close();
  }
}

const openSection = (page: Page, section: string): Promise<void> =>
  page.locator(`nav a[href="#${section}"]`).click();
