import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { compileCatalogues } from '../../src/words/compile-catalogues.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../chromium.ts';
import { PATIENCE_MS } from '../journeys/profile.ts';

export interface PrintRig {
  /** The print screen over a scripted desk, nothing shown yet. */
  readonly open: (query?: string, width?: number, height?: number) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Builds the page below page/, serves it, and starts a browser. */
export async function startPrintRig(): Promise<PrintRig> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-print-'));
  const root = join(import.meta.dirname, 'page');
  const outDir = join(folder, 'dist');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [compileCatalogues()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { __APP_VERSION__: '"0"' },
    build: { outDir, target: 'es2022', rolldownOptions: { external: ['crypto'] } },
  });
  const server = await preview({
    root,
    configFile: false,
    build: { outDir },
    preview: { port: 0 },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS],
  });
  return {
    async open(query = '', width = 1280, height = 800) {
      const page = await browser.newPage({ viewport: { width, height } });
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`http://localhost:${address.port}/?${query}`);
      await page.waitForFunction(() => 'printPage' in window);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the printer gets: colours of the ground left out, as browsers do. */
export async function pdfOf(page: Page): Promise<Buffer> {
  // The size and the turn of the paper are an effect, which comes after the frame that shows the sheets.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
      ),
  );
  return page.pdf({ preferCSSPageSize: true });
}
