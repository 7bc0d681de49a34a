import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe has against the page as it stands, in each theme; every line names the theme and the element. */
export async function violationsIn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    const violations = await page.evaluate(async (wanted): Promise<Violation[]> => {
      const { dataset } = document.documentElement;
      const before = dataset.theme;
      dataset.theme = wanted;
      const { axe } = window as unknown as {
        axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
      };
      const { violations } = await axe.run({ resultTypes: ['violations'] });
      if (before === undefined) delete dataset.theme;
      else dataset.theme = before;
      return violations;
    }, theme);
    for (const { id, help, nodes } of violations) {
      for (const { html, failureSummary } of nodes) {
        found.push(`${theme}: ${id} (${help}): ${html} ${failureSummary ?? ''}`);
      }
    }
  }
  return found;
}
