import type { Page } from 'playwright-core';
import type { Luma } from '../../src/scanning/worker/luma.ts';

/** The next `count` codes that a phone's screen shows, as a camera would see them. */
export async function seenCodes(page: Page, count: number): Promise<readonly Luma[]> {
  const seen = await page.evaluate(async (wanted) => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no code on the screen');
    const pictures: { side: number; dark: string }[] = [];
    let before = '';
    while (pictures.length < wanted) {
      await new Promise(requestAnimationFrame);
      const side = canvas.width;
      const { data } = context.getImageData(0, 0, side, side);
      let dark = '';
      for (let at = 0; at < data.length; at += 4) dark += (data[at] ?? 0) < 128 ? '1' : '0';
      if (dark !== before) pictures.push({ side, dark });
      before = dark;
    }
    return pictures;
  }, count);
  return seen.map(({ side, dark }) => ({
    width: side,
    height: side,
    data: Uint8ClampedArray.from(dark, (one) => (one === '1' ? 20 : 235)),
  }));
}
