// What a saved record costs on a phone: one durable write at a time, as at a gate.
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import type { BenchOptions } from '../bench-options.ts';
import { median, printFigure, quantile, rounded } from '../figure.ts';

const SYSTEMS = ['indexeddb', 'kadian', 'pouchdb', 'rxdb'] as const;
const WRITES_PER_ROUND = 200;

export async function run({ json, rounds = 9 }: BenchOptions): Promise<void> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    define: { global: 'globalThis' },
    optimizeDeps: { entries: ['bench/write/systems/*.ts'] },
    server: {
      port: 0,
      host: '127.0.0.1',
      hmr: false,
      watch: null,
      // Isolation gives the page a clock of 5 µs instead of 100.
      headers: {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const pages = new Map<string, Page>();
    for (const system of SYSTEMS) {
      const page = await browser.newPage();
      page.on('pageerror', (error) => console.error(system, error));
      await page.goto(`${server.resolvedUrls?.local[0]}bench/write/page.html#${system}`);
      await page.waitForFunction(() => 'timeWrites' in globalThis, undefined, { timeout: 120_000 });
      pages.set(system, page);
    }

    const perWriteMs = new Map<string, number[]>(SYSTEMS.map((system) => [system, []]));
    const ratios = new Map<string, number[]>(SYSTEMS.map((system) => [system, []]));
    for (let round = -1; round < rounds; round++) {
      const medians = new Map<string, number>();
      const turn = SYSTEMS.map((_, i) => SYSTEMS[(i + round + 1) % SYSTEMS.length] ?? 'indexeddb');
      for (const system of turn) {
        const page = pages.get(system);
        if (!page) continue;
        // A page in the background would be slowed down.
        await page.bringToFront();
        const timings = await page.evaluate(
          (count) => globalThis.timeWrites(count),
          WRITES_PER_ROUND,
        );
        // The first round only warms up.
        if (round < 0) continue;
        perWriteMs.get(system)?.push(...timings);
        medians.set(system, median(timings));
      }
      const raw = medians.get('indexeddb');
      if (raw === undefined) continue;
      for (const [system, value] of medians) ratios.get(system)?.push(value / raw);
    }
    for (const system of SYSTEMS) {
      const timings = perWriteMs.get(system) ?? [];
      const common = { bench: 'write', case: 'one-durable', system };
      printFigure(
        {
          ...common,
          metric: 'ms_per_write',
          value: rounded(median(timings)),
          unit: 'ms',
          p95: rounded(quantile(timings, 0.95)),
        },
        json,
      );
      const ratio = rounded(median(ratios.get(system) ?? []));
      printFigure({ ...common, metric: 'ratio_to_indexeddb', value: ratio, unit: 'x' }, json);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}
