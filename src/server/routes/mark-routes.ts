import type { FastifyRequest } from 'fastify';
import { halfWidth } from '../../domain/half-width.ts';
import type { Mark } from '../../domain/mark.ts';
import { isWithin } from '../../domain/place.ts';
import { checkPlate } from '../../domain/plate.ts';
import { MARKS_LIMIT } from '../../protocol/briefing.ts';
import {
  type ContactsAnswer,
  type MarksAnswer,
  parseContactChange,
  parseMarkChange,
} from '../../protocol/marks.ts';
import { marksWithin } from '../street/marked-people.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

const MARKS_LISTED = 5000;
const CONTACTS_LISTED = 2000;

/** Plates and ID numbers are compared as they are kept: half-width capitals without separators. */
function normal(mark: Mark): Mark {
  const { subject } = mark;
  if (subject.kind === 'plate') {
    const checked = checkPlate(subject.plate);
    const plate = checked.kind === 'ok' ? checked.normal : halfWidth(subject.plate).toUpperCase();
    return { ...mark, subject: { ...subject, plate } };
  }
  if (subject.kind === 'id-number') {
    const idNumber = halfWidth(subject.idNumber).replace(/\s/g, '').toUpperCase();
    return { ...mark, subject: { ...subject, idNumber } };
  }
  return mark;
}

export function markRoutes({ app, store, clock, account }: RouteContext): void {
  const { marks, contacts, places } = store;

  const listed = async (request: FastifyRequest): Promise<MarksAnswer> => {
    const device = deviceOf(request);
    const ours = await marksWithin(await marks.all(device.streetId), device.place.path, store);
    const shown = ours.slice(0, MARKS_LISTED);
    await account(device, 'marks', device.place.id, shown.length);
    return {
      marks: shown.map(({ kept: { mark, changedAt, changedBy }, who }) => ({
        mark: { ...mark, documentIds: [...mark.documentIds] },
        who,
        changedAt,
        changedBy,
      })),
    };
  };

  app.get('/api/marks', (request) => listed(request));

  app.post('/api/marks/change', async (request): Promise<MarksAnswer> => {
    const { streetId, name, place } = deviceOf(request);
    const change = jsonBody(request, parseMarkChange);
    const id = change.kind === 'set' ? change.mark.id : change.id;
    const before = await marks.find(streetId, id);
    const after =
      change.kind === 'set'
        ? {
            streetId,
            mark: normal(change.mark),
            changedAt: clock(),
            changedBy: name,
            changedWithin: place.path,
          }
        : null;
    // Neither what was there nor what is to be may be somebody else's.
    for (const kept of [before, after]) {
      if (kept && (await marksWithin([kept], place.path, store)).length === 0) {
        throw new Refusal('not-found');
      }
    }
    // What a desk above has said stands until that desk takes it back.
    if (before && !isWithin({ path: before.changedWithin }, place.path)) {
      throw new Refusal('not-allowed');
    }
    if (after && !before && (await marks.count(streetId)) >= MARKS_LIMIT) {
      throw new Refusal('too-many');
    }
    if (after) await marks.set(after);
    else await marks.remove(streetId, id);
    return listed(request);
  });

  const contactsOf = async (request: FastifyRequest): Promise<ContactsAnswer> => {
    const { streetId, place } = deviceOf(request);
    const within = new Set((await places.within(place.path)).map((one) => one.id));
    return {
      contacts: (await contacts.all(streetId))
        .filter((contact) => within.has(contact.placeId))
        .slice(0, CONTACTS_LISTED)
        .map(({ id, placeId, name, duty, phone }) => ({ id, placeId, name, duty, phone })),
    };
  };

  app.get('/api/contacts', (request) => contactsOf(request));

  app.post('/api/contacts/change', async (request): Promise<ContactsAnswer> => {
    const { streetId, place: own } = deviceOf(request);
    const change = jsonBody(request, parseContactChange);
    const isOurs = async (placeId: string): Promise<boolean> => {
      const place = await places.find(placeId);
      return place !== null && isWithin(place, own.path);
    };
    const id = change.kind === 'set' ? change.contact.id : change.id;
    const before = await contacts.find(streetId, id);
    if (before && !(await isOurs(before.placeId))) throw new Refusal('not-found');
    if (change.kind === 'remove') {
      await contacts.remove(streetId, id);
      return contactsOf(request);
    }
    if (!(await isOurs(change.contact.placeId))) throw new Refusal('not-found');
    await contacts.set({ streetId, ...change.contact });
    return contactsOf(request);
  });
}
