import type { ApiClient, Refused } from '../api-client/api-client.ts';
import { equalBytes } from '../encoding/bytes.ts';
import { encodePush, type PushAnswer, parsePushAnswer } from '../protocol/push.ts';
import { verifyKeysOf } from '../sealing/key-list.ts';
import { type Receipt, readReceipt } from '../sealing/receipt.ts';
import type { SignedReading } from '../sealing/signed-array.ts';
import {
  distrustReceiptsBefore,
  keepCarriedReceipt,
  nextCarried,
  setCarriedState,
} from '../storage/carried-logs.ts';
import { type CarriedRow, database } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { fetchKeyList } from './save-key-list.ts';

/** Apart from the phone's own log, which never waits for what it carries. */
const LOCK_NAME = 'kadian-carry';

export interface CarryPushed {
  /** `failed`: something is left, try again later. */
  readonly kind: 'done' | 'busy' | 'failed' | 'no-network';
  /** Batches that the server has confirmed. */
  readonly received: number;
  readonly retryAfterMs: number | null;
}

/**
 * Sends what this phone carries for others: under its own signature, with their certificates, headers and tails. Best
 * after its own log. What is refused keeps back nothing of another phone.
 */
export const pushCarried = (
  client: ApiClient,
  identity: Pick<DeviceIdentity, 'rootKey'>,
  now: () => number,
): Promise<CarryPushed> =>
  navigator.locks.request(LOCK_NAME, { ifAvailable: true }, async (lock) => {
    if (!lock) return { kind: 'busy', received: 0, retryAfterMs: null };
    return withReopening(() => new CarryPush(client, identity, now).run());
  });

/** Gaps that were met since the page was opened: others have to fill them first, so they are not sent every time. */
const gapsMet = new Set<number>();

type Sent = 'received' | 'aside' | 'next-phone' | 'stop' | 'no-network';

class CarryPush {
  readonly #client: ApiClient;
  readonly #identity: Pick<DeviceIdentity, 'rootKey'>;
  readonly #now: () => number;
  #receiptKeys: ReadonlyMap<string, CryptoKey> = new Map();
  #hasFetchedKeys = false;
  #retryAfterMs: number | null = null;
  /** Up to where segments were confirmed in this run. */
  readonly #confirmed = new Map<string, number>();
  /** Phones of whose log nothing more is tried in this run. */
  readonly #skipped = new Set<string>();

  constructor(client: ApiClient, identity: Pick<DeviceIdentity, 'rootKey'>, now: () => number) {
    this.#client = client;
    this.#identity = identity;
    this.#now = now;
  }

  async run(): Promise<CarryPushed> {
    const known = await database.marks.get('incarnation');
    if (typeof known?.value === 'string') await distrustReceiptsBefore(known.value);
    let [received, unfinished] = [0, false];
    const ended = (kind: CarryPushed['kind']): CarryPushed => ({
      kind,
      received,
      retryAfterMs: this.#retryAfterMs,
    });
    let row = await nextCarried(0);
    if (!row) return ended('done');
    const keys = await readTrustedKeys(this.#identity);
    if (!keys) return ended('failed');
    this.#receiptKeys = await verifyKeysOf(keys, 'receipt');
    for (; row; row = await nextCarried(row.id)) {
      if (!this.#isWorthTrying(row)) continue;
      const sent = await this.#send(row);
      if (sent === 'no-network') return ended('no-network');
      if (sent === 'stop') return ended('failed');
      if (sent === 'received') received += 1;
      if (sent === 'next-phone') {
        this.#skipped.add(row.deviceId);
        unfinished = true;
      }
    }
    return ended(unfinished ? 'failed' : 'done');
  }

  #isWorthTrying({ id, deviceId, segmentId, from, state }: CarriedRow): boolean {
    if (this.#skipped.has(deviceId)) return false;
    if (state !== 'gap' || !gapsMet.has(id)) return true;
    return (this.#confirmed.get(segmentId) ?? 0) >= from - 1;
  }

  async #send(row: CarriedRow): Promise<Sent> {
    const { certificate, header, segmentId, from, records, head, tail, aheadMs } = row;
    const answer = await this.#client.call({
      method: 'POST',
      path: '/api/push',
      contentType: 'application/cbor',
      body: encodePush({
        certificate,
        header,
        segmentId,
        from,
        records,
        head,
        tail,
        // As the clock of the phone that wrote it stands, as far as this one can know.
        sentAt: Math.max(0, this.#now() + aheadMs),
      }),
    });
    if (answer.kind === 'no-network') return 'no-network';
    if (answer.kind === 'refused') return this.#onRefused(row, answer);
    let body: Uint8Array;
    try {
      body = new Uint8Array(await answer.response.arrayBuffer());
    } catch {
      return 'no-network';
    }
    const parsed = parsePushAnswer(body);
    return parsed ? this.#onAnswer(row, parsed) : 'stop';
  }

  async #onRefused(row: CarriedRow, { problem, retryAfterMs }: Refused): Promise<Sent> {
    switch (problem) {
      case 'body-malformed':
        await setCarriedState(row.id, 'refused');
        return 'aside';
      case 'device-unknown':
      case 'body-too-large':
        // The server may not know that phone yet, or a proxy be in the way: others' logs still get through.
        return 'next-phone';
      default:
        this.#retryAfterMs = retryAfterMs;
        return 'stop';
    }
  }

  async #onAnswer(row: CarriedRow, answer: PushAnswer): Promise<Sent> {
    switch (answer.kind) {
      case 'receipt': {
        const number = await this.#numberProvedBy(row, answer.receipt);
        if (number === null) return 'next-phone';
        const { deviceId, segmentId } = row;
        const { receipt: bytes, incarnation } = answer;
        await keepCarriedReceipt(row.id, { segmentId, deviceId, bytes, number, incarnation });
        this.#confirmed.set(segmentId, number);
        gapsMet.delete(row.id);
        return 'received';
      }
      case 'gap':
        gapsMet.add(row.id);
        await setCarriedState(row.id, 'gap');
        return 'aside';
      case 'fork':
        // The server keeps both, and the desk is told.
        await setCarriedState(row.id, 'fork');
        return 'aside';
      default:
        throw new Error(`unknown answer ${answer satisfies never}`);
    }
  }

  /** Null: no proof of custody of this batch. */
  async #numberProvedBy(row: CarriedRow, bytes: Uint8Array<ArrayBuffer>): Promise<number | null> {
    let reading = await this.#read(bytes);
    if (!reading.ok && reading.why === 'unknown-key' && !this.#hasFetchedKeys) {
      this.#hasFetchedKeys = true;
      const keys = await fetchKeyList(this.#client, this.#identity);
      if (keys) this.#receiptKeys = await verifyKeysOf(keys, 'receipt');
      reading = await this.#read(bytes);
    }
    if (!reading.ok) return null;
    const { deviceId, segmentId, number, head } = reading.content;
    const isOfIt = deviceId === row.deviceId && segmentId === row.segmentId && number >= row.last;
    return isOfIt && (number > row.last || equalBytes(head, row.head)) ? number : null;
  }

  #read(bytes: Uint8Array<ArrayBuffer>): Promise<SignedReading<Receipt>> {
    return readReceipt(bytes, (keyId) => this.#receiptKeys.get(keyId) ?? null);
  }
}
