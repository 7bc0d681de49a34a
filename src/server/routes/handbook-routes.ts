import {
  encodeHandbook,
  type HandbookAnswer,
  parseHandbookChange,
} from '../../protocol/handbook.ts';
import { handbookAad } from '../../sealing/handbook-aad.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { changeHandbook, handbookAt, handbookOf } from '../street/street-handbook.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';
import { answerSealed, type OfGate } from './sealed-answer.ts';

export function handbookRoutes(context: RouteContext): void {
  const { app, store, clock, changes } = context;
  const handbook = ({ streetId, place }: PlacedDevice): Promise<HandbookAnswer> =>
    handbookAt({ streetId, scopePath: place.path, now: clock() }, store);

  app.get<OfGate>('/api/gates/:gateId/handbook', (request, reply) =>
    answerSealed(request, reply, context, {
      plainOf: async ({ streetId }) => encodeHandbook(await handbookOf(streetId, store)),
      aadOf: handbookAad,
    }),
  );

  app.get('/api/handbook', (request): Promise<HandbookAnswer> => handbook(deviceOf(request)));

  app.post('/api/handbook/change', async (request): Promise<HandbookAnswer> => {
    const device = deviceOf(request);
    const { streetId, name, place } = device;
    const change = jsonBody(request, parseHandbookChange);
    // It is the whole street's: whoever sees a part of it does not set it.
    if (place.parentId !== null) throw new Refusal('not-allowed');
    const at = clock();
    if (!(await changeHandbook(streetId, { ...change, at, by: name }, store))) {
      throw new Refusal('policy-refused', { why: 'outdated' });
    }
    changes.announce({ entries: 0, at }, place.path);
    return handbook(device);
  });
}
