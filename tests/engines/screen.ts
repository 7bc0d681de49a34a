import { readFileSync } from 'node:fs';
import type { Browser } from './browser.ts';

const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const;
const WORDS = Object.fromEntries(
  LOCALES.map((locale) => [
    locale,
    JSON.parse(
      readFileSync(new URL(`../../src/words/phone/${locale}.json`, import.meta.url), 'utf8'),
    ) as Record<string, string>,
  ]),
);

const PATIENCE_MS = 30_000;

/** The app's screens, read and touched from inside the page: drivers differ in everything else. */
export class Screen {
  readonly #browser: Browser;
  #words: Record<string, string> = {};

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** In which of its languages the app answers this browser. */
  async readLanguage(): Promise<void> {
    const lang = await this.#until<string>(
      `document.querySelector('h1') && document.documentElement.lang`,
      'a screen',
    );
    this.#words = WORDS[lang] ?? {};
  }

  word(id: string): string {
    const text = this.#words[id];
    if (text === undefined) throw new Error(`no word ${id}`);
    return text;
  }

  async isAt(id: string): Promise<void> {
    await this.isAtHeading(this.word(id));
  }

  async isAtHeading(text: string): Promise<void> {
    const here = `document.querySelector('h1')?.textContent.trim() === ${JSON.stringify(text)}`;
    await this.#until(here, `at ${text}`);
  }

  async sees(text: string): Promise<void> {
    await this.#until(`document.body.innerText.includes(${JSON.stringify(text)})`, `"${text}"`);
  }

  press(id: string): Promise<void> {
    return this.pressText(this.word(id));
  }

  /** The button that begins like this, or else one that has it somewhere. */
  async pressText(text: string): Promise<void> {
    const wanted = JSON.stringify(text);
    await this.#until(
      `(() => {
        const buttons = [...document.querySelectorAll('button:enabled')];
        const saidBy = (one) => one.ariaLabel ?? one.textContent.trim();
        const button =
          buttons.find((one) => saidBy(one).startsWith(${wanted})) ??
          buttons.find((one) => saidBy(one).includes(${wanted}));
        button?.click();
        return button !== undefined;
      })()`,
      `a button "${text}"`,
    );
  }

  /** Into the only field of the screen. */
  async write(text: string): Promise<void> {
    await this.#until(
      `(() => {
        const field = document.querySelector('textarea, input:not([type]), input[type=text]');
        if (!field) return false;
        field.value = ${JSON.stringify(text)};
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return true;
      })()`,
      'a field',
    );
  }

  async pendingIs(count: number): Promise<void> {
    const text = JSON.stringify(`${count}${this.word('top.pending')}`);
    await this.#until(
      `[...document.querySelectorAll('button')].some((one) => one.textContent.replaceAll(/\\s/g, '').startsWith(${text}))`,
      `${count} that wait`,
    );
  }

  /** Until the expression is true; rejects with what stands on the screen instead. */
  async #until<T>(expression: string, what: string): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    let shown = '';
    while (Date.now() < end) {
      try {
        const found = await this.#browser.run<T>(`(${expression})`);
        if (found) return found;
        shown = await this.#browser.run<string>('document.body.innerText');
      } catch (error) {
        // The page is being loaded.
        shown = String(error);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(
      `not seen: ${what}; on the screen: ${shown.replaceAll(/\s+/g, ' ').slice(0, 300)}`,
    );
  }
}
