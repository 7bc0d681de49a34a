import { encodeGateDay } from '../../protocol/gate-day.ts';
import { gateDayAad } from '../../sealing/gate-day-aad.ts';
import { keptMonthMinutes, monthMinutes } from '../rota/rota-of-gate.ts';
import { gateDay } from '../street/gate-day.ts';
import type { RouteContext } from './route-context.ts';
import { answerSealed, type OfGate } from './sealed-answer.ts';

/** What a gate's phones are told about its day. */
export function gateDayRoutes(context: RouteContext): void {
  const { app, store, clock, timeZone: zone } = context;
  const minutesOf = keptMonthMinutes(monthMinutes(store, zone));
  app.get<OfGate>('/api/gates/:gateId/day', (request, reply) =>
    answerSealed(request, reply, context, {
      plainOf: async (gate) =>
        encodeGateDay(await gateDay({ gate, zone, now: clock(), minutesOf }, store)),
      aadOf: gateDayAad,
    }),
  );
}
