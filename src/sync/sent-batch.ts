import type { ApiAnswer, ApiClient } from '../api-client/api-client.ts';
import { encodePush } from '../protocol/push.ts';
import { signTail } from '../sealing/tail-signature.ts';
import type { SegmentRow } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import type { LogBatch } from './log-batch.ts';

/** A batch that only needs to be sent. */
export interface ReadyBatch {
  readonly batch: LogBatch;
  /** Epoch ms of the phone's clock. */
  readonly madeAt: number;
  readonly send: () => Promise<ApiAnswer>;
}

/** A batch whose answer is to come. */
export interface SentBatch {
  readonly batch: LogBatch;
  /** Never rejects. */
  readonly answered: Promise<{ readonly answer: ApiAnswer; readonly tookMs: number }>;
}

type Sender = Pick<DeviceIdentity, 'certificate' | 'privateKey'>;

export async function readyBatch(
  client: ApiClient,
  { certificate, privateKey }: Sender,
  { segmentId, headerBytes }: SegmentRow,
  batch: LogBatch,
  { now, keepalive = false }: { readonly now: number; readonly keepalive?: boolean },
): Promise<ReadyBatch> {
  const { from, last, records, head } = batch;
  const send = await client.prepare({
    method: 'POST',
    path: '/api/push',
    contentType: 'application/cbor',
    keepalive,
    body: encodePush({
      certificate,
      header: headerBytes,
      segmentId,
      from,
      records,
      head,
      tail: await signTail(privateKey, segmentId, last, head),
      sentAt: now,
    }),
  });
  return { batch, madeAt: now, send };
}

/** The push says when it was sent, from which the server tells how wrong the phone's clock is. */
export const isFresh = ({ madeAt }: ReadyBatch, now: number, withinMs: number): boolean =>
  now >= madeAt && now - madeAt <= withinMs;

export function sendBatch({ batch, send }: ReadyBatch): SentBatch {
  const startedAt = performance.now();
  const answered = send().then((answer) => ({ answer, tookMs: performance.now() - startedAt }));
  return { batch, answered };
}
