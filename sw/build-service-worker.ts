import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { BROWSER_FLOOR } from './browser-floor.ts';

const OFFLINE = /\.(js|css|html|svg|webmanifest|wasm)$|^icons\/.*\.png$/;
/** The visitors' page is another page: a volunteer's phone has no use for it. */
const ELSEWHERE = /^visit\//;
/** The plugin's name. */
export const PACKING = 'kadian-packing';
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|wasm)$/;

/** After the app: bundles the service worker with the list of files to keep offline. */
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
        const manifest = precacheManifest(outDir);
        const pushScript = await bundlePush(outDir);
        await bundle(outDir, 'sw/service-worker.ts', 'sw.js', {
          'self.__WB_MANIFEST': JSON.stringify(manifest),
          __PUSH_SCRIPT__: JSON.stringify(pushScript),
        });
      },
    },
  };
}

/** Last: lays beside each file what the server sends of it. */
export function packForServing(): Plugin {
  let outDir = '';
  return {
    name: PACKING,
    apply: (_config, { command, mode }) => command === 'build' && mode === 'production',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: { sequential: true, handler: () => compress(outDir) },
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

/** Named by its content: the browser keeps it with the worker that names it. Returns its address. */
async function bundlePush(outDir: string): Promise<string> {
  return `/${await bundle(outDir, 'sw/push-in-background.ts', 'assets/sw-push-[hash].js')}`;
}

/** Returns the name of what it made, below `outDir`. */
async function bundle(
  outDir: string,
  input: string,
  output: string,
  define: Record<string, string> = {},
): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    build: {
      target: BROWSER_FLOOR,
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        input,
        external: ['crypto'],
        output: { format: 'iife', entryFileNames: output },
      },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error(`${input} was not built`);
  return first.output[0].fileName;
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
