import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';

const PHONE_WIDTH = 248;
const GAP = 20;

/** Pictures of phones side by side on a quiet ground, as one PNG. */
export async function besideEachOther(pictures: readonly Buffer[], file: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const height = Math.round((PHONE_WIDTH * 740) / 360);
    const width = pictures.length * (PHONE_WIDTH + GAP) + GAP;
    const page = await browser.newPage({ viewport: { width, height: height + 2 * GAP } });
    const images = pictures
      .map((picture) => `<img alt="" src="data:image/png;base64,${picture.toString('base64')}">`)
      .join('');
    await page.setContent(`<style>
      body { margin: 0; padding: ${GAP}px; display: flex; gap: ${GAP}px; background: #e4e9e7 }
      img { width: ${PHONE_WIDTH}px; height: ${height}px; border-radius: 12px; box-shadow: 0 1px 6px #0003 }
    </style>${images}`);
    await page.waitForFunction(() => Array.from(document.images).every((image) => image.complete));
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}
