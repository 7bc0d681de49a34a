import { type PlacesAnswer, type PlacesChanged, parsePlaceChange } from '../../protocol/places.ts';
import { changePlace } from '../street/change-place.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function placeRoutes({ app, store, keys, clock }: RouteContext): void {
  app.get('/api/places', async (request): Promise<PlacesAnswer> => {
    const { place, streetId } = deviceOf(request);
    const places = await store.places.within(place.path);
    const street = await store.places.find(streetId);
    if (!street) throw new Error('a device of a street that is not there');
    return { places, streetName: street.name };
  });

  app.post('/api/places/change', async (request): Promise<PlacesChanged> => {
    const change = jsonBody(request, parsePlaceChange);
    const outcome = await changePlace(change, deviceOf(request), { store, keys, now: clock() });
    if (outcome.ok) return { places: [...outcome.places] };
    if (outcome.why === 'not-found') throw new Refusal('not-found');
    throw new Refusal('place-refused', { why: outcome.why, name: outcome.name });
  });
}
