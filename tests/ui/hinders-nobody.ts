import axe from 'axe-core';
import { expect } from 'vitest';
import { AXE_LOOKS, THEMES, type Theme } from './axe-looks.ts';

/** Axe finds nothing in this theme, in which the page stays. */
export async function hindersNobodyIn(theme: Theme, root: HTMLElement): Promise<void> {
  document.documentElement.dataset.theme = theme;
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  const { violations } = await axe.run(root, AXE_LOOKS[theme]);
  const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  expect(found, `axe in the ${theme} theme`).toEqual([]);
}

/** By day and by night axe finds nothing, and nothing has to be scrolled to the side. */
export async function hindersNobody(root: HTMLElement, themes = THEMES): Promise<void> {
  for (const theme of themes) {
    await hindersNobodyIn(theme, root);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
  }
}
