import { Agent, type ClientRequest, request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { decode } from 'cborg';
import type { ServerUnderTest } from './server.ts';

/** What may happen to one request. The phone sees no answer, half of one, another one, or the true one. */
export type NetworkFault =
  | { readonly kind: 'cut-before' | 'cut-in-request' | 'cut-in-answer' | 'cut-after' }
  /** The network sends it twice at the same time. */
  | { readonly kind: 'twice' }
  /** The phone gives up; the request comes to the server later, after others. */
  | { readonly kind: 'late' }
  /** Somebody between the phone and the server answers instead. */
  | { readonly kind: 'answered-between'; readonly status: 403 | 413 | 429 | 502 }
  /** The server is killed while it works on it, or when its answer has just left. */
  | { readonly kind: 'server-dies'; readonly afterMs: number }
  | { readonly kind: 'server-dies-after-answer' }
  /** The server loses its database while it works on it; the phone sees no answer. */
  | { readonly kind: 'database-fails-over'; readonly failOver: () => Promise<void> }
  /** The phone is killed before anything left it, or when the answer is there. */
  | { readonly kind: 'phone-dies-before' | 'phone-dies-after' };

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The life of a phone that asks. */
interface Asking {
  readonly name: string;
  readonly isDead: boolean;
  die(): void;
}

export interface Counts {
  cuts: number;
  duplicates: number;
  late: number;
  refusals: number;
}

const NEVER: Promise<never> = new Promise(() => undefined);

/** The way between phones and server. One request at a time of a phone meets the fault that was put in its way. */
export class Network {
  readonly counts: Counts = { cuts: 0, duplicates: 0, late: 0, refusals: 0 };
  /** Every receipt that ever left the server, whether or not a phone saw it. */
  readonly receipts: Uint8Array[] = [];
  readonly #server: ServerUnderTest;
  readonly #note: (phone: string, line: string) => void;
  readonly #faults = new Map<string, NetworkFault[]>();
  /** Under way, in their order; those of phones that acted at the same time by the phone's name. */
  readonly #late: SentRequest[] = [];
  #lateOfStep: { readonly phone: string; readonly request: SentRequest }[] = [];
  /** Pushes that the server may have taken before it failed, or not. */
  #unsure: { readonly phone: string; readonly request: SentRequest }[] = [];
  #agent = new Agent({ keepAlive: true });

  constructor(server: ServerUnderTest, note: (phone: string, line: string) => void) {
    this.#server = server;
    this.#note = note;
  }

  get waiting(): number {
    return this.#late.length;
  }

  /** For the next requests of the phone, in their order. */
  putInTheWay(phone: string, faults: readonly NetworkFault[]): void {
    this.#faults.set(phone, [...faults]);
  }

  /** Nobody acts at the moment. */
  settle(): void {
    this.#late.push(...inOrder(this.#lateOfStep));
    this.#lateOfStep = [];
  }

  close(): void {
    this.#agent.destroy();
  }

  /** One of the requests that are under way comes to the server now, the `which`-th of them. */
  async deliverLate(which: number): Promise<void> {
    const [request] = this.#late.splice(which, 1);
    if (!request) return;
    const answer = await this.#send(request).catch(() => null);
    this.#note('late', ` ${described(request)} → ${answer ? answer.status : 'no server'}`);
  }

  /** The network brings them once more, so that from here on the server has them whenever the seed is run. */
  async sendUnsure(): Promise<void> {
    if (!this.#server.isUp) return;
    const unsure = inOrder(this.#unsure);
    this.#unsure = [];
    for (const request of unsure) {
      const answer = await this.#send(request);
      this.#note('again', `${described(request)} → ${outcome(request, answer)}`);
    }
  }

  /** As `fetch` for a phone; never settles for one that has died. */
  async exchange(asking: Asking, request: SentRequest): Promise<Response> {
    if (asking.isDead) return NEVER;
    const fault = this.#faults.get(asking.name)?.shift() ?? null;
    let answer: Answer | null;
    try {
      answer = await this.#through(asking, request, fault);
    } catch {
      answer = null;
    }
    if (asking.isDead) return NEVER;
    const seen = fault?.kind ?? 'clear';
    const told = answer ? outcome(request, answer) : 'nothing';
    this.#note(asking.name, `${described(request)}, ${seen} → ${told}`);
    if (!answer) throw new TypeError('network');
    return responseOf(answer, fault?.kind === 'cut-in-answer');
  }

  async #through(
    asking: Asking,
    request: SentRequest,
    fault: NetworkFault | null,
  ): Promise<Answer | null> {
    switch (fault?.kind) {
      case undefined:
        return this.#send(request);
      case 'cut-before':
        this.counts.cuts += 1;
        return null;
      case 'cut-in-request':
        this.counts.cuts += 1;
        await this.#sendHalf(request);
        return null;
      case 'cut-in-answer':
        this.counts.cuts += 1;
        return this.#send(request);
      case 'cut-after':
        this.counts.cuts += 1;
        await this.#send(request);
        return null;
      case 'twice': {
        this.counts.duplicates += 1;
        const [first] = await Promise.all([this.#send(request), this.#send(request)]);
        return first;
      }
      case 'late':
        this.counts.late += 1;
        this.#lateOfStep.push({ phone: asking.name, request });
        return null;
      case 'answered-between':
        this.counts.refusals += 1;
        return answeredBetween(fault.status);
      case 'server-dies':
        await this.#sendAnd(asking.name, request, async () => {
          if (fault.afterMs > 0) await wait(fault.afterMs);
          await this.killServer();
        });
        return null;
      case 'server-dies-after-answer': {
        const answer = await this.#send(request);
        await this.killServer();
        return answer;
      }
      case 'database-fails-over':
        await this.#sendAnd(asking.name, request, fault.failOver);
        return null;
      case 'phone-dies-before':
        asking.die();
        return null;
      case 'phone-dies-after':
        await this.#send(request).catch(() => null);
        asking.die();
        return null;
      default:
        throw new Error(`unknown fault ${(fault satisfies never as NetworkFault).kind}`);
    }
  }

  async #send(request: SentRequest): Promise<Answer> {
    if (!this.#server.isUp) throw new Error('no server');
    const outgoing = this.#open(request);
    outgoing.end(request.body);
    return this.#answerTo(request, outgoing);
  }

  async #sendHalf(request: SentRequest): Promise<void> {
    if (!this.#server.isUp || !request.body) return;
    const outgoing = this.#open(request);
    outgoing.on('error', () => undefined);
    const half = request.body.subarray(0, Math.floor(request.body.length / 2));
    await new Promise<void>((resolve) => outgoing.write(half, () => resolve()));
    outgoing.destroy();
  }

  /** Whether the server was quick enough nobody on the phone's side can tell. */
  async #sendAnd(phone: string, request: SentRequest, strike: () => Promise<void>): Promise<void> {
    if (!this.#server.isUp) return;
    if (isPush(request)) this.#unsure.push({ phone, request });
    const outgoing = this.#open(request);
    const answered = this.#answerTo(request, outgoing).catch(() => null);
    await new Promise<void>((resolve) => {
      outgoing.once('finish', resolve);
      outgoing.once('error', () => resolve());
      outgoing.end(request.body);
    });
    await strike();
    await answered;
  }

  /** With every connection to it. */
  async killServer(): Promise<void> {
    await this.#server.kill();
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true });
  }

  #open({ method, path, headers, body }: SentRequest): ClientRequest {
    return httpRequest({
      host: '127.0.0.1',
      port: this.#server.port,
      agent: this.#agent,
      method,
      path,
      headers: { ...headers, ...(body ? { 'content-length': body.length } : {}) },
    });
  }

  #answerTo(request: SentRequest, outgoing: ClientRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part) => parts.push(part));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const headers = Object.fromEntries(
            Object.entries(incoming.headers).filter(
              (header): header is [string, string] => typeof header[1] === 'string',
            ),
          );
          const answer = {
            status: incoming.statusCode ?? 0,
            headers,
            body: Buffer.concat(parts),
          };
          const receipt = receiptIn(request, answer);
          if (receipt) this.receipts.push(receipt);
          resolve(answer);
        });
        incoming.once('aborted', () => reject(new Error('aborted')));
      });
    });
  }
}

