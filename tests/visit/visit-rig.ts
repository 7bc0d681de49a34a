import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { readPictureByCpp } from '../../src/scanning/worker/picture-ladder.ts';
import type { CppReader } from '../../src/scanning/worker/zxing-cpp.ts';
import { createApp } from '../../src/server/app.ts';
import { buildVisitPageInto } from '../../visit/build-visit-page.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../chromium.ts';
import { PATIENCE_MS } from '../journeys/profile.ts';
import { openCppReader } from '../scanning/cpp-reader.ts';
import { NOW, openRig, type Rig } from '../server/server-rig.ts';
import { pngLuma } from './png-luma.ts';

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Path and query of everything that the page asked for, in order. */
  readonly asked: string[];
  /** Bytes of the answers, packed as they are served. */
  readonly received: () => Promise<number>;
}

export interface VisitRig {
  readonly rig: Rig;
  readonly origin: string;
  /** Another visitor's phone; the page is loaded and has its key, unless `isBare`: then nothing is opened yet. */
  readonly visitor: (options?: BrowserContextOptions, isBare?: boolean) => Promise<Visitor>;
  readonly close: () => Promise<void>;
}

/** The page as it is built, from the product's server, at NOW for everybody. */
export async function startVisitRig(): Promise<VisitRig> {
  const rig = await openRig();
  const distDir = await mkdtemp(join(tmpdir(), 'kadian-visit-'));
  await buildVisitPageInto(join(import.meta.dirname, '..', '..'), distDir);
  const { store, keys } = rig;
  const app = await createApp({
    store,
    keys,
    clock: () => NOW,
    timeZone: 'Asia/Shanghai',
    publicUrl: 'https://street.example',
    checkPublicUrl: async () => null,
    distDir,
  });
  const origin = await app.listen({ port: 0, host: 'localhost' });
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS],
  });
  return {
    rig,
    origin,
    async visitor(options = {}, isBare = false) {
      const context = await browser.newContext({
        viewport: { width: 360, height: 740 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      await context.clock.setFixedTime(NOW);
      const page = await context.newPage();
      const asked: string[] = [];
      const bodies: Promise<number>[] = [];
      page.on('request', (request) => asked.push(request.url().replace(origin, '')));
      page.on('response', (response) =>
        bodies.push(response.body().then((body) => gzipSync(body).length)),
      );
      if (!isBare) {
        await page.goto(`${origin}/visit/#g1`);
        await page.getByText('青石街道', { exact: true }).waitFor();
      }
      const received = async () => (await Promise.all(bodies)).reduce((sum, one) => sum + one, 0);
      return { context, page, asked, received };
    },
    async close() {
      await browser.close();
      await app.close();
      await rig.close();
      await rm(distDir, { recursive: true });
    },
  };
}

/** What the product's decoder reads on the screen as it stands. */
export async function readScreen(page: Page): Promise<string | null> {
  const luma = pngLuma(await page.screenshot());
  reader ??= openCppReader();
  return readPictureByCpp(await reader, luma, () => 0, 1)?.text ?? null;
}

let reader: Promise<CppReader> | null = null;
