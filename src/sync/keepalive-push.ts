import type { ApiAnswer, ApiClient } from '../api-client/api-client.ts';
import { parsePushAnswer } from '../protocol/push.ts';
import { verifyKeysOf } from '../sealing/key-list.ts';
import { database, type SegmentRow } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';
import { acceptReceipt } from './accept-receipt.ts';
import { batchFrom } from './log-batch.ts';
import { isFresh, type ReadyBatch, readyBatch } from './sent-batch.ts';

/** Browsers let 64 KiB be under way from pages that are gone; certificate, header and framing take about 1 KiB. */
const MOST = { records: 400, bytes: 56 * 1024 };
/** The push says when it was sent: an older one would make the phone's clock look wrong. */
const FRESH_MS = 60_000;

interface Leaving {
  readonly segment: SegmentRow;
  readonly ready: ReadyBatch;
}

/**
 * What a page that is being left can still send. The browser may end the page right after it was hidden, so everything
 * that takes time (reading, chaining, signing) is done before: one request for the oldest segment that waits.
 */
export class KeepalivePush {
  readonly #client: ApiClient;
  readonly #identity: DeviceIdentity;
  readonly #now: () => number;
  #leaving: Leaving | null = null;

  constructor(client: ApiClient, identity: DeviceIdentity, now: () => number) {
    this.#client = client;
    this.#identity = identity;
    this.#now = now;
  }

  async prepare(): Promise<void> {
    this.#leaving = null;
    for (const segment of await database.segments.orderBy('sequence').toArray()) {
      if (segment.trouble !== null) continue;
      const batch = await batchFrom(segment, segment.acknowledged + 1, MOST);
      if (!batch) continue;
      const made = { now: this.#now(), keepalive: true };
      const ready = await readyBatch(this.#client, this.#identity, segment, batch, made);
      this.#leaving = { segment, ready };
      return;
    }
  }

  /** Waits for nothing before it sends. Settles when an answer was believed, if the page lives to see it. */
  async send(): Promise<void> {
    const leaving = this.#leaving;
    this.#leaving = null;
    if (!leaving || !isFresh(leaving.ready, this.#now(), FRESH_MS)) return;
    await this.#onAnswer(leaving.segment, await leaving.ready.send());
  }

  /** Whatever is not a good receipt is left to the next push, which asks again. */
  async #onAnswer(segment: SegmentRow, answer: ApiAnswer): Promise<void> {
    if (answer.kind !== 'answer') return;
    const body = new Uint8Array(await answer.response.arrayBuffer());
    const said = parsePushAnswer(body);
    const keys = await readTrustedKeys(this.#identity);
    if (said?.kind !== 'receipt' || !keys) return;
    await acceptReceipt(segment, said.receipt, {
      deviceId: this.#identity.deviceId,
      receiptKeys: await verifyKeysOf(keys, 'receipt'),
      now: this.#now(),
      incarnation: said.incarnation,
    });
  }
}
