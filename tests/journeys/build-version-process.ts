// Builds the app as it stands under another version: node build-version-process.ts VERSION FOLDER
import { build, loadConfigFromFile, mergeConfig, type Plugin } from 'vite';
import { PACKING } from '../../sw/build-service-worker.ts';

const [version = '', outDir = ''] = process.argv.slice(2);
const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' });
if (loaded === null) throw new Error('no vite.config.ts');
const { plugins = [], ...config } = loaded.config;
await build({
  configFile: false,
  ...mergeConfig(config, {
    logLevel: 'warn',
    define: { __APP_VERSION__: JSON.stringify(version) },
    build: { outDir, emptyOutDir: true },
  }),
  // Packing is most of the work of a build, and the road packs what it sends.
  plugins: plugins.filter((plugin) => (plugin as Plugin).name !== PACKING),
});
