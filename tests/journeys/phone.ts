import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Luma } from '../../src/scanning/worker/luma.ts';
import { showInClip, showPictureInClip, showPicturesInClip, writeClip } from '../clips/clip.ts';
import { violationsIn } from './accessibility.ts';
import { killBrowserOf, openProfile, PATIENCE_MS } from './profile.ts';
import { verdictsBeforeTheirRecord, watchSaving } from './saving-seen.ts';
import { word } from './words.ts';

type WordId = Parameters<typeof word>[0];
type Values = Parameters<typeof word>[1];

/** Longer than a code must be out of sight to count as raised again, with room for the camera. */
const OUT_OF_SIGHT_MS = 2_500;

/** A volunteer's phone: 360 × 740, a camera that sees what is held up, a profile that outlives the browser. */
export class Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #folder: string;
  readonly #clip: string;
  #taps = 0;

  private constructor(context: BrowserContext, page: Page, folder: string, clip: string) {
    this.context = context;
    this.page = page;
    this.#folder = folder;
    this.#clip = clip;
  }

  static async open(options: {
    readonly folder: string;
    readonly clip: string;
    readonly address: string;
    readonly now: number;
    readonly offline?: boolean;
    readonly isKeptOffline?: boolean;
  }): Promise<Phone> {
    const { folder, clip, address, now, offline = false, isKeptOffline = true } = options;
    await writeClip(clip, [{ text: null, ms: 300 }]);
    const viewport = { width: 360, height: 740 };
    const profile = { folder, viewport, clip, offline, isKeptOffline, isPhone: true };
    const context = await openProfile(profile);
    context.setDefaultTimeout(PATIENCE_MS);
    await context.clock.setFixedTime(now);
    const verdicts = [word('verdict.pass'), word('verdict.check'), word('verdict.stop')];
    await context.addInitScript(watchSaving, verdicts);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(address);
    return new Phone(context, page, folder, clip);
  }

  /** Until the shell is on the phone: from then on the app opens without a network. */
  async untilKeptOffline(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  /** Cuts the network, not before every tab of the app opens without it. */
  async goOffline(): Promise<void> {
    await this.untilKeptOffline();
    await this.context.setOffline(true);
  }

  /** Taps since the last code was read. */
  get taps(): number {
    return this.#taps;
  }

  setClock(now: number): Promise<void> {
    return this.context.clock.setFixedTime(now);
  }

  async tap(what: Locator): Promise<void> {
    this.#taps += 1;
    await what.tap();
  }

  /** Taps the button of this name, which may have a second line. */
  press(id: WordId, values?: Values): Promise<void> {
    return this.tap(this.button(id, values));
  }

  button(id: WordId, values?: Values): Locator {
    return this.page.getByRole('button', { name: word(id, values) });
  }

  field(id: WordId): Locator {
    return this.page.getByRole('textbox', { name: word(id) });
  }

  async sees(id: WordId, values?: Values): Promise<void> {
    await this.page.getByText(word(id, values)).first().waitFor();
  }

  /** The screen whose heading this is. Rejects with what stands there instead. */
  async isAt(heading: string): Promise<void> {
    await this.heading(heading)
      .waitFor()
      .catch(async (error) => {
        throw new Error(`not at ${heading}: ${await this.page.locator('body').ariaSnapshot()}`, {
          cause: error,
        });
      });
  }

  /** Holds a code, or the picture of a paper with one, up until the phone has understood it. */
  async scan(shown: string | Luma, understood: Locator): Promise<void> {
    if (typeof shown === 'string') await showInClip(this.#clip, { text: shown });
    else await showPictureInClip(this.#clip, shown);
    await understood.waitFor();
    this.#taps = 0;
    await showInClip(this.#clip, { text: null });
  }

  /** Holds a moving picture up, some of it at a time as `look` sees it, until the phone has understood it. */
  async watch(look: () => Promise<readonly Luma[]>, understood: Locator): Promise<void> {
    await expect
      .poll(
        async () => {
          await showPicturesInClip(this.#clip, await look());
          return understood.waitFor({ timeout: 700 }).then(
            () => true,
            () => false,
          );
        },
        { timeout: PATIENCE_MS },
      )
      .toBe(true);
    await showInClip(this.#clip, { text: null });
  }

  /**
   * A code that was read lately counts as raised again only after it was out of sight: longer each time, as a camera
   * under load shows late what is held before it.
   */
  async scanAgain(text: string, understood: Locator): Promise<void> {
    for (let factor = 1; factor <= 8; factor *= 2) {
      await this.page.waitForTimeout(OUT_OF_SIGHT_MS * factor);
      await showInClip(this.#clip, { text });
      const isUnderstood = understood.waitFor({ timeout: 4_000 * factor });
      if (await isUnderstood.then(() => true).catch(() => false)) break;
      await showInClip(this.#clip, { text: null });
    }
    await this.scan(text, understood);
  }

  heading(heading: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: heading, exact: true });
  }

  /** Axe, in both themes. */
  async isAccessible(screen: string): Promise<void> {
    expect(await violationsIn(this.page), `axe on the phone: ${screen}`).toEqual([]);
  }

  async pendingIs(count: number): Promise<void> {
    const name = new RegExp(`^${count}\\s*${word('top.pending')}`);
    await this.page.getByRole('button', { name }).waitFor();
  }

  /** How many verdicts were shown since the last question, every one after its record was saved. */
  async savedEveryVerdictFirst(): Promise<number> {
    const seen = await this.page.evaluate(() => window.savingSeen.splice(0));
    expect(verdictsBeforeTheirRecord(seen)).toEqual([]);
    return seen.filter((event) => event === 'verdict').length;
  }

  /** The verdicts since the last question were of entries made before. */
  async showedAnEarlierVerdict(): Promise<void> {
    await this.page.evaluate(() => window.savingSeen.splice(0));
  }

  /** As when the battery falls out. */
  async kill(): Promise<void> {
    const closed = this.context.waitForEvent('close');
    killBrowserOf(this.#folder);
    await closed;
  }
}
