import { serve } from '../../src/server/serve.ts';

// The server as `npm start` runs it, without the app's files.
await serve(process.env, () => null);
