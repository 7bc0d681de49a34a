/**
 * Takes the pictures of this folder from a running demo: `node docs/screenshots/take-screenshots.ts`.
 * The street is made up from a seed; only the dates move with the day the script runs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildAppIfNeeded, DIST_DIR, PROJECT_DIR } from '../../src/server/app-build.ts';
import { type RunningDemo, startDemo } from '../../src/server/demo/start-demo.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';

const FOLDER = join(PROJECT_DIR, 'docs', 'screenshots');
const SIZES = {
  '1280x800': { width: 1280, height: 800 },
  '360x740': { width: 360, height: 740 },
} as const;
const THEMES = ['light', 'dark'] as const;

interface Scene {
  readonly name: string;
  /** From the ledger as it stands after joining. */
  readonly show: (page: Page) => Promise<void>;
}

async function openSection(page: Page, section: string): Promise<void> {
  await page.locator(`nav a[href="#${section}"]`).click();
}

/** Yesterday, so that there are rows at whatever hour the pictures are taken. */
async function showYesterday(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: /^筛选/ });
  const isNarrow = await more.isVisible();
  if (isNarrow) await more.click();
  await page.getByLabel('时间', { exact: true }).selectOption('yesterday');
  if (isNarrow) await more.click();
  await page.locator('[data-row]').nth(10).waitFor();
}

const DESK_SCENES: readonly Scene[] = [
  { name: 'ledger', show: showYesterday },
  {
    name: 'household',
    async show(page) {
      await showYesterday(page);
      await page.locator('[data-row]', { hasText: /\d/ }).nth(4).click();
      await page.locator('aside li').first().waitFor();
    },
  },
  {
    name: 'gate-cards',
    async show(page) {
      await openSection(page, 'passes');
      await page.locator('main [role="img"] path').first().waitFor();
    },
  },
  {
    name: 'passes',
    async show(page) {
      await openSection(page, 'passes');
      await page.getByRole('button', { name: '居民通行码' }).click();
      await page.locator('main li path').nth(10).waitFor();
    },
  },
  {
    name: 'settings',
    async show(page) {
      await openSection(page, 'settings');
      await page.getByRole('heading', { name: '设置' }).waitFor();
    },
  },
];

async function takeDesk(browser: Browser, demo: RunningDemo): Promise<void> {
  for (const [sizeName, viewport] of Object.entries(SIZES)) {
    for (const theme of THEMES) {
      for (const { name, show } of DESK_SCENES) {
        const context = await browser.newContext({
          viewport,
          locale: 'zh-CN',
          colorScheme: theme,
          reducedMotion: 'reduce',
          deviceScaleFactor: 2,
        });
        const page = await context.newPage();
        await page.goto(demo.deskLink);
        await page.locator('nav').waitFor();
        await page.locator('main header').waitFor();
        await page.locator('[aria-busy="false"]').first().waitFor();
        await show(page);
        await page.screenshot({ path: join(FOLDER, `desk-${name}.${sizeName}.${theme}.png`) });
        await context.close();
      }
    }
  }
}

buildAppIfNeeded(console.log);
const { version } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'));
const demo = await startDemo({
  port: 0,
  size: { now: Date.now(), seed: 20_200_326, residents: 2_000, days: 14 },
  appVersion: version,
  distDir: DIST_DIR,
  onFolder: () => {},
});
const browser = await chromium.launch({
  executablePath: CHROMIUM_PATH,
  args: [...CHROMIUM_FLAGS],
});
try {
  await takeDesk(browser, demo);
} finally {
  await browser.close();
  await demo.stop();
}
