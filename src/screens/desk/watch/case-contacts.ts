import type { Place } from '../../../domain/place.ts';
import type { PlacedContact } from '../../../protocol/marks.ts';

/** Whom to call for a gate: those of the places that it lies in, the nearest first. */
export function contactsFor(
  gateId: string,
  contacts: readonly PlacedContact[],
  places: readonly Place[],
): PlacedContact[] {
  const path = places.find(({ id }) => id === gateId)?.path ?? '';
  const above = path.split('/').filter((id) => id !== '');
  return contacts
    .filter(({ placeId }) => above.includes(placeId))
    .toSorted((one, other) => above.indexOf(other.placeId) - above.indexOf(one.placeId));
}
