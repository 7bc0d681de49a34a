import type { ApiClient } from '../api-client/api-client.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { encodePush, parsePushAnswer } from '../protocol/push.ts';
import { nextHead } from '../sealing/chain.ts';
import { verifyKeysOf } from '../sealing/key-list.ts';
import { signTail } from '../sealing/tail-signature.ts';
import { headAt } from '../storage/chain-head.ts';
import { database, recordsFrom, type SegmentRow } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { pendingOf } from '../storage/pending.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { acceptReceipt, keepTrouble, type ReceiptChecks } from './accept-receipt.ts';
import { BatchPace, type BatchSize } from './batch-pace.ts';
import { fetchKeyList } from './save-key-list.ts';
import type { SyncProblem } from './sync-problem.ts';

/** Of another name than the writer's, or the page would keep its own service worker from sending. */
const LOCK_NAME = 'kadian-push';
/** Answers in a row that bring a segment no further, before it is left for the next round. */
const PATIENCE = 3;
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
    let sendFrom: number | null = null;
    let following = null as Batch | null;
    let stalled = 0;
    while (stalled < PATIENCE) {
      const segment = await database.segments.get(segmentId);
      if (!segment) return 'done';
      const from: number = sendFrom ?? segment.acknowledged + 1;
      const batch: Batch | null =
        following !== null && following.from === from
          ? following
          : await batchFrom(segment, from, this.#pace.size);
      if (!batch) {
        if (sendFrom === null && (await pendingOf(segment)) === 0) return 'done';
        this.#problem = 'server-failed';
        return 'next';
      }
      // The next is read while the server works; two batches at most are in memory.
      const [sent, next]: [Sent, Batch | null] = await Promise.all([
        this.#sendBatch(segment, batch),
        recordsAfter(segment, batch.last, batch.head, this.#pace.size),
      ]);
      following = next;
      switch (sent.kind) {
        case 'no-network':
          return 'no-network';
        case 'stop':
        case 'next':
          return sent.kind;
        case 'smaller':
          following = null;
          break;
        case 'from':
          stalled += 1;
          sendFrom = sent.from;
          break;
        case 'receipt':
          stalled = sent.number > segment.acknowledged ? 0 : stalled + 1;
          sendFrom = null;
          break;
        default:
          throw new Error(`unknown end ${sent satisfies never}`);
      }
    }
    this.#problem ??= 'server-failed';
    return 'next';
  }

  async #sendBatch(segment: SegmentRow, batch: Batch): Promise<Sent> {
    const { segmentId } = segment;
    const { from, last, records, head, size } = batch;
    const { identity, now } = { identity: this.#identity, now: this.#now() };
    const startedAt = performance.now();
    const answer = await this.#client.call({
      method: 'POST',
      path: '/api/push',
      contentType: 'application/cbor',
      body: encodePush({
        certificate: identity.certificate,
        header: segment.headerBytes,
        segmentId,
        from,
        records,
        head,
        tail: await signTail(identity.privateKey, segmentId, last, head),
        sentAt: now,
      }),
    });
    const tookMs = performance.now() - startedAt;
    if (answer.kind === 'no-network') {
      this.#pace.lost(size, tookMs);
      return answer;
    }
    if (answer.kind === 'refused') return this.#onRefused(answer, size);
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
  async #accept(segment: SegmentRow, bytes: Bytes, checks: ReceiptChecks) {
    const first = await acceptReceipt(segment, bytes, checks);
    if (first !== 'unknown-key') return first;
    await this.#fetchKeys();
    const receiptKeys = this.#receiptKeys;
    const second = await acceptReceipt(segment, bytes, { ...checks, receiptKeys });
    if (second !== 'unknown-key' || !this.#areKeysFresh) return second;
    await keepTrouble(segment.segmentId, 'wrong-receipt', bytes);
    return null;
  }

  #onRefused(
    refused: { status: number; problem: string; retryAfterMs: number | null },
    size: BatchSize,
  ): Sent {
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

  async #onAnswer(segment: SegmentRow, sent: Batch, response: Response): Promise<Sent> {
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
        const checks: ReceiptChecks = {
          deviceId: this.#identity.deviceId,
          receiptKeys: this.#receiptKeys,
          now: this.#now(),
          incarnation: answer.incarnation,
          sent: { number: sent.last, head: sent.head },
        };
        const receipt = await this.#accept(segment, answer.receipt, checks);
        if (receipt === 'unknown-key') {
          // Nothing wrong is known of it: asked again when the list of keys is to be had.
          this.#problem = 'server-failed';
          return { kind: 'stop' };
        }
        // What it has is not what the phone believes: nothing is to be sent before a pull.
        if (receipt === 'other-incarnation') return { kind: 'stop' };
        if (!receipt) {
          this.#problem = 'wrong-receipt';
          return { kind: 'next' };
        }
        if (receipt.quarantined) this.#problem = 'device-revoked';
        return { kind: 'receipt', number: receipt.number };
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

/** A part of a segment's log, as the phone has it. */
interface Batch {
  readonly from: number;
  readonly last: number;
  readonly records: readonly Bytes[];
  /** The chain's after the last of them. */
  readonly head: Bytes;
  readonly size: BatchSize;
}

/** Null: the phone has nothing there, or not all bytes up to there. */
async function batchFrom(
  segment: SegmentRow,
  from: number,
  most: BatchSize,
): Promise<Batch | null> {
  const before = await headAt(segment, from - 1);
  return before && recordsAfter(segment, from - 1, before, most);
}

/** As much as goes into one request behind `number`, where the chain's head is `before`. */
async function recordsAfter(
  { segmentId }: SegmentRow,
  number: number,
  before: Bytes,
  most: BatchSize,
): Promise<Batch | null> {
  const from = number + 1;
  const rows = await recordsFrom(segmentId, from).limit(most.records).toArray();
  const records: Bytes[] = [];
  let head = before;
  let bytes = 0;
  for (const row of rows) {
    const isTooMuch = records.length > 0 && bytes + row.sealed.length > most.bytes;
    if (row.number !== from + records.length || isTooMuch) break;
    bytes += row.sealed.length;
    records.push(row.sealed);
    head = nextHead(head, row.sealed);
  }
  const last = number + records.length;
  const size = { records: records.length, bytes };
  return records.length === 0 ? null : { from, last, records, head, size };
}

type Sent =
  | { readonly kind: 'receipt'; readonly number: number }
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
