import type { Page } from 'playwright-core';

export type Theme = 'light' | 'dark';

const QUALITY = 80;

/** What the window shows as a WebP, one pixel for each CSS pixel. */
export async function takePicture(theme: Theme, page: Page): Promise<Buffer> {
  const { x, y, width, height, ratio } = await page.evaluate((wanted) => {
    document.documentElement.dataset.theme = wanted;
    return {
      x: scrollX,
      y: scrollY,
      width: innerWidth,
      height: innerHeight,
      ratio: devicePixelRatio,
    };
  }, theme);
  const devTools = await page.context().newCDPSession(page);
  const { data } = await devTools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { x, y, width, height, scale: 1 / ratio },
  });
  await devTools.detach();
  return Buffer.from(data, 'base64');
}
