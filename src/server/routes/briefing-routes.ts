import { createHash } from 'node:crypto';
import { isWithin } from '../../domain/place.ts';
import { encodeBriefing } from '../../protocol/briefing.ts';
import { briefingAad } from '../../sealing/briefing-aad.ts';
import { sealUnderCard } from '../../sealing/gate-card.ts';
import { gateBriefing } from '../street/gate-briefing.ts';
import { policiesNow } from '../street/policy-in-force.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, type RouteContext } from './route-context.ts';

/** What a gate is told beside its roster, sealed under its card: 304 while the phone has it. */
export function briefingRoutes({ app, store, keys, clock, timeZone }: RouteContext): void {
  app.get<{ Params: { gateId: string } }>('/api/gates/:gateId/briefing', async (request, reply) => {
    const gate = await store.gates.find(request.params.gateId);
    const inScope = gate && gate.closedAt === null && isWithin(gate, deviceOf(request).place.path);
    const pullKey = inScope ? await keys.pullKey(gate.id, gate.cardEpoch) : null;
    if (!inScope || !pullKey) throw new Refusal('not-found');
    const { inForce, next } = await policiesNow(gate.streetId, store, timeZone, clock());
    const hasHours = inForce.hours.length > 0 || (next?.hours.length ?? 0) > 0;
    const plain = encodeBriefing(await gateBriefing(gate, store, hasHours));
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
    const etag = `"${gate.cardEpoch}.${hash}"`;
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const sealed = await sealUnderCard(plain, pullKey, briefingAad(gate.id));
    return reply.type('application/octet-stream').header('etag', etag).send(Buffer.from(sealed));
  });
}
