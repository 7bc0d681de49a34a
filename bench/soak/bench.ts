// A shift of ten hours in minutes: what page and server hold on to, at its beginning, its middle and its end.
import { fileURLToPath } from 'node:url';
import { type CDPSession, chromium } from 'playwright-core';
import { createServer } from 'vite';
import { fromBase64Url, toBase64Url } from '../../src/encoding/bytes.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import type { BenchOptions } from '../bench-options.ts';
import { printFigure, rounded } from '../figure.ts';
import { startBenchServer } from '../street/bench-server.ts';

/** A gate of ten hours with ten people a minute. */
const ENTRIES = 6_000;
const MB = 1024 * 1024;

export async function run({ json, rows = ENTRIES }: BenchOptions): Promise<void> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const server = await startBenchServer(0, null);
    closing.push(server.close);
    const vite = await createServer({
      configFile: false,
      root: fileURLToPath(new URL('../..', import.meta.url)),
      logLevel: 'error',
      optimizeDeps: { entries: ['bench/soak/page.ts'] },
      server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
    });
    await vite.listen();
    closing.push(() => vite.close());
    const browser = await chromium.launch({
      executablePath: CHROMIUM_PATH,
      args: [...CHROMIUM_FLAGS, '--disable-web-security'],
    });
    closing.push(() => browser.close());
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.exposeFunction('enrol', async (deviceId: string, publicKey: string) =>
      toBase64Url(
        await server.enrol({ deviceId, publicKey: fromBase64Url(publicKey) ?? new Uint8Array() }),
      ),
    );
    await page.goto(`${vite.resolvedUrls?.local[0]}bench/soak/page.html`);
    await page.waitForFunction(() => 'beginShift' in globalThis, undefined, { timeout: 120_000 });
    await page.evaluate((street) => globalThis.beginShift(street), {
      origin: `http://${server.authority}`,
      rootKey: toBase64Url(server.rootKey),
      keyList: toBase64Url(server.keyList),
      sealingKeyId: server.street.sealingKeyId,
      sealingKey: toBase64Url(server.street.sealingPublicRaw),
    });
    const devtools = await page.context().newCDPSession(page);
    const part = Math.ceil(rows / 3);
    for (const when of ['first-third', 'second-third', 'end']) {
      await page.evaluate((count) => globalThis.logEntries(count), part);
      const { heapMb, rssMb, peakMb } = await server.memory();
      const figures = [
        ['page', 'heap_mb', await heapOf(devtools)],
        ['server', 'heap_mb', heapMb],
        ['server', 'rss_mb', rssMb],
        ['server', 'rss_peak_mb', peakMb],
      ] as const;
      for (const [system, metric, value] of figures) {
        const figure = { bench: 'soak', case: when, system, metric, unit: 'MB' };
        printFigure({ ...figure, value: rounded(value) }, json);
      }
    }
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / MB;
}
