// Builds the app as it stands under another version: node build-version-process.ts VERSION FOLDER
import { build } from 'vite';

const [version = '', outDir = ''] = process.argv.slice(2);
await build({
  logLevel: 'warn',
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: { outDir, emptyOutDir: true },
});
