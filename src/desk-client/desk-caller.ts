import type { Parsed } from '../protocol/shapes.ts';
import { type Answer, failed } from './answer.ts';
import type { SignedFetch } from './signed-fetch.ts';

export type Parse<T> = (json: unknown) => Parsed<T>;

/** The shapes of question that every group of calls is made of. Nothing here rejects. */
export interface DeskCaller {
  get<T>(path: string, parse: Parse<T>, signal?: AbortSignal): Promise<Answer<T>>;
  post<T>(path: string, body: unknown, parse: Parse<T>, signal?: AbortSignal): Promise<Answer<T>>;
  /** Bytes as they are. */
  postBytes<T>(
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
    parse: Parse<T>,
    signal?: AbortSignal,
  ): Promise<Answer<T>>;
  /** A whole file, however long it takes. */
  postForFile(path: string, body: unknown, signal?: AbortSignal): Promise<Answer<Blob>>;
}

export function deskCaller(signed: SignedFetch): DeskCaller {
  async function parsed<T>(answer: Answer<Response>, parse: Parse<T>): Promise<Answer<T>> {
    if (answer.kind === 'failed') return answer;
    try {
      const reading = parse(JSON.parse(await answer.value.text()));
      return reading.ok ? { kind: 'answer', value: reading.value } : failed('unreadable');
    } catch (error) {
      return failed(error instanceof SyntaxError ? 'unreadable' : 'server-away');
    }
  }
  return {
    get: async (path, parse, signal) =>
      parsed(await signed.send({ method: 'GET', path, signal }), parse),
    post: async (path, body, parse, signal) =>
      parsed(await signed.send({ method: 'POST', path, body, signal }), parse),
    postBytes: async (path, bytes, parse, signal) =>
      parsed(await signed.send({ method: 'POST', path, bytes, signal }), parse),
    async postForFile(path, body, signal) {
      // A signal of its own stands in for the usual time-out.
      const patient = signal ?? new AbortController().signal;
      const answer = await signed.send({ method: 'POST', path, body, signal: patient });
      if (answer.kind === 'failed') return answer;
      try {
        return { kind: 'answer', value: await answer.value.blob() };
      } catch {
        return failed('server-away');
      }
    },
  };
}
