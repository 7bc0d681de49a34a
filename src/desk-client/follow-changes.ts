import { parseEntryChange } from '../protocol/entry-changes.ts';
import type { DeskFailure } from './answer.ts';
import { eventReader } from './event-reader.ts';
import type { SignedFetch } from './signed-fetch.ts';

export interface ChangesListener {
  /** The stream is open, or a sign of life came. */
  readonly onHeard: () => void;
  /** Logs arrived within scope, or may have: after every reconnection too. */
  readonly onChange: () => void;
  readonly onLost: (why: DeskFailure) => void;
}

const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** Doubles up to half a minute; jittered, so that desks do not all come back in one second. `random` is in [0, 1). */
export const waitBeforeRetryMs = (failures: number, random: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1)) * (0.5 + random / 2);

/** Follows the server's announcements until `leaving` is aborted or the device is revoked. Never rejects. */
export async function followChanges(
  { send }: SignedFetch,
  listener: ChangesListener,
  leaving: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!leaving.aborted) {
    const connection = new AbortController();
    const leave = () => connection.abort();
    leaving.addEventListener('abort', leave);
    const answer = await send({
      method: 'GET',
      path: '/api/entries/changes',
      signal: connection.signal,
    });
    if (answer.kind === 'answer' && answer.value.body) {
      listener.onHeard();
      if (failures > 0) listener.onChange();
      failures = 0;
      await readStream(answer.value.body, listener, connection);
    }
    leaving.removeEventListener('abort', leave);
    connection.abort();
    if (leaving.aborted) return;
    const why = answer.kind === 'failed' ? answer.why : 'server-away';
    listener.onLost(why);
    if (why === 'revoked') return;
    failures += 1;
    await pause(waitBeforeRetryMs(failures, Math.random()), leaving);
  }
}

async function readStream(
  body: ReadableStream<Uint8Array>,
  listener: ChangesListener,
  connection: AbortController,
): Promise<void> {
  const decoder = new TextDecoder();
  const read = eventReader((data) => {
    const change = parseEntryChange(data);
    if (change && change.entries > 0) listener.onChange();
  });
  const reader = body.getReader();
  // A network that vanished without a word leaves the stream open for ever.
  let silence = setTimeout(() => connection.abort(), SILENCE_MS);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(() => connection.abort(), SILENCE_MS);
      listener.onHeard();
      read(decoder.decode(value, { stream: true }));
    }
  } catch {
    return;
  } finally {
    clearTimeout(silence);
  }
}

/** Ends early when the network comes back. */
function pause(ms: number, leaving: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      leaving.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    leaving.addEventListener('abort', end);
  });
}
