import type { Briefing, Entrance } from '../../domain/mark.ts';
import { isWithin } from '../../domain/place.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { Store } from '../store/store.ts';
import { marksWithin } from './marked-people.ts';

const CONTACTS_TOLD = 50;

/**
 * Marks of whoever lives in what the gate guards, plates and ID numbers of the street, and whom to call, nearest first.
 * `hasHours`: the rules, now or soon, ask where in the compound somebody lives.
 */
export async function gateBriefing(
  gate: PlacedGate,
  store: Pick<Store, 'marks' | 'contacts' | 'rosters' | 'places'>,
  hasHours: boolean,
): Promise<Briefing> {
  const compound = await store.places.find(gate.compoundId);
  const kept = compound ? await store.marks.all(gate.streetId) : [];
  const ours = compound ? await marksWithin(kept, compound.path, store) : [];
  const placeOf = new Map(
    (await store.places.within(`${gate.streetId}/`)).map((place) => [place.id, place]),
  );
  const contacts = (await store.contacts.all(gate.streetId)).flatMap((contact) => {
    const place = placeOf.get(contact.placeId);
    return place && isWithin(gate, place.path)
      ? [{ contact, place, depth: place.path.length }]
      : [];
  });
  contacts.sort((a, b) => b.depth - a.depth);
  return {
    entrances: hasHours ? await entrancesOf(gate, store) : [],
    marks: ours.map(({ kept: { mark } }) => mark).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    contacts: contacts
      .slice(0, CONTACTS_TOLD)
      .map(({ contact: { streetId: _streetId, ...contact }, place }) => ({
        ...contact,
        placeName: place.name,
      })),
  };
}

async function entrancesOf(
  { streetId, compoundId }: PlacedGate,
  { rosters }: Pick<Store, 'rosters'>,
): Promise<Entrance[]> {
  const byEntrance = new Map<string, { building: string; unit: string; householdIds: number[] }>();
  for (const { id, building, unit, gone } of (await rosters.people(streetId, compoundId))
    .households) {
    if (gone) continue;
    const key = JSON.stringify([building, unit]);
    const entrance = byEntrance.get(key) ?? { building, unit, householdIds: [] };
    entrance.householdIds.push(id);
    byEntrance.set(key, entrance);
  }
  return [...byEntrance.values()];
}
