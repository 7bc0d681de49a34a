import { isWithin } from '../../domain/place.ts';
import type { GateCardAnswer } from '../../protocol/passes.ts';
import { cardText } from '../../sealing/gate-card.ts';
import type { GateCard } from '../keys/key-store.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { PlacedGate } from '../store/gates.ts';
import { issueCard } from '../street/issue-card.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, emptyBody, type RouteContext } from './route-context.ts';

export function cardRoutes({ app, store, keys, account }: RouteContext): void {
  const gateFor = async (device: PlacedDevice, gateId: string): Promise<PlacedGate> => {
    const gate = await store.gates.find(gateId);
    if (!gate || !isWithin(gate, device.place.path)) throw new Refusal('not-found');
    return gate;
  };
  const answerOf = ({ secret, epoch }: GateCard, gate: PlacedGate): GateCardAnswer => {
    const { name: gateName, compoundName } = gate;
    return { text: cardText(secret), epoch, gateName, compoundName };
  };

  app.get<{ Params: { gateId: string } }>(
    '/api/gates/:gateId/card',
    async (request): Promise<GateCardAnswer> => {
      const device = deviceOf(request);
      const gate = await gateFor(device, request.params.gateId);
      const card = await keys.card(gate.id, gate.cardEpoch);
      if (!card) throw new Refusal('not-found');
      await account(device, 'card', gate.id, 1);
      return answerOf(card, gate);
    },
  );

  app.post<{ Params: { gateId: string } }>(
    '/api/gates/:gateId/card/replace',
    async (request): Promise<GateCardAnswer> => {
      const device = deviceOf(request);
      emptyBody(request);
      const gate = await gateFor(device, request.params.gateId);
      if (gate.closedAt !== null) throw new Refusal('place-refused', { why: 'place-closed' });
      await account(device, 'card-replaced', gate.id, 1);
      const card = await store.transaction((inside) => issueCard(inside, keys, gate.id));
      return answerOf(card, gate);
    },
  );
}