function answeredBetween(status: 403 | 413 | 429 | 502): Answer {
  const page = { 'content-type': 'text/html' };
  if (status !== 429) return { status, headers: page, body: Buffer.from('<h1>Welcome</h1>') };
  const problem = { error: 'too-many', serverTime: 0 };
  const headers = { 'content-type': 'application/json', 'retry-after': '3' };
  return { status, headers, body: Buffer.from(JSON.stringify(problem)) };
}

function responseOf({ status, headers, body }: Answer, isCut: boolean): Response {
  // A Response of these may have no body, not even an empty one.
  if (status === 204 || status === 304) return new Response(null, { status, headers });
  if (!isCut) return new Response(new Uint8Array(body), { status, headers });
  const half = new Uint8Array(body.subarray(0, Math.floor(body.length / 2)));
  let isFirst = true;
  const cut = new ReadableStream({
    pull(stream) {
      if (isFirst) stream.enqueue(half);
      else stream.error(new TypeError('network'));
      isFirst = false;
    },
  });
  return new Response(cut, { status, headers });
}

const inOrder = (sent: readonly { readonly phone: string; readonly request: SentRequest }[]) =>
  sent.toSorted((a, b) => a.phone.localeCompare(b.phone)).map(({ request }) => request);

const isPush = ({ path }: SentRequest): boolean => path === '/api/push';

function described(request: SentRequest): string {
  const { method, path, body } = request;
  if (!isPush(request) || !body) return `${method} ${path.replace(/\?.*/, '')}`;
  const push: unknown = decode(body);
  if (!Array.isArray(push)) return 'push of nothing';
  return `push ${push[4]}+${(push[5] as unknown[]).length}`;
}

function outcome(request: SentRequest, { status, body }: Answer): string {
  if (!isPush(request) || status !== 200) return String(status);
  const answer: unknown = decode(body);
  if (!Array.isArray(answer)) return 'unreadable';
  return answer[0] === 0 ? 'receipt' : `${answer[0] === 1 ? 'gap' : 'fork'} at ${answer[1]}`;
}

function receiptIn(request: SentRequest, { status, body }: Answer): Uint8Array | null {
  if (!isPush(request) || status !== 200) return null;
  const answer: unknown = decode(body);
  return Array.isArray(answer) && answer[0] === 0 ? (answer[1] as Uint8Array) : null;
}
