import type { BrowserContext, Locator, Page } from 'playwright-core';
import { showInClip } from '../../tests/clips/clip.ts';
import type { PictureStreet } from './picture-street.ts';

/** Called at every screen, with the screen as it stands. */
export type Shoot = (screen: string, page: Page) => Promise<void>;

interface Held {
  readonly street: PictureStreet;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the camera plays. */
  readonly clip: string;
  readonly word: (id: string) => string;
  readonly shoot: Shoot;
}

const NINE_KEYS = ['', '', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

/** A volunteer's hand on a phone: what is on the screen is tapped, codes are held before the camera. */
export class PhoneHand {
  readonly street: PictureStreet;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly word: (id: string) => string;
  readonly #clip: string;
  readonly #shoot: Shoot;
  #passes = 0;

  constructor({ street, context, page, clip, word, shoot }: Held) {
    this.street = street;
    this.context = context;
    this.page = page;
    this.word = word;
    this.#clip = clip;
    this.#shoot = shoot;
  }

  async take(screen: string): Promise<void> {
    await this.page.waitForTimeout(300);
    await this.#shoot(screen, this.page);
  }

  async later(ms: number): Promise<void> {
    await this.street.advance(ms);
    await this.context.clock.setFixedTime(this.street.now());
  }

  async show(text: string, understood: Locator): Promise<void> {
    await showInClip(this.#clip, { text });
    await understood.first().waitFor();
    await showInClip(this.#clip, { text: null });
  }

  /** Somebody of another household holds up a pass. */
  async nextPerson(): Promise<void> {
    await this.later(40_000);
    const pass = this.street.greenPasses[this.#passes];
    this.#passes += 1;
    if (pass === undefined) throw new Error('nobody is left');
    await this.show(pass, this.heading('measure.title'));
  }

  async measure(whole: string, reading: string): Promise<void> {
    const pad = this.page.getByRole('region', { name: this.word('keys.temperature') });
    if (whole !== '36') await this.page.getByRole('button', { name: whole, exact: true }).tap();
    await pad.getByRole('button', { name: new RegExp(`^${reading.replace('.', '\\.')}`) }).tap();
    if (whole !== '36') await this.press('keys.confirm');
  }

  async typeOnNineKeys(letters: string): Promise<void> {
    const pad = this.page.getByRole('region', { name: this.word('keys.nine') });
    for (const letter of letters) {
      const digit = NINE_KEYS.findIndex((key) => key.includes(letter));
      await pad.getByRole('button', { name: new RegExp(`^${digit}`) }).tap();
    }
  }

  heading(id: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.word(id), exact: true });
  }

  async title(id: string): Promise<void> {
    await this.heading(id).waitFor();
  }

  async atTheGate(): Promise<void> {
    await this.page.getByText(this.word('gate.hold-code')).waitFor();
  }

  async press(id: string): Promise<void> {
    await this.page
      .getByRole('button', { name: this.word(id) })
      .first()
      .tap();
  }

  async fill(id: string, text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: this.word(id) }).fill(text);
  }
}
