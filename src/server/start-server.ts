import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { DIST_DIR } from './app-build.ts';
import { openPremises, type Premises } from './premises.ts';
import type { Settings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { rememberedCheck } from './street/public-url.ts';

export interface RunningServer extends Premises {
  readonly app: FastifyInstance;
  /** The port that it listens on, also when 0 was asked for. */
  readonly port: number;
  /** Finishes what is in flight, then closes the store. */
  stop(): Promise<void>;
}

interface StartOptions {
  readonly clock?: () => number;
  readonly distDir?: string | null;
}

/** @throws StartProblem in words for the terminal. */
export async function startServer(
  settings: Settings,
  { clock = Date.now, distDir = DIST_DIR }: StartOptions = {},
): Promise<RunningServer> {
  const premises = await openPremises(settings);
  const { host, port, tls, trustProxy, timeZone, publicUrl } = settings;
  const app = await createApp({
    ...premises,
    clock,
    timeZone,
    publicUrl,
    checkPublicUrl: rememberedCheck(publicUrl, premises.keys.rootHash, clock),
    distDir,
    ...(tls ? { tls } : {}),
    ...(trustProxy === null ? {} : { trustProxy }),
    onFailure: (route, error) => console.error(`${route} failed:`, stackOf(error)),
  });
  await premises.keys.keyList(clock());
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    await premises.store.close();
    throw listenProblem(error, settings);
  }
  return {
    ...premises,
    app,
    port: (app.server.address() as AddressInfo).port,
    async stop() {
      await app.close();
      await premises.store.close();
    },
  };
}

/** Where it happened, without the message: that may hold what was sent. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}

function listenProblem(error: unknown, { host, port }: Settings): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return new StartProblem(
        `Port ${port} is taken: stop what listens there, or choose another PORT.`,
      );
    case 'EACCES':
      return new StartProblem(
        `Port ${port} is not allowed for this user: choose a PORT above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartProblem(`HOST is "${host}", which is no address of this machine.`);
    default:
      return error;
  }
}
