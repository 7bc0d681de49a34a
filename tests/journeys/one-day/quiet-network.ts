import type { Network, SentRequest } from '../../chaos/network.ts';

/** A road on which nothing happens but that it may be cut. */
export class QuietNetwork implements Pick<Network, 'exchange' | 'putInTheWay'> {
  readonly #origin: string;
  readonly #cut = new Set<string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  cut(phone: string): void {
    this.#cut.add(phone);
  }

  mend(phone: string): void {
    this.#cut.delete(phone);
  }

  putInTheWay(): void {
    throw new Error('nothing is put in the way here');
  }

  async exchange(asking: { readonly name: string }, request: SentRequest): Promise<Response> {
    if (this.#cut.has(asking.name)) throw new TypeError('network');
    const { method, path, headers, body } = request;
    return fetch(`${this.#origin}${path}`, {
      method,
      headers,
      ...(body && { body: new Uint8Array(body) }),
    });
  }
}
