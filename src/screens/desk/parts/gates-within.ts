import { isWithin, type Place } from '../../../domain/place.ts';

/** A gate with what it guards and the community or village that it belongs to. */
export interface PlacedGate {
  readonly gate: Place;
  /** The compound, village or venue at whose edge it stands; the gate itself where that is out of scope. */
  readonly guarded: Place;
  /** The nearest community or village above it; what it guards where there is none within scope. */
  readonly community: Place;
}

/** Gates of those places by id, closed ones too, in the order given. */
export function placedGates(places: readonly Place[]): ReadonlyMap<string, PlacedGate> {
  const byId = new Map(places.map((place) => [place.id, place]));
  const above = (place: Place): Place | undefined =>
    place.parentId === null ? undefined : byId.get(place.parentId);
  const found = new Map<string, PlacedGate>();
  for (const gate of places) {
    if (gate.kind !== 'gate') continue;
    const guarded = above(gate) ?? gate;
    let community: Place | undefined = guarded;
    while (community && community.kind !== 'community' && community.kind !== 'village') {
      community = above(community);
    }
    found.set(gate.id, { gate, guarded, community: community ?? guarded });
  }
  return found;
}

/** Open places above gates that a desk may look at by themselves: communities, villages, compounds and venues. */
export const scopesAbove = (places: readonly Place[]): readonly Place[] =>
  places.filter(
    (place) =>
      place.closedAt === null &&
      place.kind !== 'gate' &&
      place.kind !== 'street' &&
      places.some((gate) => gate.kind === 'gate' && isWithin(gate, place.path)),
  );

/** All where no place is chosen. What a chosen place lies in stays, for the names above gates. */
export function gatesWithin(places: readonly Place[], placeId: string): readonly Place[] {
  const chosen = places.find(({ id }) => id === placeId);
  if (!chosen) return places;
  return places.filter((place) => place.kind !== 'gate' || isWithin(place, chosen.path));
}
