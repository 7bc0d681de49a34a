import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { BROWSER_FLOOR } from './browser-floor.ts';

const OFFLINE = /\.(js|css|html|svg|webmanifest|wasm)$|^icons\/.*\.png$/;
/** The visitors' page is another page: a volunteer's phone has no use for it. */
const ELSEWHERE = /^visit\//;
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|wasm)$/;

/** After the app: bundles the service worker with the list of files to keep offline, then packs all for serving. */
export function buildServiceWorker(): Plugin {
  let outDir = '';
  return {
    name: 'kadian-service-worker',
    apply: (_config, { command, mode }) => command === 'build' && mode === 'production',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      async handler() {
        await bundleWorker(outDir, precacheManifest(outDir));
        compress(outDir);
      },
    },
  };
}

interface PrecacheEntry {
  readonly url: string;
  /** Null: the address itself carries the hash of what is in it. */
  readonly revision: string | null;
}

/** What workbox-build would list; made here because it brings some 250 packages along for it. */
function precacheManifest(outDir: string): PrecacheEntry[] {
  return filesBelow(outDir)
    .map((path) => relative(outDir, path).replaceAll(sep, '/'))
    .filter((url) => OFFLINE.test(url) && !ELSEWHERE.test(url))
    .sort()
    .map((url) => ({
      url,
      revision: url.startsWith('assets/')
        ? null
        : createHash('sha256')
            .update(readFileSync(join(outDir, url)))
            .digest('hex')
            .slice(0, 32),
    }));
}

async function bundleWorker(outDir: string, manifest: PrecacheEntry[]): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: {
      'process.env.NODE_ENV': '"production"',
      'self.__WB_MANIFEST': JSON.stringify(manifest),
    },
    build: {
      target: BROWSER_FLOOR,
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        input: 'sw/service-worker.ts',
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
}

function compress(outDir: string): void {
  for (const path of filesBelow(outDir)) {
    if (!COMPRESSIBLE.test(path)) continue;
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
