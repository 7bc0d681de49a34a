import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface MemoryUse {
  /** The most that it ever had. */
  readonly peakMb: number;
  /** These two after garbage was collected. */
  readonly rssMb: number;
  readonly heapMb: number;
}

export interface ServerChild {
  readonly port: number;
  readonly memory: () => Promise<MemoryUse>;
  readonly stop: () => Promise<void>;
}

/** `file` as a process of its own that tells its port. `nodeFlags` as of `npm start`. */
export async function startServerChild(
  file: string,
  environment: Readonly<Record<string, string>>,
  nodeFlags: readonly string[] = ['--max-semi-space-size=8', '--expose-gc'],
): Promise<ServerChild> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { PATH: process.env.PATH ?? '', ...environment },
    execArgv: [...nodeFlags],
    serialization: 'advanced',
  });
  const { port } = (await answerOf(child)) as { port: number };
  return {
    port,
    async memory() {
      child.send('memory');
      return (await answerOf(child)) as MemoryUse;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code}`);
  });
  const [answer] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return answer;
}
