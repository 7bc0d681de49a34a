import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { injectManifest } from 'workbox-build';

const UNPACKED = 'node_modules/.cache/kadian';
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/;

/** After the app: bundles the service worker with the list of files to keep offline, then packs all for serving. */
export function offlineShell(): Plugin {
  return {
    name: 'kadian-offline-shell',
    apply: (_config, { command, mode }) => command === 'build' && mode === 'production',
    closeBundle: {
      sequential: true,
      async handler() {
        await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          define: { 'process.env.NODE_ENV': '"production"' },
          build: {
            outDir: UNPACKED,
            rolldownOptions: {
              input: 'sw/service-worker.ts',
              output: { format: 'iife', entryFileNames: 'sw.js' },
            },
          },
        });
        await injectManifest({
          swSrc: `${UNPACKED}/sw.js`,
          swDest: 'dist/sw.js',
          globDirectory: 'dist',
          globPatterns: ['**/*.{js,css,html,svg,webmanifest,wasm}', 'icons/*.png'],
          globIgnores: ['sw.js'],
          dontCacheBustURLsMatching: /^assets\//,
        });
        compressBelow('dist');
      },
    },
  };
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
