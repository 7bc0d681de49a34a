import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { compileCatalogues } from './src/words/compile-catalogues.ts';
import { BROWSER_FLOOR } from './sw/browser-floor.ts';
import { buildServiceWorker, packForServing } from './sw/build-service-worker.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from './tests/chromium.ts';
import { keptModules } from './tests/kept-modules.ts';
import { LongestFirst } from './tests/longest-first.ts';
import { buildVisitPage } from './visit/build-visit-page.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Everything that asks the store for something, or makes it remember: SQLite in `node`, PostgreSQL in `postgres`. */
const ON_BOTH_STORES = [
  'accesses',
  'cases',
  'cli-commands',
  'devices',
  'exports',
  'handbook',
  'histories',
  'invitations',
  'kept-findings',
  'ledger',
  'map',
  'notices',
  'openapi',
  'outside',
  'paper',
  'passes',
  'places',
  'preview',
  'pull',
  'pull-passings',
  'pull-roster-delta',
  'pull-versions',
  'purge',
  'push',
  'replay',
  'reports',
  'residents',
  'reviews',
  'revoke',
  'roster-numbers',
  'rota',
  'rows',
  'shown',
  'standards',
  'today',
  'verify',
  'verify-rows',
]
  .map((name) => `tests/server/${name}.test.ts`)
  .concat('tests/server-import/{import-jobs,import-people,import-scope,take-back}.test.ts');

const ENTRY = /(main\.tsx|index\.html)$/;

/** The lower ones first: what these import stands in them or before them. */
const FOLDERS = [
  'encoding',
  'domain',
  'words',
  'sealing',
  'protocol',
  'roster',
  'storage',
  'api-client',
  'desk-client',
  'sync',
  'devices',
  'scanning',
  'actions',
  'handbook',
  'ui',
  'screens/desk',
  'screens',
];

/**
 * A phone fetches and keeps the app file by file, one after the other, and one file for every set of screens that share
 * something made 270: here the first screen's parts are one, and what several share is one for each folder. Folders import
 * each other one way only, and so do these: files that import each other run in the order in which they happen to come.
 */
const SHARED_CHUNKS = [
  {
    name: 'start',
    tags: ['$initial' as const],
    test: (id: string) => !ENTRY.test(id),
    priority: 1_000,
  },
  {
    debugName: 'packages',
    name: (id: string) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? null,
    minShareCount: 2,
    priority: 100,
  },
  ...FOLDERS.map((folder, height) => ({
    name: folder.replace('/', '-'),
    test: (id: string) => id.includes(`/src/${folder}/`),
    minShareCount: 2,
    priority: FOLDERS.length - height,
  })),
];

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [compileCatalogues(), buildVisitPage(), buildServiceWorker(), packForServing()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: BROWSER_FLOOR,
    manifest: true,
    assetsInlineLimit: 0,
    // @hpke/core asks for Node's only where a runtime has no WebCrypto of its own.
    rolldownOptions: {
      external: ['crypto'],
      output: { codeSplitting: { groups: SHARED_CHUNKS } },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8420' } },
  test: {
    expect: { poll: { timeout: 100_000 } },
    // Many tests start a process of the product, which would be compiled anew for each.
    env: {
      NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)),
      FAST_CHECK_SEED: process.env.FAST_CHECK_SEED ?? '20200128',
    },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: [
            'tests/**/*.browser.test.ts',
            'tests/**/*.journey.test.ts',
            'tests/postgres/**',
          ],
          setupFiles: ['tests/one-seed.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // Each file keeps to itself; loading the server anew for each took a third of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['tests/postgres/**/*.test.ts', ...ON_BOTH_STORES],
          env: { KADIAN_TEST_STORE: 'postgres' },
          globalSetup: ['tests/postgres/global-setup.ts'],
          setupFiles: ['tests/one-seed.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          isolate: false,
        },
      },
      {
        extends: true,
        plugins: [keptModules()],
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          setupFiles: ['tests/patience.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // Each has a browser context, and so a database, of its own.
          maxWorkers: 2,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            connectTimeout: 180_000,
            provider: playwright({
              launchOptions: { executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] },
              // As patient as all that is waited for; what never becomes possible is named.
              actionTimeout: 100_000,
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'journey',
          include: ['tests/**/*.journey.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          // One a core: journeys wait for each other's browser more than for a core.
          maxWorkers: 2,
          isolate: false,
        },
      },
    ],
  },
});
