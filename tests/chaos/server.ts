import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../server/server-process.ts';
import type { PlantName } from './plants.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** The server as `npm start` runs it, without the app's files, which no simulated phone asks for. */
const SERVER = fileOf('../server/bare-server.ts');
const HOOK = fileOf('./server-hook.ts');
const CLI = fileOf('../../src/server/cli.ts');
/** A server is started some thousand times; one that ends by itself leaves its compiled code here for the next. */
const COMPILED = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'kadian-chaos-compiled');
const FLAGS = ['--max-semi-space-size=8'];

export interface ServerFolders {
  readonly dataDir: string;
  readonly keysDir: string;
  /** Null: SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
}

/** The real server in a process of its own, on one port through all its lives. */
export class ServerUnderTest {
  readonly port: number;
  readonly folders: ServerFolders;
  readonly #plant: PlantName | null;
  #child: ChildProcess | null = null;
  #stderr = '';

  private constructor(port: number, folders: ServerFolders, plant: PlantName | null) {
    this.port = port;
    this.folders = folders;
    this.#plant = plant;
  }

  static async at(folders: ServerFolders, plant: PlantName | null): Promise<ServerUnderTest> {
    return new ServerUnderTest(await freePort(), folders, plant);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isUp(): boolean {
    return this.#child !== null;
  }

  /** What the server complained of, through all its lives. */
  get complaints(): string {
    return this.#stderr;
  }

  async start(now: number): Promise<void> {
    const child = spawn(process.execPath, [...FLAGS, '--import', HOOK, SERVER], {
      env: {
        ...this.#environment(now),
        CHAOS_PLANT: this.#plant ?? '',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    child.stderr?.on('data', (data) => {
      this.#stderr += data;
    });
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (data) => {
        printed += data;
        if (printed.includes('Kadian is at')) resolve();
      });
      child.once('close', (code) =>
        reject(new Error(`the server ended with ${code}: ${this.#stderr}`)),
      );
      child.once('close', (code) => {
        if (this.#child !== child) return;
        this.#child = null;
        this.#stderr += `it ended by itself with ${code}`;
      });
    });
  }

  /** All at once, as by a power cut; settles when the process is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** As an operator stops it. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async setClock(now: number): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const over = new AbortController();
    const { signal } = over;
    const ends = [once(child, 'message', { signal }), once(child, 'close', { signal })];
    child.send({ now });
    await Promise.race(ends);
    // Takes the listeners away again; what that ends nobody waits for.
    for (const end of ends) end.catch(() => undefined);
    over.abort();
  }

  /** A command of `kadian`, beside the running server. */
  async runCommand(args: readonly string[], now: number): Promise<void> {
    const child = spawn(process.execPath, [...FLAGS, '--import', HOOK, CLI, ...args], {
      env: this.#environment(now),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`kadian ${args.join(' ')} ended with ${code}: ${stderr}`);
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const gone = once(child, 'close');
    child.kill(signal);
    await gone;
  }

  #environment(now: number): Record<string, string> {
    const { dataDir, keysDir, databaseUrl } = this.folders;
    return {
      PATH: process.env.PATH ?? '',
      PORT: String(this.port),
      DATA_DIR: dataDir,
      KEYS_DIR: keysDir,
      CHAOS_NOW: String(now),
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      NODE_COMPILE_CACHE: COMPILED,
    };
  }
}
