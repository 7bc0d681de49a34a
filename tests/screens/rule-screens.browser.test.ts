import { h, render } from 'preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { OpenCases } from '../../src/screens/shift/open-cases.tsx';
import { loadWords, say } from '../../src/words/i18n.ts';
import { THEMES } from '../ui/axe-looks.ts';
import { hindersNobodyIn } from '../ui/hinders-nobody.ts';
import { RULE_SCREENS } from './rule-screens.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);

/** Every one of them while a fever case is open. */
function show(name: string): void {
  const screen = RULE_SCREENS.find(([one]) => one === name)?.[1];
  const value = { count: 2, since: Date.now() - 38 * 60_000, onOpen: (): void => undefined };
  render(null, root);
  render(h(OpenCases.Provider, { value, children: screen?.() }), root);
}

const names = RULE_SCREENS.map(([name]) => name);
/** All that can be told at once, and a note of the desk over a reading: the page scrolls, the acts stay. */
const scrolling = new Set([
  'asking by hand',
  'a first reading with instruments',
  'a second reading with instruments',
  'a pass of little knowledge',
]);

beforeEach(async () => {
  await loadWords('zh-CN', 'phone');
  document.documentElement.lang = 'zh-CN';
  await page.viewport(360, 740);
});

test.each(names.filter((name) => !scrolling.has(name)))('%s needs no scrolling', (name) => {
  show(name);
  expect(document.documentElement.scrollHeight - innerHeight).toBeLessThanOrEqual(0);
});

test.each(names)('%s shows the open cases with their clock', async (name) => {
  show(name);
  const label = say('case.top-label', { count: 2 });
  await expect.element(page.getByRole('button', { name: label })).toBeVisible();
});

describe.each(['zh-CN', 'zh-TW', 'en'] as const)('on 320 × 568 in %s', (locale) => {
  test.each(names)('%s is not wider than the phone', async (name) => {
    await page.viewport(320, 568);
    await loadWords(locale, 'phone');
    document.documentElement.lang = locale;
    show(name);
    expect(document.documentElement.scrollWidth).toBe(320);
  });
});

describe.each(THEMES)('in the %s theme', (theme) => {
  test.each(names)('%s is accessible by axe', async (name) => {
    show(name);
    await hindersNobodyIn(theme, root);
  });
});
