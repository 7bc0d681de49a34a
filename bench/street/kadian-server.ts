// The product's server as a process of its own; tells its port, and on request what it has used.
import { readSettings } from '../../src/server/settings.ts';
import { startServer } from '../../src/server/start-server.ts';

const server = await startServer(readSettings(process.env), { distDir: null });
process.send?.({ port: server.port });
process.on('message', (question) => {
  if (question === 'memory') {
    globalThis.gc?.();
    globalThis.gc?.();
    process.send?.({
      peakMb: process.resourceUsage().maxRSS / 1024,
      rssMb: process.memoryUsage().rss / 1024 / 1024,
      heapMb: process.memoryUsage().heapUsed / 1024 / 1024,
    });
  }
});
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => void server.stop().then(() => process.exit()));
