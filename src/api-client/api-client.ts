import type { Bytes } from '../encoding/bytes.ts';
import { type ProblemCode, parseProblem } from '../protocol/problem.ts';
import { signRequest } from '../sealing/request-signature.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Starts with a slash, and may have a query; nothing personal: addresses end up in histories and logs. */
  readonly path: string;
  readonly body?: Bytes;
  readonly contentType?: string;
  /** The ETag of what is here already: the answer is then a refusal of status 304 while nothing changed. */
  readonly ifNoneMatch?: string;
  readonly signal?: AbortSignal | undefined;
  /** Goes on when the page is gone. Browsers refuse it above 64 KiB. */
  readonly keepalive?: boolean;
}

export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  /** `server-failed` also when the answer is none of our server's. */
  readonly problem: ProblemCode;
  /** The problem's detail of that name; null when it has none. */
  readonly why: string | null;
  /** As the server asks; null when it does not. */
  readonly retryAfterMs: number | null;
}

export type ApiAnswer =
  | { readonly kind: 'answer'; readonly response: Response }
  | Refused
  /** Nothing came back: offline, cut, or timed out. Whether the server got it is unknown. */
  | { readonly kind: 'no-network' };

export interface ApiClientOptions {
  readonly deviceId: string;
  readonly privateKey: CryptoKey;
  /** 'https://host:port' */
  readonly origin: string;
  readonly fetch: typeof fetch;
  /** Epoch ms by this phone. */
  readonly now: () => number;
}

const TIMEOUT_MS = 60_000;

/** Signed requests to our own server. A wrong clock is corrected by the server's, once, for the signature only. */
export class ApiClient {
  readonly deviceId: string;
  readonly #options: ApiClientOptions;
  #clockOffsetMs = 0;

  constructor(options: ApiClientOptions) {
    this.deviceId = options.deviceId;
    this.#options = options;
  }

  /** Epoch ms by the server's clock, as far as it is known. */
  now(): number {
    return this.#options.now() + this.#clockOffsetMs;
  }

  async call(request: ApiRequest): Promise<ApiAnswer> {
    const first = await this.#callOnce(request);
    if (first.kind !== 'refused' || first.problem !== 'signature-stale') return first;
    return this.#callOnce(request);
  }

  /** Signs it now, to be sent in a moment that leaves no time for signing. */
  async prepare(request: ApiRequest): Promise<() => Promise<ApiAnswer>> {
    const send = await this.#signed(request);
    return () => this.#answerTo(send);
  }

  async #callOnce(request: ApiRequest): Promise<ApiAnswer> {
    return this.#answerTo(await this.#signed(request));
  }

  async #answerTo(send: () => Promise<Response>): Promise<ApiAnswer> {
    let response: Response;
    try {
      response = await send();
    } catch {
      return { kind: 'no-network' };
    }
    return response.ok ? { kind: 'answer', response } : this.#refusal(response);
  }

  async #signed(request: ApiRequest): Promise<() => Promise<Response>> {
    const { method, path, body, contentType, ifNoneMatch, signal, keepalive = false } = request;
    const { origin, deviceId, privateKey } = this.#options;
    const url = new URL(path, origin);
    const headers = await signRequest(
      {
        method,
        authority: url.host,
        path: url.pathname,
        query: url.search,
        body: body ?? null,
        createdAt: this.now(),
        keyId: deviceId,
      },
      privateKey,
    );
    return () =>
      this.#options.fetch(url, {
        method,
        headers: {
          ...headers,
          ...(contentType && { 'content-type': contentType }),
          ...(ifNoneMatch && { 'if-none-match': ifNoneMatch }),
        },
        body: body ?? null,
        signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        keepalive,
      });
  }

  async #refusal(response: Response): Promise<Refused> {
    const problem = parseProblem(await response.json().catch(() => null));
    if (problem?.error === 'signature-stale') {
      this.#clockOffsetMs = problem.serverTime - this.#options.now();
    }
    const seconds = Number(response.headers.get('retry-after') ?? 'none');
    return {
      kind: 'refused',
      status: response.status,
      problem: problem?.error ?? (response.status === 413 ? 'body-too-large' : 'server-failed'),
      why: typeof problem?.why === 'string' ? problem.why : null,
      retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
    };
  }
}

/** For this page or worker: the app and its server share the origin. */
export const clientOf = (
  identity: { readonly deviceId: string; readonly privateKey: CryptoKey },
  now: () => number = Date.now,
): ApiClient =>
  new ApiClient({
    deviceId: identity.deviceId,
    privateKey: identity.privateKey,
    origin: globalThis.location.origin,
    fetch: (input, init) => fetch(input, init),
    now,
  });
