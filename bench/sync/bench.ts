// A phone that was away sends what it has: the product beside PouchDB and RxDB, over the same network.
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { fromBase64Url, toBase64Url } from '../../src/encoding/bytes.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import { type BenchOptions, isWanted } from '../bench-options.ts';
import { median, printFigure, rounded } from '../figure.ts';
import { startPouchServer } from '../peers/pouchdb-server.ts';
import { type BenchServer, startBenchServer } from '../street/bench-server.ts';
import { startServerChild } from '../street/server-child.ts';
import { type SlowProxy, startSlowProxy } from './slow-proxy.ts';

const SYSTEMS = ['kadian', 'pouchdb', 'pouchdb-tuned', 'rxdb', 'rxdb-tuned', 'json-gzip'] as const;
type SystemName = (typeof SYSTEMS)[number];

const CASES = [
  { name: 'loopback-1000', records: 1_000, slow: false },
  { name: 'loopback-10000', records: 10_000, slow: false },
  { name: 'slow3g-1000', records: 1_000, slow: true },
  { name: 'slow3g-10000', records: 10_000, slow: true },
] as const;

interface Run {
  readonly wallMs: number;
  readonly requests: number;
  readonly up: number;
  readonly down: number;
}

interface OpenSystem {
  readonly page: Page;
  readonly proxy: SlowProxy;
  readonly counted: { requests: number };
}

export async function run({ json, rounds = 5, only = '' }: BenchOptions): Promise<void> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const kadian = await startBenchServer(0, null);
    closing.push(kadian.close);
    const pouch = await startPouchServer({ durable: false });
    closing.push(pouch.stop);
    const endpoint = await startServerChild('../peers/json-endpoint.ts', {}, []);
    closing.push(endpoint.stop);
    await fetch(`${pouch.url}/entries`, { method: 'PUT' });
    const ports: Record<SystemName, number> = {
      kadian: kadian.port,
      pouchdb: pouch.port,
      'pouchdb-tuned': pouch.port,
      rxdb: endpoint.port,
      'rxdb-tuned': endpoint.port,
      'json-gzip': endpoint.port,
    };
    const vite = await servePages();
    closing.push(() => vite.close());
    const browser = await chromium.launch({
      executablePath: CHROMIUM_PATH,
      // The page is not the servers': every system would pay for asking first.
      args: [...CHROMIUM_FLAGS, '--disable-web-security'],
    });
    closing.push(() => browser.close());
    const systems = new Map<SystemName, OpenSystem>();
    for (const system of SYSTEMS) {
      const proxy = await startSlowProxy(ports[system]);
      closing.push(proxy.close);
      systems.set(system, await openPage(system, proxy, { browser, vite, kadian }));
    }
    for (const one of CASES.filter(({ name }) => isWanted(name, only))) {
      // Ten thousand at slow 3G take minutes: once is enough.
      const times = one.slow && one.records > 1_000 ? 1 : rounds;
      await runCase(one, systems, kadian, times, json);
    }
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

async function servePages(): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    define: { global: 'globalThis' },
    optimizeDeps: { entries: ['bench/sync/systems/*.ts'] },
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
  });
  await server.listen();
  return server;
}

async function openPage(
  system: SystemName,
  proxy: SlowProxy,
  { browser, vite, kadian }: { browser: Browser; vite: ViteDevServer; kadian: BenchServer },
): Promise<OpenSystem> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(system, error));
  const counted = { requests: 0 };
  page.on('request', (request) => {
    if (new URL(request.url()).port === String(proxy.port)) counted.requests += 1;
  });
  await page.exposeFunction('enrol', async (deviceId: string, publicKey: string) =>
    toBase64Url(
      await kadian.enrol({ deviceId, publicKey: fromBase64Url(publicKey) ?? new Uint8Array() }),
    ),
  );
  await page.goto(`${vite.resolvedUrls?.local[0]}bench/sync/page.html#${system}`);
  await page.waitForFunction(() => 'syncRecords' in globalThis, undefined, { timeout: 120_000 });
  return { page, proxy, counted };
}

async function runOnce(
  { page, proxy, counted }: OpenSystem,
  { rootKey, keyList, street }: BenchServer,
  records: number,
  slow: boolean,
): Promise<Run> {
  // A page in the background would be slowed down.
  await page.bringToFront();
  await page.evaluate(([server, count]) => globalThis.queueRecords(server, count), [
    {
      origin: `http://127.0.0.1:${proxy.port}`,
      rootKey: toBase64Url(rootKey),
      keyList: toBase64Url(keyList),
      sealingKeyId: street.sealingKeyId,
      sealingKey: toBase64Url(street.sealingPublicRaw),
    },
    records,
  ] as const);
  proxy.traffic();
  counted.requests = 0;
  proxy.shape(slow);
  const wallMs = await page.evaluate(() => globalThis.syncRecords());
  proxy.shape(false);
  return { wallMs, requests: counted.requests, ...proxy.traffic() };
}

async function runCase(
  { name, records, slow }: (typeof CASES)[number],
  systems: ReadonlyMap<SystemName, OpenSystem>,
  kadian: BenchServer,
  rounds: number,
  json: boolean,
): Promise<void> {
  const runs = new Map<SystemName, Run[]>();
  const turn = [...systems];
  // The first round only warms up, and finds the connections open.
  for (let round = -1; round < rounds; round += 1) {
    for (const [system, opened] of turn) {
      if (round < 0) await runOnce(opened, kadian, Math.min(records, 1_000), false);
      else
        runs.set(system, [
          ...(runs.get(system) ?? []),
          await runOnce(opened, kadian, records, slow),
        ]);
    }
    turn.push(...turn.splice(0, 1));
  }
  for (const [system, measured] of runs) {
    const of = (pick: (run: Run) => number): number => rounded(median(measured.map(pick)));
    const common = { bench: 'sync', case: name, system };
    const figures = [
      ['bytes_per_record', of(({ up }) => up / records), 'B'],
      ['bytes_down', of(({ down }) => down), 'B'],
      ['requests', of(({ requests }) => requests), ''],
      ['wall_ms', of(({ wallMs }) => wallMs), 'ms'],
    ] as const;
    for (const [metric, value, unit] of figures)
      printFigure({ ...common, metric, value, unit }, json);
  }
}
