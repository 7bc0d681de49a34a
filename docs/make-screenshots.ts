// Takes every picture of docs/screenshots and public/screenshots from the running app: `npm run screenshots`.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildAppIfNeeded, PROJECT_DIR } from '../src/server/app-build.ts';
import { walkDesk } from './screenshots/desk-walk.ts';
import { besideEachOther } from './screenshots/overview.ts';
import { type Theme, walkPhone } from './screenshots/phone-walk.ts';
import { openPictureStreet } from './screenshots/picture-street.ts';

const DOCS = join(PROJECT_DIR, 'docs', 'screenshots');
const PUBLIC = join(PROJECT_DIR, 'public', 'screenshots');
/** Which screens are kept, besides every one in light zh-CN: together the pictures stay below 2.5 MB. */
const DARK_SCREENS = ['gate', 'temperature', 'pass', 'stop'];
const TRANSLATED_SCREENS = ['gate', 'temperature', 'pass'];
const OTHER_LOCALES = ['zh-TW', 'en'] as const;
const DESK_SCREENS = ['ledger', 'household', 'gate-cards'];
const NARROW_SCREENS = ['ledger', 'gate-cards'];
const OVERVIEW_SCREENS = ['gate', 'temperature', 'pass', 'check', 'stop'];
const WIDE = { width: 1280, height: 800 } as const;
const NARROW = { width: 360, height: 740 } as const;

async function shootIn(theme: Theme, page: Page, scale: 'css' | 'device'): Promise<Buffer> {
  await page.evaluate((wanted) => {
    document.documentElement.dataset.theme = wanted;
  }, theme);
  return page.screenshot({ scale, animations: 'disabled' });
}

const keep = (name: string, picture: Buffer): Promise<void> =>
  writeFile(join(DOCS, `${name}.png`), picture);

buildAppIfNeeded(console.log);
const { version } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'));
await mkdir(DOCS, { recursive: true });
await mkdir(PUBLIC, { recursive: true });
const street = await openPictureStreet(version);
const forOverview = new Map<string, Buffer>();
try {
  await walkPhone(street, 'zh-CN', async (screen, page) => {
    await keep(`${screen}.light`, await shootIn('light', page, 'css'));
    if (DARK_SCREENS.includes(screen)) {
      await keep(`${screen}.dark`, await shootIn('dark', page, 'css'));
    }
    const picture = await shootIn('light', page, 'device');
    if (OVERVIEW_SCREENS.includes(screen)) forOverview.set(screen, picture);
    if (screen === 'gate') await writeFile(join(PUBLIC, 'gate.png'), picture);
    if (screen === 'pass') await writeFile(join(PUBLIC, 'verdict.png'), picture);
  });
  await walkDesk(street, 'zh-CN', WIDE, async (screen, page) => {
    if (!DESK_SCREENS.includes(screen)) return;
    const picture = await shootIn('light', page, 'css');
    await keep(`desk-${screen}.light`, picture);
    if (screen !== 'ledger') return;
    await writeFile(join(PUBLIC, 'ledger.png'), picture);
    await keep(`desk-${screen}.dark`, await shootIn('dark', page, 'css'));
  });
  await walkDesk(street, 'zh-CN', NARROW, async (screen, page) => {
    if (!NARROW_SCREENS.includes(screen)) return;
    await keep(`desk-${screen}-narrow.light`, await shootIn('light', page, 'css'));
  });
  for (const locale of OTHER_LOCALES) {
    await walkPhone(street, locale, async (screen, page) => {
      if (!TRANSLATED_SCREENS.includes(screen)) return;
      await keep(`${screen}.${locale}`, await shootIn('light', page, 'css'));
    });
  }
  const phones = OVERVIEW_SCREENS.flatMap((screen) => forOverview.get(screen) ?? []);
  await besideEachOther(phones, join(DOCS, 'overview.png'));
} finally {
  await street.stop();
}
