import { createHash } from 'node:crypto';
import type { Briefing, Entrance, Mark } from '../../domain/mark.ts';
import { normalIdNumber } from '../../domain/marks-about.ts';
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
  const told = ours.map(({ kept: { mark } }) => mark);
  const ofResidents = compound ? await idMarksOfResidents(told, compound, store) : [];
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
    marks: [...told, ...ofResidents].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    contacts: contacts
      .slice(0, CONTACTS_TOLD)
      .map(({ contact: { streetId: _streetId, ...contact }, place }) => ({
        ...contact,
        placeName: place.name,
      })),
  };
}

/** Rosters on phones have no ID numbers: whom such a mark is about, if it is somebody who lives there, is told by their number. */
async function idMarksOfResidents(
  marks: readonly Mark[],
  { id: compoundId, path }: { readonly id: string; readonly path: string },
  { rosters }: Pick<Store, 'rosters'>,
): Promise<Mark[]> {
  const [streetId = ''] = path.split('/');
  const byIdNumber = marks.flatMap((mark) =>
    mark.subject.kind === 'id-number'
      ? [{ mark, idNumber: normalIdNumber(mark.subject.idNumber) }]
      : [],
  );
  if (byIdNumber.length === 0) return [];
  const idNumbers = byIdNumber.map(({ idNumber }) => idNumber);
  const people = await rosters.identified(streetId, path, idNumbers);
  return byIdNumber.flatMap(({ mark, idNumber }) => {
    const person = people.get(idNumber);
    if (!person || person.gone || person.compoundId !== compoundId) return [];
    const { rosterNumber } = person;
    const id = createHash('sha256').update(`${mark.id} ${rosterNumber}`).digest('hex').slice(0, 32);
    return [{ ...mark, id, subject: { kind: 'resident', rosterNumber } }];
  });
}

async function entrancesOf(
  { streetId, compoundId }: PlacedGate,
  { rosters }: Pick<Store, 'rosters'>,
): Promise<Entrance[]> {
  const byEntrance = new Map<string, { building: string; unit: string; householdIds: number[] }>();
  for (const { id, building, unit } of await rosters.homes(streetId, compoundId)) {
    const key = JSON.stringify([building, unit]);
    const entrance = byEntrance.get(key) ?? { building, unit, householdIds: [] };
    entrance.householdIds.push(id);
    byEntrance.set(key, entrance);
  }
  return [...byEntrance.values()];
}
