import type { Place } from '../../domain/place.ts';
import type { Places } from '../store/places.ts';

/** What a place goes on as: itself, or the place that it was merged into, however often. Null: there is no such place. */
export async function standingPlace(
  placeId: string,
  places: Pick<Places, 'find'>,
): Promise<Place | null> {
  let place = await places.find(placeId);
  // It comes to an end: only open places are merged into, and none of those is merged itself.
  while (place?.mergedInto) place = await places.find(place.mergedInto);
  return place;
}
