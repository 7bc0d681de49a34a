import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the network says in the server's place. `silence`: it took the request and never answers. */
export type Answer =
  | {
      readonly status: number;
      readonly type: string;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'silence';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** The road between a phone and its server: an origin that stays while what stands behind it changes. */
export class Road {
  readonly #target: URL;
  readonly #server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing));
  #port = 0;
  #folder: string | null = null;
  #answer: Answer | null = null;
  #answered = '/api/';
  #isCut = false;
  /** 'GET /path' of everything that came by. */
  readonly seen: string[] = [];

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server.on('connection', (socket) => {
      if (this.#isCut) socket.destroy();
    });
  }

  static async start(target: string): Promise<Road> {
    const road = new Road(target);
    await road.up();
    return road;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** The same address at this origin. */
  at(address: string): string {
    const { pathname, search, hash } = new URL(address);
    return `${this.url}${pathname}${search}${hash}`;
  }

  /** A build in this folder stands in front of the server's; the API stays the server's. */
  serve(folder: string): void {
    this.#folder = folder;
  }

  /** Every call of the API, or only what begins like this, gets this; null: the server's own answer again. */
  answerApi(answer: Answer | null, only = '/api/'): void {
    this.#answer = answer;
    this.#answered = only;
  }

  /** Nothing comes through, whoever in the browser asks: pages, workers, what outlives a page. The address stays taken. */
  cut(): void {
    this.#isCut = true;
    this.#server.closeAllConnections();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Nothing listens any more. */
  async down(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async up(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/';
    const isApi = path.startsWith('/api/');
    this.seen.push(`${incoming.method} ${path}`);
    if (this.#answer && path.startsWith(this.#answered))
      this.#say(this.#answer, incoming, outgoing);
    else if (isApi || this.#folder === null) this.#forward(incoming, outgoing);
    else await this.#file(this.#folder, path, outgoing);
  }

  #say(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse): void {
    incoming.resume();
    if (answer === 'silence') return;
    outgoing.writeHead(answer.status, { 'content-type': answer.type, ...answer.headers });
    outgoing.end(answer.body);
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { hostname, port } = this.#target;
    // The host header stays the phone's: it signed it.
    const { method, headers, url } = incoming;
    const onward = request({ hostname, port, method, headers, path: url }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }

  async #file(folder: string, path: string, outgoing: ServerResponse): Promise<void> {
    const { pathname } = new URL(path, this.url);
    const name = normalize(pathname === '/' ? '/index.html' : pathname);
    const body = await readFile(join(folder, name)).catch(() => null);
    if (body === null) {
      outgoing.writeHead(404).end();
      return;
    }
    const isHashed = name.startsWith('/assets/');
    outgoing.writeHead(200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    outgoing.end(gzipSync(body));
  }
}
