import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { CLI, freePort, type ServerProcess, startProcess } from '../../server/server-process.ts';

const MAIN = join(import.meta.dirname, '../../../src/server/main.ts');

/** The product as it is started on the street's machine: its server, and its command line beside it. */
export class StreetProcess {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #name: string;
  #server: ServerProcess;

  private constructor(folder: string, name: string, port: number) {
    this.#folder = folder;
    this.#name = name;
    this.#port = port;
    this.url = `http://localhost:${port}`;
    this.#server = startProcess(MAIN, this.#environment);
  }

  /** On folders below `folder` that are not there yet. */
  static async onNothing(folder: string): Promise<StreetProcess> {
    const street = new StreetProcess(folder, 'first', await freePort());
    await street.#server.printed('Kadian is at');
    return street;
  }

  /** The link that a server prints that nobody has joined. */
  async firstInvitation(): Promise<string> {
    const [link = ''] = /http\S+#join=\S+/.exec(await this.#server.printed(/#join=\S+\n/)) ?? [];
    return link;
  }

  /** What a command of the product prints as JSON. Rejects with what it says when it fails. */
  async run(args: readonly string[], more: Record<string, string> = {}): Promise<unknown> {
    const ended = await startProcess(CLI, { ...this.#environment, ...more }, [...args, '--json'])
      .ended;
    expect(ended, `kadian ${args.join(' ')}`).toMatchObject({ code: 0, stderr: '' });
    return JSON.parse(ended.stdout);
  }

  /** A name for a file that a command shall write. */
  async file(name: string): Promise<string> {
    const files = join(this.#folder, 'files');
    await mkdir(files, { recursive: true });
    return join(files, name);
  }

  /** As when the machine is lost: nothing is finished, and its folders are not used again. */
  async isLost(): Promise<void> {
    this.#server.child.kill('SIGKILL');
    await this.#server.ended;
    this.#name = 'second';
  }

  /** At the same address. */
  async startAgain(): Promise<void> {
    this.#server = startProcess(MAIN, this.#environment);
    await this.#server.printed('Kadian is at');
  }

  async stop(): Promise<void> {
    this.#server.child.kill('SIGTERM');
    await this.#server.ended;
  }

  get #environment(): Record<string, string> {
    return {
      PORT: String(this.#port),
      PUBLIC_URL: this.url,
      DATA_DIR: join(this.#folder, this.#name, 'data'),
      KEYS_DIR: join(this.#folder, this.#name, 'keys'),
    };
  }
}
