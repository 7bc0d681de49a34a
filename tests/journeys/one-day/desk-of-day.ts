import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { USUAL_FIGURES } from '../../../src/domain/report-figures.ts';
import { openProfile, PATIENCE_MS } from '../profile.ts';
import { deskWord, word } from '../words.ts';
import type { DayStreet } from './day-street.ts';
import type { Tally } from './gate-shift-done.ts';

/** A row of the report as it stands on the screen. */
export interface ReportedRow {
  readonly state: string;
  /** As printed: '12', '≥ 12' or '—'. */
  readonly figures: readonly string[];
  readonly signed: string;
  readonly note: string;
}

const COLUMNS: readonly (keyof Tally)[] = USUAL_FIGURES as readonly (keyof Tally)[];

/** What a row must show of a gate where all of this was done. */
export const inFigures = (tally: Tally): string[] => COLUMNS.map((column) => `${tally[column]}`);
export const atLeast = (tally: Tally): string[] => COLUMNS.map((column) => `≥ ${tally[column]}`);

/** The street's desk, in a browser. */
export class DeskOfDay {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #street: DayStreet;
  readonly #folder: string;

  private constructor(page: Page, context: BrowserContext, street: DayStreet, folder: string) {
    this.page = page;
    this.#context = context;
    this.#street = street;
    this.#folder = folder;
  }

  static async join(folder: string, street: DayStreet): Promise<DeskOfDay> {
    const viewport = { width: 1280, height: 800 };
    const profile = { folder: join(folder, 'desk'), viewport, isKeptOffline: false };
    const context = await openProfile(profile);
    context.setDefaultTimeout(PATIENCE_MS);
    await context.clock.setFixedTime(street.now());
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(street.deskInvitation);
    await page.getByRole('textbox', { name: word('join.name') }).fill('街道值班台');
    await page.getByRole('button', { name: word('join.join') }).click();
    const desk = new DeskOfDay(page, context, street, folder);
    await desk.isAt('today');
    return desk;
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  async opens(section: 'today' | 'report' | 'rota'): Promise<void> {
    await this.#context.clock.setFixedTime(this.#street.now());
    await this.page.evaluate((hash) => {
      location.hash = '#settings';
      location.hash = hash;
    }, `#${section}`);
    await this.isAt(section);
  }

  isAt(section: 'today' | 'report' | 'rota'): Promise<void> {
    const name = deskWord(`desk.section-${section}`);
    return this.page.locator('a[aria-current=page]').filter({ hasText: name }).first().waitFor();
  }

  /** A spreadsheet of the day's rota, as a street draws it. */
  async importsRota(lines: readonly string[]): Promise<void> {
    const file = join(this.#folder, 'rota.csv');
    await writeFile(file, lines.join('\r\n'));
    await this.opens('rota');
    await this.page.getByText(deskWord('rota-desk.view-import'), { exact: true }).click();
    await this.page.locator('input[type=file]').setInputFiles(file);
    const count = lines.length - 1;
    await this.page.getByRole('button', { name: deskWord('rota-desk.import', { count }) }).click();
    // As many people are new.
    const changed = { rows: count, changed: 2 * count };
    await this.page.getByText(deskWord('rota-desk.imported', changed)).waitFor();
  }

  /** A gate that was last heard within the ten minutes after this clock time, without its last digit. */
  async seesSilent(since: string, names: string): Promise<void> {
    const words = deskWord('today.silent-since', { time: 'SINCE', names });
    await this.page.getByText(new RegExp(words.replace('SINCE', `${since}\\d`))).waitFor();
  }

  /** On the rota of today. */
  async personIs(name: string, state: 'missing' | 'on'): Promise<void> {
    const { page } = this;
    await page.getByText(name).first().waitFor();
    await page
      .getByText(deskWord(`rota-desk.state-${state}`))
      .first()
      .waitFor();
  }

  /** The row of a gate or of a sum, once it says this. */
  async reportOf(name: string, says: string | RegExp): Promise<ReportedRow> {
    const row = this.page
      .getByRole('table')
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name }) })
      .filter({ hasText: says });
    await row.first().waitFor();
    const cells = (await row.first().getByRole('cell').all()).map((cell) =>
      cell.evaluate((element) => (element as HTMLElement).innerText.split('\n')[0]?.trim() ?? ''),
    );
    const [state = '', ...rest] = await Promise.all(cells);
    return {
      state: state.trim(),
      figures: rest.slice(0, COLUMNS.length),
      signed: rest.at(-2) ?? '',
      note: rest.at(-1) ?? '',
    };
  }

  /** The number opens as many rows as it says. */
  async opensRows(gate: string, column: string, figure: number): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: `${gate} ${column} ${figure}`, exact: true }).click();
    const number = deskWord('report.rows-of', { place: gate, figure: column, number: `${figure}` });
    const panel = page.getByRole('complementary', { name: number });
    await panel.getByText(deskWord('report.rows-total', { total: figure })).waitFor();
    expect(await panel.getByRole('listitem').count()).toBe(figure);
    await panel.getByRole('button', { name: deskWord('household.close') }).click();
    await panel.waitFor({ state: 'detached' });
  }

  async signs(place: string, by: string): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: deskWord('report.sign'), exact: true }).click();
    const name = deskWord('report.sign-of', { place });
    const panel = page.getByRole('complementary', { name });
    await panel.getByRole('textbox', { name: deskWord('report.by') }).fill(by);
    await panel.getByRole('button', { name: deskWord('report.sign'), exact: true }).click();
    await page.getByText(deskWord('report.is-signed', { place })).waitFor();
  }
}
