import { ApiClient, type Refused } from '../api-client/api-client.ts';
import { utf8 } from '../encoding/bytes.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { type Answer, failed } from './answer.ts';

export type DeskSigner = Pick<DeviceIdentity, 'deviceId' | 'privateKey'>;

export interface DeskRequest {
  readonly method: 'GET' | 'POST';
  /** With its query. Nothing about anybody: addresses end up in histories and logs. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as they are, instead of a body. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal | undefined;
}

export interface SignedFetch {
  readonly send: (request: DeskRequest) => Promise<Answer<Response>>;
  /** The device's clock, put right by what the server said; epoch milliseconds. */
  readonly now: () => number;
}

/** The desk's device speaking to its server. Never rejects: an aborted request fails as `server-away`. */
export function signedFetch(
  { deviceId, privateKey }: DeskSigner,
  origin: string,
  clock: () => number = Date.now,
): SignedFetch {
  const client = new ApiClient({
    deviceId,
    privateKey,
    origin,
    fetch: (input, init) => fetch(input, init),
    now: clock,
  });
  return {
    now: () => client.now(),
    async send({ method, path, body, bytes, signal }) {
      const json = body === undefined ? null : utf8(JSON.stringify(body));
      const answer = await client.call({
        method,
        path,
        signal,
        ...(json && { body: json, contentType: 'application/json' }),
        ...(bytes && { body: bytes, contentType: 'application/octet-stream' }),
      });
      if (answer.kind === 'answer') return { kind: 'answer', value: answer.response };
      return answer.kind === 'no-network' ? failed('server-away') : failureOf(answer);
    },
  };
}

function failureOf({ problem, status, why }: Refused): Answer<never> {
  switch (problem) {
    case 'device-revoked':
    case 'device-unknown':
      return failed('revoked');
    case 'not-allowed':
    case 'signature-malformed':
    case 'signature-bad':
    case 'signature-stale':
    case 'signature-replayed':
    case 'device-waiting':
      return failed('not-allowed');
    case 'not-found':
      return failed('not-found');
    case 'place-refused':
    case 'import-refused':
    case 'policy-refused':
    case 'public-url-unusable':
      return failed('refused', why);
    case 'too-many':
      return failed('too-many');
    case 'body-malformed':
    case 'body-too-large':
    case 'body-compressed':
      return failed('unreadable');
    case 'invitation-unknown':
    case 'invitation-used':
    case 'invitation-expired':
      return failed('server-failed');
    case 'server-failed':
      // A proxy in front of a server that is down answers by itself.
      return failed(status >= 502 && status <= 504 ? 'server-away' : 'server-failed');
    default:
      throw new Error(`unknown problem ${problem satisfies never}`);
  }
}
