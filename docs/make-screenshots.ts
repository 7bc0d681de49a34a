// Takes every picture of docs/pictures and public/screenshots from the running app: `npm run screenshots`.
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAppIfNeeded, PROJECT_DIR } from '../src/server/app-build.ts';
import { walkDesk } from './screenshots/desk-walk.ts';
import { besideEachOther } from './screenshots/overview.ts';
import { walkPhone } from './screenshots/phone-walk.ts';
import { type Picture, pictureList } from './screenshots/picture-list.ts';
import { openPictureStreet } from './screenshots/picture-street.ts';
import { type Theme, takePicture } from './screenshots/take-picture.ts';

const DOCS = join(PROJECT_DIR, 'docs', 'pictures');
const PUBLIC = join(PROJECT_DIR, 'public', 'screenshots');
/** Kept in the dark, too. */
const DARK_SCREENS = [
  ...['locked', 'gate', 'temperature', 'pass', 'check', 'stop', 'fever-held', 'find', 'close'],
  ...['desk-today', 'desk-report', 'desk-ledger'],
];
const OVERVIEW_SCREENS = ['gate', 'temperature', 'pass', 'check', 'stop'];
/** As an app store shows them; PNG, in the pixels of a phone. */
const PUBLIC_NAMES: Readonly<Record<string, string>> = {
  gate: 'gate',
  pass: 'verdict',
  'desk-ledger': 'ledger',
};
const VIEWPORTS = {
  '1280': { width: 1280, height: 800 },
  '360': { width: 360, height: 740 },
} as const;

buildAppIfNeeded(console.log);
const { version } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'));
await mkdir(DOCS, { recursive: true });
await mkdir(PUBLIC, { recursive: true });
for (const name of await readdir(DOCS)) await rm(join(DOCS, name));
const pictures: Picture[] = [];
const street = await openPictureStreet(version);
const forOverview = new Map<string, Buffer>();

async function keep(screen: string, size: string, page: Parameters<typeof takePicture>[1]) {
  const themes: readonly Theme[] = DARK_SCREENS.includes(screen) ? ['dark', 'light'] : ['light'];
  for (const theme of themes) {
    const file = `${[screen, size, theme].filter(Boolean).join('.')}.webp`;
    await writeFile(join(DOCS, file), await takePicture(theme, page));
    pictures.push({ screen, file });
  }
  console.log(screen, size);
}

try {
  await walkPhone(street, 'zh-CN', async (screen, page) => {
    await keep(screen, '', page);
    const publicName = PUBLIC_NAMES[screen];
    if (publicName === undefined && !OVERVIEW_SCREENS.includes(screen)) return;
    const picture = await page.screenshot({ scale: 'device', animations: 'disabled' });
    forOverview.set(screen, picture);
    if (publicName) await writeFile(join(PUBLIC, `${publicName}.png`), picture);
  });
  for (const [size, viewport] of Object.entries(VIEWPORTS)) {
    await walkDesk(street, 'zh-CN', viewport, async (section, page) => {
      const screen = `desk-${section}`;
      await keep(screen, size, page);
      const publicName = PUBLIC_NAMES[screen];
      if (!publicName || size === '360') return;
      const picture = await page.screenshot({ animations: 'disabled' });
      await writeFile(join(PUBLIC, `${publicName}.png`), picture);
    });
  }
  const phones = OVERVIEW_SCREENS.flatMap((screen) => forOverview.get(screen) ?? []);
  await besideEachOther(phones, join(DOCS, 'overview.png'));
  await writeFile(join(DOCS, 'README.md'), pictureList(pictures));
} finally {
  await street.stop();
}
