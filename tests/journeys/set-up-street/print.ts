import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Luma } from '../../../src/scanning/worker/luma.ts';
import { cutOut, type PdfPicture, pdfPictures } from '../../print/pdf-pictures.ts';
import { pdfOf } from '../../print/print-rig.ts';
import { deskWord, word } from '../words.ts';
import { EVERYBODY, PEOPLE, type PersonKey, roomOf } from './people.ts';
import { COMPOUND, NORTH, SOUTH, STREET, type StreetSetUp } from './street-set-up.ts';

const DPI = 200;

/** What came out of the printer, as a camera sees it. */
export interface Papers {
  readonly passes: Readonly<Record<PersonKey, Luma>>;
  readonly household: Luma;
  readonly northCard: Luma;
  readonly southCard: Luma;
}

type View = 'passes' | 'cards' | 'register' | 'guide';

export async function everythingIsPrinted(street: StreetSetUp): Promise<Papers> {
  const { page } = street.desk;
  await street.goTo('passes');
  await street.press('passes.print');
  const cards = await cardsOnPaper(street);
  const passes = await passesOnPaper(street);
  const household = await householdOnPaper(street);
  for (const view of ['register', 'guide'] as const) {
    await show(page, view);
    expect((await print(page)).length).toBe(view === 'register' ? 2 : 1);
  }
  await page.getByRole('button', { name: word('act.back') }).click();
  return { passes, household, ...cards };
}

async function cardsOnPaper({ desk: { page } }: StreetSetUp) {
  await show(page, 'cards');
  await choose(
    page,
    'passes.compound',
    deskWord('filter.compound-gates', { name: COMPOUND, count: 2 }),
  );
  await page.getByText(deskWord('print.cards-about', { count: 2 })).waitFor();
  const pictures = await print(page);
  expect(pictures).toHaveLength(1);
  const cardOf = (gate: string) => codeIn(page, pieces(page).filter({ hasText: gate }), pictures);
  return { northCard: await cardOf(NORTH), southCard: await cardOf(SOUTH) };
}

async function passesOnPaper(street: StreetSetUp): Promise<Papers['passes']> {
  const { page } = street.desk;
  await show(page, 'passes');
  await choose(page, 'passes.compound', COMPOUND);
  await page
    .getByText(deskWord('print.passes-about', { count: EVERYBODY.length, sheets: 1 }))
    .waitFor();
  const pictures = await print(page);
  expect(pictures).toHaveLength(1);
  const papers: Partial<Record<PersonKey, Luma>> = {};
  for (const [key, person] of Object.entries(PEOPLE)) {
    const { passCode } = street.residents[key as PersonKey];
    const piece = pieces(page).filter({ hasText: passCode });
    const said = await piece.textContent();
    for (const words of [STREET, COMPOUND, roomOf(person)]) expect(said).toContain(words);
    expect(said).not.toContain(person.name);
    papers[key as PersonKey] = await codeIn(page, piece, pictures);
  }
  return papers as Papers['passes'];
}

async function householdOnPaper({ desk: { page } }: StreetSetUp): Promise<Luma> {
  await page.getByRole('button', { name: deskWord('print.each-household') }).click();
  await page.getByText(deskWord('print.passes-about', { count: 5, sheets: 1 })).waitFor();
  const piece = pieces(page).filter({ hasText: roomOf(PEOPLE.shan) });
  return codeIn(page, piece, await print(page));
}

async function show(page: Page, view: View): Promise<void> {
  const choice = { name: deskWord(`print.view-${view}`), exact: true } as const;
  await page.getByRole('button', choice).click();
  await page.getByRole('button', { ...choice, pressed: true }).waitFor();
  await page.getByRole('button', { name: deskWord('print.print'), exact: true }).waitFor();
}

const choose = (page: Page, id: 'passes.compound', label: string) =>
  page.getByRole('combobox', { name: deskWord(id) }).selectOption({ label });

const pieces = (page: Page): Locator => page.locator('[data-sheet] section');

const print = async (page: Page): Promise<PdfPicture[]> => pdfPictures(await pdfOf(page), DPI);

/** The code of one piece with what stands around it, cut out of the sheet's picture. */
async function codeIn(page: Page, piece: Locator, pictures: readonly PdfPicture[]): Promise<Luma> {
  await page.emulateMedia({ media: 'print' });
  const { sheet, left, top, side } = await piece.locator('[data-code]').evaluate((code) => {
    const mm = (pixels: number): number => (pixels / 96) * 25.4;
    const sheets = [...document.querySelectorAll('[data-sheet]')];
    const its = code.closest('[data-sheet]') as Element;
    const from = its.getBoundingClientRect();
    const box = code.getBoundingClientRect();
    return {
      sheet: sheets.indexOf(its),
      left: mm(box.left - from.left),
      top: mm(box.top - from.top),
      side: mm(box.width),
    };
  });
  await page.emulateMedia({ media: null });
  const picture = pictures[sheet];
  if (!picture) throw new Error(`no sheet ${sheet} was printed`);
  const rim = side / 10;
  return cutOut(picture, left - rim, top - rim, side + 2 * rim);
}
