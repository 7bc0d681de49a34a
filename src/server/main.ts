import { buildAppIfNeeded, DIST_DIR } from './app-build.ts';
import { serve } from './serve.ts';

await serve(process.env, () => {
  buildAppIfNeeded(console.log);
  return DIST_DIR;
});
