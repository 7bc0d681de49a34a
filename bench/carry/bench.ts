// A log from one phone's screen to another's camera: moving codes filmed at 720 lines, read by the product's scanner.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { BYTES_PER_CODE, CODES_PER_SECOND } from '../../src/screens/carry/moving-codes.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import type { BenchOptions } from '../bench-options.ts';
import { median, printFigure, rounded } from '../figure.ts';
import { servePage } from '../serve-page.ts';
import { slowDown } from '../video/slow-down.ts';
import { type Filming, writeCarryClip } from './clip.ts';
import { LOG_BYTES } from './clip-plan.ts';
import type { CarryObservations } from './page.ts';

const PRODUCT = { bytesPerCode: BYTES_PER_CODE, codesPerSecond: CODES_PER_SECOND, noise: 6 };
const CASES: Readonly<Record<string, { filming: Filming; slowed: number }>> = {
  'qr-720p': { filming: PRODUCT, slowed: 1 },
  'qr-720p-4x': { filming: PRODUCT, slowed: 4 },
};
const PATIENCE_MS = 90_000;

export async function run({ json, rounds = 3 }: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-carry-'));
  const served = await servePage(fileURLToPath(new URL('.', import.meta.url)));
  try {
    for (const [name, { filming, slowed }] of Object.entries(CASES)) {
      const clip = join(folder, `${name}.y4m`);
      await writeCarryClip(clip, filming);
      const seen: CarryObservations[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await watch(served.url, clip, slowed));
      }
      await rm(clip);
      const print = (metric: string, unit: string, of: (one: CarryObservations) => number) =>
        printFigure(
          {
            bench: 'carry',
            case: name,
            system: 'kadian',
            metric,
            value: rounded(median(seen.map(of))),
            unit,
          },
          json,
        );
      const ms = (one: CarryObservations) => (one.wholeAtMs ?? Infinity) - (one.firstAtMs ?? 0);
      print('bytes_per_s', 'B/s', (one) => LOG_BYTES / (ms(one) / 1000));
      print('codes', 'codes', (one) => one.codes);
      print('overhead', '%', (one) => (one.codes / one.blocks - 1) * 100);
    }
  } finally {
    await served.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** From the first code to the whole log; the decoder is warm by then. */
async function watch(url: string, clip: string, slowed: number): Promise<CarryObservations> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [
      ...CHROMIUM_FLAGS,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.on('pageerror', (error) => console.error(error));
    await page.goto(url);
    await page.waitForFunction(() => globalThis.carried.codes >= 10);
    const release = slowed > 1 ? slowDown(await renderersOf(browser), slowed) : async () => {};
    try {
      await page.evaluate(() => globalThis.beginCarrying());
      await untilWhole(page);
    } finally {
      await release();
    }
    const seen = await page.evaluate(() => globalThis.carried);
    if (!seen.isTrue) throw new Error('what came is not what was shown');
    return seen;
  } finally {
    await browser.close();
  }
}

const untilWhole = (page: Page) =>
  page.waitForFunction(() => globalThis.carried.wholeAtMs !== null, undefined, {
    timeout: PATIENCE_MS,
  });

async function renderersOf(browser: Browser): Promise<number[]> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}
