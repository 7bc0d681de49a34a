import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { compileCatalogues } from '../src/words/compile-catalogues.ts';

/** Older than the app's: visitors come with whatever phone they have. */
const VISITORS_BROWSERS = ['chrome85', 'safari14', 'firefox79'];

/**
 * After the app, into visit/ beside it: a build of its own, so that it shares no file with the app, which would bring
 * along what the app needs of it.
 */
export function buildVisitPage(): Plugin {
  let outDir = '';
  let root = '';
  return {
    name: 'kadian-visit-page',
    apply: (_config, { command, mode }) => command === 'build' && mode === 'production',
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      handler: () => buildVisitPageInto(root, outDir),
    },
  };
}

export async function buildVisitPageInto(root: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    plugins: [compileCatalogues()],
    build: {
      target: VISITORS_BROWSERS,
      outDir,
      emptyOutDir: false,
      assetsDir: 'visit/assets',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // @hpke/core asks for Node's only where a runtime has no WebCrypto of its own.
      rolldownOptions: { input: resolve(root, 'visit/index.html'), external: ['crypto'] },
    },
  });
}
