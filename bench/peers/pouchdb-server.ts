import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../tests/server/server-process.ts';

const PROGRAM = fileURLToPath(
  new URL('../node_modules/pouchdb-server/bin/pouchdb-server', import.meta.url),
);
const SYNC = fileURLToPath(new URL('./leveldb-sync.cjs', import.meta.url));

export interface PouchServer {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** As its command starts it, on LevelDB. `durable`: with an fsync before each answer, which it does not do by itself. */
export async function startPouchServer({ durable }: { durable: boolean }): Promise<PouchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-pouch-'));
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      ...(durable ? ['--require', SYNC] : []),
      PROGRAM,
      ...['--port', String(port), '--dir', folder, '--no-stdout-logs', '--no-color-logs'],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  const until = performance.now() + 30_000;
  while (
    !(await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (performance.now() > until || child.exitCode !== null) throw new Error('no pouchdb-server');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    port,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
