import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOn, cutOut, type PdfPicture, pdfPictures, readHeld } from '../print/pdf-pictures.ts';
import { type PrintRig, pdfOf, startPrintRig } from '../print/print-rig.ts';

const DPI = 150;
let rig: PrintRig;

beforeAll(async () => {
  rig = await startPrintRig();
});
afterAll(() => rig?.close());

interface PrintedCode {
  readonly sheet: number;
  /** Of the code with its quiet zone, millimetres from the sheet's corner. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** Of its dark square alone. */
  readonly darkSide: number;
}

async function show(
  page: Page,
  view: 'passes' | 'cards' | 'poster' | 'register' | 'guide',
  kind?: 'household',
) {
  await page.evaluate(([what, whose]) => window.printPage.show(what, whose), [view, kind] as const);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^(打印|列印|Print)$/ })
    .waitFor();
}

const codePlaces = (page: Page): Promise<PrintedCode[]> =>
  page.evaluate(() => {
    const mm = (pixels: number): number => (pixels / 96) * 25.4;
    const sheets = [...document.querySelectorAll('[data-sheet]')];
    return [...document.querySelectorAll<SVGSVGElement>('[data-code]')].map((code) => {
      const sheet = code.closest('[data-sheet]') as Element;
      const on = sheet.getBoundingClientRect();
      const { left, top, width } = code.getBoundingClientRect();
      const modules = code.viewBox.baseVal.width;
      return {
        sheet: sheets.indexOf(sheet),
        left: mm(left - on.left),
        top: mm(top - on.top),
        side: mm(width),
        darkSide: (mm(width) * (modules - 8)) / modules,
      };
    });
  });

function readAt(pictures: readonly PdfPicture[], { sheet, left, top, side }: PrintedCode): string {
  const picture = pictures[sheet];
  if (!picture) return 'no such page';
  return readHeld(cutOut(picture, left, top, side)) ?? 'unreadable';
}

