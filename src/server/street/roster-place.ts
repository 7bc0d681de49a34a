import { hasRoster, type Place } from '../../domain/place.ts';
import type { Places } from '../store/places.ts';

/** The nearest place from the gate upwards that keeps a roster; the gate itself when there is none. */
export async function rosterPlaceOf(gate: Place, places: Pick<Places, 'find'>): Promise<Place> {
  let place = gate;
  while (!hasRoster(place.kind)) {
    const parent = place.parentId === null ? null : await places.find(place.parentId);
    if (!parent) return gate;
    place = parent;
  }
  return place;
}
