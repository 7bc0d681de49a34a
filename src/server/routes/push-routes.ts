import type { Bytes } from '../../encoding/bytes.ts';
import { encodePushAnswer, PUSH_LIMITS } from '../../protocol/push.ts';
import { pushTaker } from '../ingest/opened-push.ts';
import { PushWorker } from '../ingest/push-worker.ts';
import { receivePush } from '../ingest/receive-push.ts';
import { VerifiedSegments } from '../ingest/verified-segments.ts';
import { Quota } from '../quota.ts';
import { openForm } from '../visitor-form/open-form.ts';
import { bodyOf } from './authenticate.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, type RouteContext } from './route-context.ts';

/** A phone that was away for weeks sends some MB at once; more than this in a minute is no phone. */
const BYTES_PER_MINUTE = 64 * 1024 * 1024;

export function pushRoutes({ app, store, keys, clock, changes }: RouteContext): void {
  const quota = new Quota(BYTES_PER_MINUTE, 60_000);
  const verifiedSegments = new VerifiedSegments();
  const open = (code: Bytes) => openForm(code, keys);
  const worker = store.file && new PushWorker(store.file, open);
  app.addHook('onClose', () => worker?.close());
  const take = worker?.take ?? pushTaker(store.custody, open);
  const parts = { store, keys, verifiedSegments, take };

  app.post('/api/push', { bodyLimit: PUSH_LIMITS.maxBytes }, async (request, reply) => {
    const now = clock();
    const body = bodyOf(request);
    const waitMs = quota.take(deviceOf(request).deviceId, body.length, now);
    if (waitMs > 0) throw new Refusal('too-many', { retryAfterMs: waitMs });
    const outcome = await receivePush(body, parts, now);
    if (!outcome.ok) throw new Refusal(outcome.why);
    if (outcome.entries > 0 && outcome.gate) {
      changes.announce({ entries: outcome.entries, at: now }, outcome.gate.path);
    }
    return reply.type('application/cbor').send(Buffer.from(encodePushAnswer(outcome.answer)));
  });
}
