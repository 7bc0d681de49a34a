import axe from 'axe-core';
import { expect } from 'vitest';

/** By day and by night axe finds nothing, and nothing has to be scrolled to the side. */
export async function hindersNobody(root: HTMLElement): Promise<void> {
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    await Promise.all(document.getAnimations().map((one) => one.finished));
    const { violations } = await axe.run(root);
    expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
  }
}
