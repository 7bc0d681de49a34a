import { readFile } from 'node:fs/promises';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { violationsIn } from './accessibility.ts';
import { openProfile, PATIENCE_MS } from './profile.ts';
import { readCsv } from './strict-csv.ts';
import { deskWord, word } from './words.ts';

/** The desk's browser, 1280 × 800. */
export class Desk {
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** Joins by the invitation and opens the ledger. Without a time its clock is the machine's. */
  static async join(folder: string, invitation: string, now: number | null): Promise<Desk> {
    const viewport = { width: 1280, height: 800 };
    const context = await openProfile({ folder, viewport, isKeptOffline: false });
    context.setDefaultTimeout(PATIENCE_MS);
    if (now !== null) await context.clock.setFixedTime(now);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(invitation);
    await page.getByRole('textbox', { name: word('join.name') }).fill('梧桐里值班台');
    await page.getByRole('button', { name: word('join.join') }).click();
    await page.getByRole('heading', { level: 1, name: deskWord('today.title') }).waitFor();
    await page.goto(new URL('#ledger', page.url()).href);
    await page.getByRole('heading', { level: 1, name: deskWord('ledger.title') }).waitFor();
    return new Desk(context, page);
  }

  setClock(now: number): Promise<void> {
    return this.context.clock.setFixedTime(now);
  }

  /** The ledger comes to hold this many entries by itself. */
  async holds(entries: number): Promise<void> {
    await this.page
      .getByText(deskWord('ledger.total', { total: entries }), { exact: true })
      .waitFor();
    await this.#lines()
      .nth(entries - 1)
      .waitFor();
    expect(await this.#lines().count()).toBe(entries);
  }

  /** What each line of the ledger says, newest first. */
  rows(): Promise<string[]> {
    return this.#lines().allInnerTexts();
  }

  #lines(): Locator {
    const { page } = this;
    return page
      .getByRole('table')
      .getByRole('row')
      .filter({ has: page.getByRole('button') });
  }

  async export(): Promise<Record<string, string>[]> {
    const downloads = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: deskWord('ledger.export') }).click();
    const download = await downloads;
    expect(download.suggestedFilename()).toBe(
      `${deskWord('ledger.file-name', { days: '2022-03-28' })}.csv`,
    );
    return readCsv(await readFile(await download.path(), 'utf8'));
  }

  async isAccessible(screen: string): Promise<void> {
    expect(await violationsIn(this.page), `axe at the desk: ${screen}`).toEqual([]);
  }
}
