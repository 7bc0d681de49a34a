import type { ApiClient } from '../api-client/api-client.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { parsePushAnswer } from '../protocol/push.ts';
import { verifyKeysOf } from '../sealing/key-list.ts';
import { database, type SegmentRow } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { pendingOf } from '../storage/pending.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { acceptProof, keepTrouble, proveReceipt, type ReceiptProof } from './accept-receipt.ts';
import { BatchPace, type BatchSize } from './batch-pace.ts';
import { batchAfter, batchFrom, type LogBatch } from './log-batch.ts';
import { fetchKeyList } from './save-key-list.ts';
import { isFresh, type ReadyBatch, readyBatch, type SentBatch, sendBatch } from './sent-batch.ts';
import type { SyncProblem } from './sync-problem.ts';

/** Of another name than the writer's, or the page would keep its own service worker from sending. */
const LOCK_NAME = 'kadian-push';
/** Answers in a row that bring a segment no further, before it is left for the next round. */
const PATIENCE = 3;
/** A batch that was made ready longer ago is made ready anew. */
const FRESH_MS = 1_000;
/** What was found out about the network holds for the next push of the same client. */
const paces = new WeakMap<ApiClient, BatchPace>();

export interface PushResult {
  /** `busy`: another page or the service worker is sending. `failed`: try again later. */
  readonly kind: 'done' | 'busy' | 'failed' | 'no-network';
  readonly problem: SyncProblem | null;
  readonly retryAfterMs: number | null;
  /** The server's, when it answered; a change means that it was restored. */
  readonly incarnation: string | null;
}

/** Sends what no receipt covers, segment by segment. One that is refused never keeps back the next. Runs in workers too. */
export async function pushLog(
  client: ApiClient,
  identity: DeviceIdentity,
  now: () => number,
): Promise<PushResult> {
  return navigator.locks.request(LOCK_NAME, { ifAvailable: true }, async (lock) => {
    if (!lock) return { kind: 'busy', problem: null, retryAfterMs: null, incarnation: null };
    return withReopening(() => new Push(client, identity, now).run());
  });
}

class Push {
  readonly #client: ApiClient;
  readonly #identity: DeviceIdentity;
  readonly #now: () => number;
  readonly #pace: BatchPace;
  #receiptKeys: ReadonlyMap<string, CryptoKey> = new Map();
  #hasFetchedKeys = false;
  #areKeysFresh = false;
  #problem: SyncProblem | null = null;
  #incarnation: string | null = null;
  /** The server's as the last pull told it; null: of any that answers. */
  #known: string | null = null;
  #retryAfterMs: number | null = null;

