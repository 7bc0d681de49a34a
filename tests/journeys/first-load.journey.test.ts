import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DIST_DIR } from '../../src/server/app-build.ts';
import { GateWork } from './gate-work.ts';
import { Phone } from './phone.ts';
import { openProfile } from './profile.ts';
import { type StreetServer, startStreetServer } from './street-server.ts';
import { word } from './words.ts';

const BUDGET_BYTES = 70 * 1024;

declare global {
  interface Window {
    /** performance.now() at the first camera frame on the screen. */
    cameraShownAt?: number;
  }
}

let folder: string;
let street: StreetServer;
let context: BrowserContext;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-first-load-'));
  street = await startStreetServer(folder);
});

afterAll(async () => {
  await context?.close();
  await street?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('no two files of the app import each other, be it by way of others', () => {
  const manifest: Record<string, { readonly imports?: string[] }> = JSON.parse(
    readFileSync(join(DIST_DIR, '.vite', 'manifest.json'), 'utf8'),
  );
  const imported = new Map(
    Object.entries(manifest).map(([name, { imports = [] }]) => [name, new Set(imports)]),
  );
  // Whoever imports nobody that is left is not in a circle.
  for (let before = -1; imported.size !== before; ) {
    before = imported.size;
    for (const [name, imports] of imported) {
      if (![...imports].some((one) => imported.has(one))) imported.delete(name);
    }
  }
  expect(Object.keys(manifest).length).toBeGreaterThan(50);
  expect([...imported.keys()]).toEqual([]);
});

test('until the camera picture shows, an enrolled phone loads at most 70 KB of JavaScript', async () => {
  const profile = join(folder, 'phone');
  const clip = join(folder, 'camera.y4m');
  const phone = await Phone.open({
    folder: profile,
    clip,
    address: street.facts.phoneInvitation,
    now: street.now(),
  });
  await new GateWork(street, () => phone).join('王阿姨的手机');
  await phone.context.close();

  context = await openProfile({
    folder: profile,
    viewport: { width: 360, height: 740 },
    clip,
    isPhone: true,
  });
  await context.addInitScript(noteFirstFrame);
  const page = context.pages()[0] ?? (await context.newPage());
  await forgetWhatIsKept(page);
  await page.goto(street.facts.url);
  await page.getByRole('heading', { name: word('locked.title') }).waitFor();
  await page.waitForFunction(() => window.cameraShownAt !== undefined);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  const early = await scriptsBeforeTheCamera(page);
  const decoder = await scriptsOfWorkers(page);
  const first = early.filter((name) => !decoder.includes(name));
  const desk = scriptsOf('src/screens/desk/app/desk-app.tsx').filter(
    (name) => !first.includes(name),
  );
  const rest = readdirSync(join(DIST_DIR, 'assets')).filter(
    (name) => name.endsWith('.js') && ![...first, ...decoder, ...desk].includes(name),
  );
  const [firstBytes, decoderBytes, deskBytes, restBytes] = [
    await gzipBytes(first),
    await gzipBytes(decoder),
    await gzipBytes(desk),
    await gzipBytes(rest),
  ];
  console.log(
    `JavaScript, gzip as served: ${kb(firstBytes)} until the camera picture (${first.length} files, at most ` +
      `${kb(BUDGET_BYTES)}); apart: decoder ${kb(decoderBytes)}, desk ${kb(deskBytes)}, print 0.0 KB, rest ${kb(restBytes)}`,
  );
  expect(first.length).toBeGreaterThan(0);
  expect(decoder.length).toBeGreaterThan(0);
  expect(firstBytes, first.join(' ')).toBeLessThanOrEqual(BUDGET_BYTES);
});

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

function noteFirstFrame(): void {
  const { play } = HTMLVideoElement.prototype;
  HTMLVideoElement.prototype.play = function () {
    this.requestVideoFrameCallback(() => {
      window.cameraShownAt ??= performance.now();
    });
    return play.call(this);
  };
}

/** As on a day when the browser has cleaned up: the phone is still enrolled, but every script comes by the network. */
async function forgetWhatIsKept(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', {
    origin: street.facts.url,
    storageTypes: 'service_workers,cache_storage',
  });
  await devtools.send('Network.clearBrowserCache');
  await devtools.detach();
}

/** Every script that the page had begun to fetch by then, also when it came later. */
async function scriptsBeforeTheCamera(page: Page): Promise<string[]> {
  const urls = await page.evaluate(() => {
    const { cameraShownAt = 0 } = window;
    return performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime <= cameraShownAt)
      .map(({ name }) => name);
  });
  return namesOf(urls);
}

async function scriptsOfWorkers(page: Page): Promise<string[]> {
  const urls = await Promise.all(
    page.workers().map(async (worker) => {
      const imported = await worker.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name),
      );
      return [worker.url(), ...imported];
    }),
  );
  return namesOf(urls.flat());
}

/** Of what lies in assets/ only the last part; what is beside index.html keeps its slash. */
const namesOf = (urls: readonly string[]): string[] => {
  const paths = urls.map((url) => new URL(url).pathname).filter((path) => path.endsWith('.js'));
  return [...new Set(paths.map((path) => path.replace('/assets/', '')))];
};

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/** What an entry needs before it can run. */
function scriptsOf(entry: string): string[] {
  const manifest = readFileSync(join(DIST_DIR, '.vite/manifest.json'), 'utf8');
  const chunks = JSON.parse(manifest) as Record<string, Chunk>;
  const names = new Set<string>();
  const add = (key: string): void => {
    const chunk = chunks[key];
    if (!chunk) throw new Error(`no chunk ${key}`);
    const name = chunk.file.replace('assets/', '');
    if (names.has(name)) return;
    names.add(name);
    chunk.imports?.forEach(add);
  };
  add(entry);
  return [...names];
}

async function gzipBytes(names: readonly string[]): Promise<number> {
  const paths = names.map((name) => (name.startsWith('/') ? name : `/assets/${name}`));
  const sizes = await Promise.all(paths.map(servedBytes));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function servedBytes(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip' };
    get(new URL(path, street.facts.url), { headers }, (response) => {
      if (response.headers['content-encoding'] !== 'gzip') reject(new Error(`${path} not packed`));
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}
