import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process group of its own, so that what it starts ends with it. */
export class Child {
  readonly process: ChildProcess;

  constructor(command: string, args: readonly string[], env: Record<string, string> = {}) {
    this.process = spawn(command, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    // What nobody reads would stop it.
    this.process.stdout?.resume();
    started.add(this);
  }

  /** The part in parentheses of the first line that matches. Rejects when the process ends before. */
  lineOf(stream: 'stderr' | 'fd3', pattern: RegExp): Promise<string> {
    const input = stream === 'fd3' ? this.process.stdio[3] : this.process.stderr;
    if (!input || !('read' in input)) throw new Error('no such stream');
    return new Promise((resolve, reject) => {
      createInterface({ input }).on('line', (line) => {
        const found = pattern.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      this.process.once('error', reject);
      this.process.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    });
  }

  async kill(): Promise<void> {
    started.delete(this);
    const { pid, exitCode, signalCode } = this.process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const exited = once(this.process, 'exit');
    process.kill(-pid, 'SIGKILL');
    await exited;
  }
}

const started = new Set<Child>();

/** Whatever happened, nothing is left running. */
export async function killAll(): Promise<void> {
  await Promise.all([...started].map((child) => child.kill()));
}
