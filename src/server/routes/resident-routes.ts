import { maskedNameText } from '../../domain/masked-name.ts';
import { hasRoster, isWithin } from '../../domain/place.ts';
import { parseResidentQuery, type ResidentsAnswer } from '../../protocol/residents.ts';
import { normalQuery } from '../../roster/room-match.ts';
import type { ResidentQuestion } from '../store/resident-search.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

/** '3号楼1单元502', '502', '周敬', 'ZJM' or '0417', and what else the text may mean. */
export function questionOf(text: string): ResidentQuestion {
  const wanted = normalQuery(text);
  const isLetters = /^[A-Z]+$/.test(wanted);
  return {
    room: /\d/.test(wanted) ? wanted : null,
    name: /\p{L}/u.test(wanted) ? text.trim().toUpperCase() : null,
    initials: isLetters ? wanted : null,
    phoneTail: /^\d{4,}$/.test(wanted) ? wanted.slice(-4) : null,
  };
}

/** Who somebody on a sheet of paper may be. */
export function residentRoutes({ app, store, account }: RouteContext): void {
  app.post('/api/residents/search', async (request): Promise<ResidentsAnswer> => {
    const device = deviceOf(request);
    const { placeId, text, limit } = jsonBody(request, parseResidentQuery);
    const place = await store.places.find(placeId);
    if (!place || !isWithin(place, device.place.path)) throw new Refusal('not-found');
    const compounds = new Map(
      (await store.places.within(place.path))
        .filter(({ kind }) => hasRoster(kind))
        .map(({ id, name }) => [id, name]),
    );
    const found = await store.residents.find(
      device.streetId,
      [...compounds.keys()],
      questionOf(text),
      limit,
    );
    await account(device, 'residents', place.id, found.length);
    return {
      residents: found.map(({ resident, room }) => ({
        rosterNumber: resident.rosterNumber,
        householdId: resident.householdId,
        name: resident.name,
        maskedName: maskedNameText(resident.name),
        room,
        compoundId: resident.compoundId,
        compoundName: compounds.get(resident.compoundId) ?? '',
      })),
    };
  });
}