  constructor(client: ApiClient, identity: DeviceIdentity, now: () => number) {
    this.#client = client;
    this.#identity = identity;
    this.#now = now;
    this.#pace = paces.get(client) ?? new BatchPace();
    paces.set(client, this.#pace);
  }

  async run(): Promise<PushResult> {
    const keys = await readTrustedKeys(this.#identity);
    if (!keys && !(await this.#fetchKeys())) return this.#result('failed', 'untrusted-keys');
    if (keys) this.#receiptKeys = await verifyKeysOf(keys, 'receipt');
    const known = await database.marks.get('incarnation');
    this.#known = typeof known?.value === 'string' ? known.value : null;
    let unfinished = false;
    for (const { segmentId } of await database.segments.orderBy('sequence').toArray()) {
      const end = await this.#pushSegment(segmentId);
      if (end === 'no-network') return this.#result('no-network', this.#problem);
      if (end === 'stop') return this.#result('failed', this.#problem);
      if (end === 'next') unfinished = true;
    }
    return this.#result(unfinished ? 'failed' : 'done', this.#problem);
  }

  /** `next`: this segment is not through, the others may be. `stop`: nothing else would get through now. */
  async #pushSegment(segmentId: string): Promise<'done' | 'next' | 'stop' | 'no-network'> {
    let underWay: SentBatch | null = null;
    let sendFrom: number | null = null;
    let stalled = 0;
    try {
      while (stalled < PATIENCE) {
        const segment = await database.segments.get(segmentId);
        if (!segment) return 'done';
        underWay ??= await this.#sendFrom(segment, sendFrom ?? segment.acknowledged + 1);
        if (!underWay) {
          if (sendFrom === null && (await pendingOf(segment)) === 0) return 'done';
          this.#problem = 'server-failed';
          return 'next';
        }
        const { batch, answered }: SentBatch = underWay;
        // The next is read and signed while the server works; two batches at most are in memory.
        const [answer, next] = await Promise.all([answered, this.#readyAfter(segment, batch)]);
        underWay = null;
        const heard = await this.#hear(segment, batch, answer);
        switch (heard.kind) {
          case 'no-network':
          case 'stop':
          case 'next':
            return heard.kind;
          case 'smaller':
            break;
          case 'from':
            stalled += 1;
            sendFrom = heard.from;
            break;
          case 'proof': {
            const { number } = heard.proof.receipt;
            // The server need not wait for the phone's disk: it has proved that it has what comes before.
            const isKnown = this.#known === null || this.#known === heard.incarnation;
            if (next && number === batch.last && isKnown) {
              underWay = await this.#send(segment, next);
            }
            const receipt = await acceptProof(segment, heard.proof, {
              now: this.#now(),
              incarnation: heard.incarnation,
            });
            // What it has is not what the phone believes: nothing is to be sent before a pull.
            if (receipt === 'other-incarnation') return 'stop';
            if (receipt.quarantined) this.#problem = 'device-revoked';
            stalled = number > segment.acknowledged ? 0 : stalled + 1;
            sendFrom = null;
            break;
          }
          default:
            throw new Error(`unknown end ${heard satisfies never}`);
        }
      }
      this.#problem ??= 'server-failed';
      return 'next';
    } finally {
      // Nothing of this push is on its way when the next one may begin.
      await underWay?.answered;
    }
  }

  async #sendFrom(segment: SegmentRow, from: number): Promise<SentBatch | null> {
    const batch = await batchFrom(segment, from, this.#pace.size);
    return batch && sendBatch(await this.#ready(segment, batch));
  }

  async #readyAfter(segment: SegmentRow, { last, head }: LogBatch): Promise<ReadyBatch | null> {
    const batch = await batchAfter(segment, last, head, this.#pace.size);
    return batch && this.#ready(segment, batch);
  }

  #ready(segment: SegmentRow, batch: LogBatch): Promise<ReadyBatch> {
    return readyBatch(this.#client, this.#identity, segment, batch, { now: this.#now() });
  }

  async #send(segment: SegmentRow, ready: ReadyBatch): Promise<SentBatch> {
    return sendBatch(
      isFresh(ready, this.#now(), FRESH_MS) ? ready : await this.#ready(segment, ready.batch),
    );
  }

  async #hear(
    segment: SegmentRow,
    batch: LogBatch,
    { answer, tookMs }: Awaited<SentBatch['answered']>,
  ): Promise<Heard> {
    if (answer.kind === 'no-network') {
      this.#pace.lost(batch.size, tookMs);
      return answer;
    }
    if (answer.kind === 'refused') return this.#onRefused(answer, batch.size);
    this.#pace.answered(tookMs);
    return this.#onAnswer(segment, batch, answer.response);
  }

  /** Once a push: the receipt may be signed by a key that came after the last pull, and a phone that was shut out pulls no more. */
  async #fetchKeys(): Promise<boolean> {
    if (this.#hasFetchedKeys) return false;
    this.#hasFetchedKeys = true;
    const keys = await fetchKeyList(this.#client, this.#identity);
    if (keys) this.#receiptKeys = await verifyKeysOf(keys, 'receipt');
    this.#areKeysFresh = keys !== null;
    return this.#areKeysFresh;
  }

  /** `unknown-key`: the newest list of keys was not to be had. One that is not on it is a wrong one. */
  async #prove(segment: SegmentRow, bytes: Bytes, sent: LogBatch) {
    const prove = () =>
      proveReceipt(segment, bytes, {
        deviceId: this.#identity.deviceId,
        receiptKeys: this.#receiptKeys,
        sent: { number: sent.last, head: sent.head },
      });
    const first = await prove();
    if (first !== 'unknown-key') return first;
    await this.#fetchKeys();
    const second = await prove();
    if (second !== 'unknown-key' || !this.#areKeysFresh) return second;
    await keepTrouble(segment.segmentId, 'wrong-receipt', bytes);
    return null;
  }

  #onRefused(
    refused: { status: number; problem: string; retryAfterMs: number | null },
    size: BatchSize,
  ): Heard {
    if (refused.status === 413 || refused.problem === 'body-too-large') {
      if (this.#pace.refused(size)) return { kind: 'smaller' };
      this.#problem = 'server-failed';
      return { kind: 'next' };
    }
    this.#retryAfterMs = refused.retryAfterMs;
    switch (refused.problem) {
      case 'device-revoked':
      case 'device-unknown':
      case 'too-many':
        this.#problem = refused.problem;
        return { kind: 'stop' };
      case 'body-malformed':
        // About these bytes, not about the phone: the other segments still get through.
        this.#problem = 'server-failed';
        return { kind: 'next' };
      default:
        this.#problem = 'server-failed';
        return { kind: 'stop' };
    }
  }

  async #onAnswer(segment: SegmentRow, sent: LogBatch, response: Response): Promise<Heard> {
    const body = await readBody(response);
    if (!body) return { kind: 'no-network' };
    const answer = parsePushAnswer(body);
    if (!answer) {
      this.#problem = 'server-failed';
      return { kind: 'stop' };
    }
    this.#incarnation = answer.incarnation;
    switch (answer.kind) {
      case 'receipt': {
        const proof = await this.#prove(segment, answer.receipt, sent);
        if (proof === 'unknown-key') {
          // Nothing wrong is known of it: asked again when the list of keys is to be had.
          this.#problem = 'server-failed';
          return { kind: 'stop' };
        }
        if (!proof) {
          this.#problem = 'wrong-receipt';
          return { kind: 'next' };
        }
        return { kind: 'proof', proof, incarnation: answer.incarnation };
      }
      case 'gap':
        return { kind: 'from', from: answer.have + 1 };
      case 'fork':
        await keepTrouble(segment.segmentId, 'fork', body);
        this.#problem = 'fork';
        return { kind: 'next' };
      default:
        throw new Error(`unknown answer ${answer satisfies never}`);
    }
  }

  #result(kind: PushResult['kind'], problem: SyncProblem | null): PushResult {
    return { kind, problem, retryAfterMs: this.#retryAfterMs, incarnation: this.#incarnation };
  }
}

type Heard =
  | { readonly kind: 'proof'; readonly proof: ReceiptProof; readonly incarnation: string }
  | { readonly kind: 'from'; readonly from: number }
  | { readonly kind: 'smaller' | 'next' | 'stop' | 'no-network' };

/** Null: the connection was cut inside the answer. */
async function readBody(response: Response): Promise<Bytes | null> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    return null;
  }
}
