import type { Place } from '../../domain/place.ts';
import type { PosterAddress } from '../../protocol/poster.ts';
import { type VisitKeyAnswer, visitKeyAnswer } from '../../protocol/visiting.ts';
import { readKeyList, sealingKeyAt } from '../../sealing/key-list.ts';
import { Quota } from '../quota.ts';
import { streetOf } from '../store/places.ts';
import { policyInForce } from '../street/policy-in-force.ts';
import { Refusal } from './refusal.ts';
import type { RouteContext } from './route-context.ts';

const WINDOW_MS = 60_000;
/** Everybody at a gate may come by one address: that of the mobile network. */
const ASKS = 600;

/**
 * All that a visitor's page gets: it is never told anything about anyone, and nothing about the visitor comes here. And
 * where that page is, for the poster.
 */
export function visitRoutes(context: RouteContext): void {
  const { app, store, keys, clock, publicUrl, checkPublicUrl, timeZone } = context;
  const asks = new Quota(ASKS, WINDOW_MS);

  /** Of the gate on the poster, also after it was closed; without one, the street that is the only one. */
  const streetFor = async (gateId: string | undefined): Promise<Place | null> => {
    if (gateId !== undefined) {
      const gate = await store.places.find(gateId);
      return gate?.kind === 'gate' ? store.places.find(streetOf(gate.path)) : null;
    }
    const streets = (await store.places.all()).filter(({ parentId }) => parentId === null);
    return streets.length === 1 ? (streets[0] ?? null) : null;
  };

  app.get<{ Querystring: { gate?: unknown } }>(
    '/api/visit-key',
    async (request): Promise<VisitKeyAnswer> => {
      const now = clock();
      const retryAfterMs = asks.take(request.ip, 1, now);
      if (retryAfterMs > 0) throw new Refusal('too-many', { retryAfterMs });
      const { gate } = request.query;
      if (gate !== undefined && typeof gate !== 'string') throw new Refusal('not-found');
      const street = await streetFor(gate);
      if (!street) throw new Refusal('not-found');
      const policy = await policyInForce(street.id, store, timeZone, now);
      const reading = await readKeyList(await keys.keyList(now), keys.rootPublicKey, 0);
      const sealingKey = reading.ok ? sealingKeyAt(reading.list, now) : null;
      if (!sealingKey) throw new Error('no sealing key for this month');
      return visitKeyAnswer({
        sealingKey,
        streetName: street.name,
        visitorCodeDays: policy.visitorCodeDays,
      });
    },
  );

  app.get('/api/poster-address', async (): Promise<PosterAddress> => {
    const why = await checkPublicUrl();
    if (why !== null) throw new Refusal('public-url-unusable', { why });
    return { address: `${publicUrl}/visit/` };
  });
}
