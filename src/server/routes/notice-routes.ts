import { isWithin } from '../../domain/place.ts';
import {
  encodeNotices,
  type NoticeAnswer,
  type NoticesAnswer,
  parseNoticeChange,
} from '../../protocol/notices.ts';
import { noticesAad } from '../../sealing/notices-aad.ts';
import { viewOf } from '../ledger/ledger-view.ts';
import { gateNotices } from '../street/gate-notices.ts';
import { noticesWithin, noticeWithin } from '../street/noticed-gates.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';
import { answerSealed, type OfGate } from './sealed-answer.ts';

const LISTED = 200;

export function noticeRoutes(context: RouteContext): void {
  const { app, store, clock, changes } = context;
  /** They may name people. */
  app.get<OfGate>('/api/gates/:gateId/notices', (request, reply) =>
    answerSealed(request, reply, context, {
      plainOf: async (gate) => encodeNotices(await gateNotices(gate, store, clock())),
      aadOf: noticesAad,
    }),
  );

  const list = async (streetId: string, scopePath: string): Promise<NoticesAnswer> => ({
    notices: await noticesWithin(streetId, scopePath, store, LISTED),
  });

  app.get('/api/notices', (request): Promise<NoticesAnswer> => {
    const { streetId, place } = deviceOf(request);
    return list(streetId, place.path);
  });

  app.get<{ Params: { noticeId: string } }>(
    '/api/notices/:noticeId',
    async (request): Promise<NoticeAnswer> => {
      const device = deviceOf(request);
      const { streetId, place } = device;
      const { noticeId } = request.params;
      const found = await noticeWithin(streetId, place.path, noticeId, viewOf(device), store);
      if (!found) throw new Refusal('not-found');
      return found;
    },
  );

  app.post('/api/notices/change', async (request): Promise<NoticesAnswer> => {
    const { streetId, name, place: own } = deviceOf(request);
    const change = jsonBody(request, parseNoticeChange);
    const now = clock();
    const before = await store.notices.find(streetId, change.id);
    const placeId = change.kind === 'make' ? change.placeId : before?.placeId;
    const place = placeId === undefined ? null : await store.places.find(placeId);
    const isOurs = place !== null && isWithin(place, own.path);
    if (!isOurs || (before && before.placeId !== place.id)) throw new Refusal('not-found');
    if (change.kind === 'make') {
      const { id, title, text, expiresAt } = change;
      if (place.closedAt !== null) throw new Refusal('not-found');
      await store.notices.add({
        streetId,
        id,
        placeId: place.id,
        title,
        text,
        madeAt: now,
        madeBy: name,
        expiresAt,
        withdrawnAt: null,
        policy: null,
      });
    } else {
      // The rules hold whether or not they are told of.
      if (before?.policy) throw new Refusal('not-allowed');
      await store.notices.withdraw(streetId, change.id, now);
    }
    changes.announce({ entries: 1, at: now }, place.path);
    return list(streetId, own.path);
  });
}
