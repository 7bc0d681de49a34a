import { encodeBriefing } from '../../protocol/briefing.ts';
import { briefingAad } from '../../sealing/briefing-aad.ts';
import { gateBriefing } from '../street/gate-briefing.ts';
import { policiesNow } from '../street/policy-in-force.ts';
import type { RouteContext } from './route-context.ts';
import { answerSealed, type OfGate } from './sealed-answer.ts';

/** What a gate is told beside its roster. */
export function briefingRoutes(context: RouteContext): void {
  const { app, store, clock, timeZone } = context;
  app.get<OfGate>('/api/gates/:gateId/briefing', (request, reply) =>
    answerSealed(request, reply, context, {
      plainOf: async (gate) => {
        const { inForce, next } = await policiesNow(gate.streetId, store, timeZone, clock());
        const hasHours = inForce.hours.length > 0 || (next?.hours.length ?? 0) > 0;
        return encodeBriefing(await gateBriefing(gate, store, hasHours));
      },
      aadOf: briefingAad,
    }),
  );
}
