import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { injectManifest } from 'workbox-build';

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/;

/** After the app: bundles the service worker with the list of files to keep offline, then packs all for serving. */
export function offlineShell(): Plugin {
  let outDir = '';
  return {
    name: 'kadian-offline-shell',
    apply: (_config, { command, mode }) => command === 'build' && mode === 'production',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      async handler() {
        const unlisted = mkdtempSync(join(tmpdir(), 'kadian-sw-'));
        try {
          await bundleWorker(unlisted);
          await injectManifest({
            swSrc: join(unlisted, 'sw.js'),
            swDest: join(outDir, 'sw.js'),
            globDirectory: outDir,
            globPatterns: ['**/*.{js,css,html,svg,webmanifest,wasm}', 'icons/*.png'],
            globIgnores: ['sw.js'],
            dontCacheBustURLsMatching: /^assets\//,
          });
        } finally {
          rmSync(unlisted, { recursive: true });
        }
        compressBelow(outDir);
      },
    },
  };
}

async function bundleWorker(outDir: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: 'sw/service-worker.ts',
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
}

function compressBelow(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compressBelow(path);
    else if (COMPRESSIBLE.test(name)) {
      const bytes = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      writeFileSync(`${path}.br`, brotliCompressSync(bytes));
    }
  }
}
