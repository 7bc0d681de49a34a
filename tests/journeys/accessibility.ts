import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { AXE_LOOKS } from '../ui/axe-looks.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe has against the page as it stands, in each theme; every line names the theme and the element. */
export async function violationsIn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(async (looks) => {
    const { dataset } = document.documentElement;
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
    };
    const before = dataset.theme;
    const seen: (Violation & { readonly theme: string })[] = [];
    for (const [theme, options] of looks) {
      dataset.theme = theme;
      const { violations } = await axe.run(options);
      seen.push(...violations.map((one) => ({ ...one, theme })));
    }
    if (before === undefined) delete dataset.theme;
    else dataset.theme = before;
    return seen;
  }, Object.entries(AXE_LOOKS));
  return found.flatMap(({ theme, id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${theme}: ${id} (${help}): ${html} ${failureSummary ?? ''}`,
    ),
  );
}