describe.each(['resident', 'household'] as const)('passes of every %s', (kind) => {
  test('are read back from the paper, all of them, and a building begins a new sheet', async () => {
    const page = await rig.open('theme=dark');
    await show(page, 'passes', kind === 'household' ? kind : undefined);
    const pictures = await pdfPictures(await pdfOf(page), DPI);
    expect(pictures.map(({ paper }) => paper)).toEqual([
      { width: 210, height: 297 },
      { width: 210, height: 297 },
    ]);
    await page.emulateMedia({ media: 'print' });
    const places = await codePlaces(page);
    expect(places.map(({ sheet }) => sheet)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    expect(Math.min(...places.map(({ darkSide }) => darkSide))).toBeGreaterThanOrEqual(30);
    const passes = await page.evaluate((which) => window.printPage.passes[which], kind);
    expect(places.map((place) => readAt(pictures, place))).toEqual(
      passes.map(({ passText }) => passText),
    );
    const text = await page.locator('[data-sheet]').first().innerText();
    for (const words of ['青石街道', '梧桐里小区', '7K3F-00', '1-1-101', '2022年6月30日']) {
      expect(text).toContain(words);
    }
    expect(await page.content()).not.toContain('周敬明');
    expect(await page.title()).toBe('Print');
    await page.close();
  });
});

test('large print puts two passes on a page', async () => {
  const page = await rig.open('passes=3');
  await show(page, 'passes');
  await page.getByRole('button', { name: '大字' }).click();
  await page.getByText('3 张码，2 页').waitFor();
  const pictures = await pdfPictures(await pdfOf(page), DPI / 2);
  expect(pictures).toHaveLength(2);
  await page.emulateMedia({ media: 'print' });
  const places = await codePlaces(page);
  expect(Math.min(...places.map(({ darkSide }) => darkSide))).toBeGreaterThan(70);
  const passes = await page.evaluate(() => window.printPage.passes.resident);
  expect(places.map((place) => readAt(pictures, place))).toEqual(
    passes.map(({ passText }) => passText),
  );
  await page.close();
});

test('gate cards are read back, by whoever moves a phone over the sheet', async () => {
  const page = await rig.open('theme=dark');
  await show(page, 'cards');
  const [picture, ...more] = await pdfPictures(await pdfOf(page), DPI);
  const cards = await page.evaluate(() => window.printPage.cards);
  expect(more).toEqual([]);
  expect(codesOn(picture as PdfPicture).sort()).toEqual([cards.g1, cards.g2].sort());
  const text = await page.locator('[data-sheet]').innerText();
  expect(text.replace(/\s/g, '')).toContain(cards.g1?.slice(4));
  expect(text).toContain('不张贴、不拍照，丢了马上告诉社区');
  await page.emulateMedia({ media: 'print' });
  const places = await codePlaces(page);
  expect(Math.min(...places.map(({ darkSide }) => darkSide))).toBeGreaterThanOrEqual(35);
  await page.close();
});

test('a poster leads to the visitors’ form of its gate, large enough to be scanned from some steps away', async () => {
  const page = await rig.open('theme=dark');
  await show(page, 'poster');
  const pictures = await pdfPictures(await pdfOf(page), DPI / 2);
  await page.emulateMedia({ media: 'print' });
  const places = await codePlaces(page);
  expect(places.map((place) => readAt(pictures, place))).toEqual([
    'https://street.example/visit/#g1',
    'https://street.example/visit/#g2',
  ]);
  expect(Math.min(...places.map(({ darkSide }) => darkSide))).toBeGreaterThanOrEqual(80);
  const text = await page.locator('[data-sheet]').first().innerText();
  for (const words of ['青石街道', '北门', '访客登记', '訪客登記', 'Visitors: register here']) {
    expect(text).toContain(words);
  }
  await page.close();
});

test('only the buildings that were asked for are printed', async () => {
  const page = await rig.open('passes=30');
  await show(page, 'passes');
  await page.getByText('30 张码，4 页').waitFor();
  await page.getByLabel('从哪幢').selectOption('3');
  await page.getByText('14 张码，2 页').waitFor();
  await page.getByLabel('到哪幢').selectOption('3');
  await page.getByText('8 张码，1 页').waitFor();
  expect(await page.locator('[data-sheet]').innerText()).toContain('3-1-101');
  await page.close();
});

const VIEWS = [
  ['passes', 2, '210 × 297'],
  ['cards', 1, '210 × 297'],
  ['poster', 2, '210 × 297'],
  ['register', 2, '297 × 210'],
  ['guide', 1, '210 × 297'],
] as const;

test.each(['zh-CN', 'zh-TW', 'en'])(
  'nothing is cut off by a sheet or a scissor in %s',
  async (locale) => {
    const page = await rig.open(`locale=${locale}`);
    for (const [view, sheets, paper] of VIEWS) {
      await page.emulateMedia({ media: 'screen' });
      await show(page, view);
      await expect.poll(() => page.locator('[data-sheet]').count()).toBe(sheets);
      // What a sheet is, is the same in every language.
      if (locale === 'zh-CN') {
        const pictures = await pdfPictures(await pdfOf(page), 18);
        expect(pictures.map(({ paper: { width, height } }) => `${width} × ${height}`)).toEqual(
          Array.from({ length: sheets }, () => paper),
        );
      }
      await page.emulateMedia({ media: 'print' });
      expect(await cutOff(page), view).toEqual([]);
    }
    await page.close();
  },
);

/** Whatever reaches over the piece it stands on, or into the rim that printers leave white. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const rim = (4 / 25.4) * 96;
    const elements = document.querySelectorAll(
      '[data-sheet] :is(p, b, h2, dd, dt, td, th, footer, [data-code])',
    );
    const isCut = (element: Element): boolean => {
      const { right, bottom } = element.getBoundingClientRect();
      const sheet = element.closest('[data-sheet]')?.getBoundingClientRect();
      const piece = element.closest('section')?.getBoundingClientRect();
      if (!sheet || !piece) throw new Error('not on a sheet');
      return (
        right > Math.min(sheet.right - rim, piece.right + 1) ||
        bottom > Math.min(sheet.bottom - rim, piece.bottom + 1)
      );
    };
    return [...elements].filter(isCut).map((element) => element.outerHTML.slice(0, 120));
  });
