import { createHash } from 'node:crypto';
import { isWithin } from '../../domain/place.ts';
import {
  encodeNotices,
  type NoticeAnswer,
  type NoticesAnswer,
  parseNoticeChange,
} from '../../protocol/notices.ts';
import { sealUnderCard } from '../../sealing/gate-card.ts';
import { noticesAad } from '../../sealing/notices-aad.ts';
import { viewOf } from '../ledger/ledger-view.ts';
import { gateNotices } from '../street/gate-notices.ts';
import { noticesWithin, noticeWithin } from '../street/noticed-gates.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

const LISTED = 200;

export function noticeRoutes({ app, store, keys, clock, changes }: RouteContext): void {
  /** Sealed under the gate's card: they may name people. The etag is the cursor. */
  app.get<{ Params: { gateId: string } }>('/api/gates/:gateId/notices', async (request, reply) => {
    const gate = await store.gates.find(request.params.gateId);
    const inScope = gate && gate.closedAt === null && isWithin(gate, deviceOf(request).place.path);
    const pullKey = inScope ? await keys.pullKey(gate.id, gate.cardEpoch) : null;
    if (!inScope || !pullKey) throw new Refusal('not-found');
    const plain = encodeNotices(await gateNotices(gate, store, clock()));
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
    const etag = `"${gate.cardEpoch}.${hash}"`;
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const sealed = await sealUnderCard(plain, pullKey, noticesAad(gate.id));
    return reply.type('application/octet-stream').header('etag', etag).send(Buffer.from(sealed));
  });

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
