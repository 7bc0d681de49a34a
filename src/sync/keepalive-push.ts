import type { ApiAnswer, ApiClient } from '../api-client/api-client.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { encodePush, parsePushAnswer } from '../protocol/push.ts';
import { nextHead } from '../sealing/chain.ts';
import { verifyKeysOf } from '../sealing/key-list.ts';
import { signTail } from '../sealing/tail-signature.ts';
import { database, recordsFrom, type SegmentRow } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';
import { acceptReceipt } from './accept-receipt.ts';

/** Browsers let 64 KiB be under way from pages that are gone; certificate, header and framing take about 1 KiB. */
const MAX_RECORD_BYTES = 56 * 1024;
const MAX_RECORDS = 400;
/** The push says when it was sent: an older one would make the phone's clock look wrong. */
const FRESH_MS = 60_000;

interface Ready {
  readonly segment: SegmentRow;
  readonly madeAt: number;
  readonly send: () => Promise<ApiAnswer>;
}

/**
 * What a page that is being left can still send. The browser may end the page right after it was hidden, so everything
 * that takes time (reading, chaining, signing) is done before: one request for the oldest segment that waits.
 */
export class KeepalivePush {
  readonly #client: ApiClient;
  readonly #identity: DeviceIdentity;
  readonly #now: () => number;
  #ready: Ready | null = null;

  constructor(client: ApiClient, identity: DeviceIdentity, now: () => number) {
    this.#client = client;
    this.#identity = identity;
    this.#now = now;
  }

  async prepare(): Promise<void> {
    this.#ready = null;
    for (const segment of await database.segments.orderBy('sequence').toArray()) {
      if (segment.trouble !== null) continue;
      const body = await this.#bodyFor(segment);
      if (body === null) continue;
      const send = await this.#client.prepare({
        method: 'POST',
        path: '/api/push',
        contentType: 'application/cbor',
        body,
        keepalive: true,
      });
      this.#ready = { segment, madeAt: this.#now(), send };
      return;
    }
  }

  /** Waits for nothing before it sends. Settles when an answer was believed, if the page lives to see it. */
  async send(): Promise<void> {
    const ready = this.#ready;
    this.#ready = null;
    const ageMs = ready ? this.#now() - ready.madeAt : 0;
    if (!ready || ageMs < 0 || ageMs > FRESH_MS) return;
    await this.#onAnswer(ready.segment, await ready.send());
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

  /** Null: nothing of it waits. */
  async #bodyFor(segment: SegmentRow): Promise<Bytes | null> {
    const { segmentId, acknowledged } = segment;
    const from = acknowledged + 1;
    let head = segment.acknowledgedHead;
    let bytes = 0;
    const records: Bytes[] = [];
    for (const { number, sealed } of await recordsFrom(segmentId, from)
      .limit(MAX_RECORDS)
      .toArray()) {
      bytes += sealed.length;
      if (number !== from + records.length || bytes > MAX_RECORD_BYTES) break;
      records.push(sealed);
      head = nextHead(head, sealed);
    }
    if (records.length === 0) return null;
    return encodePush({
      certificate: this.#identity.certificate,
      header: segment.headerBytes,
      segmentId,
      from,
      records,
      head,
      tail: await signTail(
        this.#identity.privateKey,
        segmentId,
        acknowledged + records.length,
        head,
      ),
      sentAt: this.#now(),
    });
  }
}
