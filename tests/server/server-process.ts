import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  readonly stdout: () => string;
  /** Resolves with everything printed once this stands in it; rejects when the process ends before. */
  printed(text: string | RegExp): Promise<string>;
  readonly ended: Promise<Ended>;
}

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export const BARE_SERVER = fileOf('./bare-server.ts');
export const CLI = fileOf('../../src/server/cli.ts');

/** For the environment of a process of the product, which is else compiled anew for each. */
export const COMPILED_BEFORE: Record<string, string> =
  process.env.NODE_COMPILE_CACHE === undefined
    ? {}
    : { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };

/** A real process of the product with nothing of this one's environment but PATH and what Node compiled before. */
export function startProcess(
  file: string,
  environment: Record<string, string>,
  args: readonly string[] = [],
): ServerProcess {
  const env = { PATH: process.env.PATH ?? '', ...COMPILED_BEFORE, ...environment };
  const child = spawn(process.execPath, [file, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (data) => {
    stdout += data;
  });
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code, stdout, stderr }));
  const printed = (text: string | RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (typeof text === 'string' ? stdout.includes(text) : text.test(stdout)) resolve(stdout);
      };
      child.stdout?.on('data', look);
      ended.then(({ code }) => reject(new Error(`ended with ${code}: ${stderr}`)));
      look();
    });
  return { child, stdout: () => stdout, printed, ended };
}

/** Ports of their own, so that runs beside each other do not meet. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
