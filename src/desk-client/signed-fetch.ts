import { type Problem, parseProblem } from '../protocol/problem.ts';
import { signRequest } from '../sealing/request-signature.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { type Answer, failed } from './answer.ts';

export type DeskSigner = Pick<DeviceIdentity, 'deviceId' | 'privateKey'>;

export interface DeskRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** As in URL.search. Nothing about anybody: addresses end up in histories and logs. */
  readonly query?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface SignedFetch {
  readonly send: (request: DeskRequest) => Promise<Answer<Response>>;
  /** The device's clock, put right by what the server said; epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Signs every request as the desk's device (RFC 9421). A clock that is wrong is put right by the server's and the
 * request signed again, once. Never rejects: an aborted request fails as `server-away`.
 */
export function signedFetch(
  signer: DeskSigner,
  origin: string,
  clock: () => number = Date.now,
): SignedFetch {
  let clockOffsetMs = 0;
  const now = () => clock() + clockOffsetMs;

  const attempt = async ({
    method,
    path,
    query = '',
    body,
    signal,
  }: DeskRequest): Promise<Response> => {
    const bytes = body === undefined ? null : new TextEncoder().encode(JSON.stringify(body));
    const signature = await signRequest(
      {
        method,
        authority: new URL(origin).host,
        path,
        query,
        body: bytes,
        createdAt: now(),
        keyId: signer.deviceId,
      },
      signer.privateKey,
    );
    return fetch(new URL(path + query, origin), {
      method,
      body: bytes,
      headers: { ...signature, ...(bytes && { 'content-type': 'application/json' }) },
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: signal ?? null,
    });
  };

  const send = async (request: DeskRequest): Promise<Answer<Response>> => {
    try {
      const response = await attempt(request);
      if (response.ok) return { kind: 'answer', value: response };
      const problem = await readProblem(response);
      if (problem?.error !== 'signature-stale') return failureOf(response.status, problem);
      clockOffsetMs = problem.serverTime - clock();
      const second = await attempt(request);
      if (second.ok) return { kind: 'answer', value: second };
      return failureOf(second.status, await readProblem(second));
    } catch {
      return failed('server-away');
    }
  };
  return { send, now };
}

const readProblem = async (response: Response): Promise<Problem | null> =>
  parseProblem(await response.json().catch(() => null));

function failureOf(status: number, problem: Problem | null): Answer<never> {
  // A proxy in front of a server that is down answers by itself.
  if (problem === null)
    return failed(status >= 502 && status <= 504 ? 'server-away' : 'server-failed');
  switch (problem.error) {
    case 'device-revoked':
    case 'device-unknown':
      return failed('revoked');
    case 'not-allowed':
    case 'signature-malformed':
    case 'signature-bad':
    case 'signature-stale':
      return failed('not-allowed');
    case 'not-found':
      return failed('not-found');
    case 'too-many':
      return failed('too-many');
    case 'body-malformed':
    case 'body-too-large':
    case 'body-compressed':
      return failed('unreadable');
    case 'invitation-unknown':
    case 'invitation-used':
    case 'invitation-expired':
    case 'server-failed':
      return failed('server-failed');
    default:
      throw new Error(`unknown problem ${problem.error satisfies never}`);
  }
}
