import { maskedNameText } from '../../domain/masked-name.ts';
import { isWithin } from '../../domain/place.ts';
import { type GateCardAnswer, type PassPage, parsePassQuery } from '../../protocol/passes.ts';
import type { PlacesAnswer } from '../../protocol/places.ts';
import { cardText } from '../../sealing/gate-card.ts';
import { signPass } from '../../sealing/pass.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function placeRoutes({ app, store, keys, account }: RouteContext): void {
  app.get('/api/places', async (request): Promise<PlacesAnswer> => {
    const places = await store.places.within(deviceOf(request).place.path);
    return { places };
  });

  app.get<{ Params: { gateId: string } }>(
    '/api/gates/:gateId/card',
    async (request): Promise<GateCardAnswer> => {
      const device = deviceOf(request);
      const gate = await store.gates.find(request.params.gateId);
      if (!gate || !isWithin(gate, device.place.path)) throw new Refusal('not-found');
      const card = await keys.card(gate.id, gate.cardEpoch);
      if (!card) throw new Refusal('not-found');
      await account(device, 'card', gate.id, 1);
      const { name: gateName, compoundName } = gate;
      return { text: cardText(card.secret), epoch: card.epoch, gateName, compoundName };
    },
  );

  app.post('/api/passes', async (request): Promise<PassPage> => {
    const device = deviceOf(request);
    const query = jsonBody(request, parsePassQuery);
    const compound = await store.places.find(query.compoundId);
    if (!compound || !isWithin(compound, device.place.path)) throw new Refusal('not-found');
    const after = query.cursor === undefined ? -1 : Number(query.cursor);
    if (!Number.isSafeInteger(after)) throw new Refusal('body-malformed');
    const { streetId } = device;
    const found = await store.rosters.passHolders(streetId, compound.id, after, query.limit + 1);
    const page = found.slice(0, query.limit);
    await account(device, 'passes', compound.id, page.length);
    const { key, keyId } = keys.pass;
    const passes = page.map(async ({ resident, household, pass }) => {
      const { passNumber, validFrom, validUntil } = pass;
      const content = { passNumber, kind: 'resident' as const, validFrom, validUntil };
      return {
        rosterNumber: resident.rosterNumber,
        name: resident.name,
        maskedName: maskedNameText(resident.name),
        room: household.label,
        passText: await signPass(content, key, Number(keyId)),
      };
    });
    const last = page.at(-1)?.resident.rosterNumber;
    return {
      passes: await Promise.all(passes),
      next: found.length > page.length && last !== undefined ? String(last) : null,
    };
  });
}
