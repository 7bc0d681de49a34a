import { join } from 'node:path';
import { build } from 'vite';
import { BROWSER_FLOOR } from '../../sw/browser-floor.ts';

/** The page that runs the product's parts in an engine, built as the app is. */
export async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'warn',
    publicDir: false,
    define: { __APP_VERSION__: '"0.0.0"' },
    build: {
      target: BROWSER_FLOOR,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { external: ['crypto'] },
    },
  });
}
