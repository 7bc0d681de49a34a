import type { Place } from '../../domain/place.ts';
import { streetOf } from '../store/places.ts';
import type { StoreParts } from '../store/store.ts';
import { rosterGeneration } from './roster-generation.ts';

/** Who ever lived at one place, and all with their own numbers and passes, belongs to the other from now on. */
export async function mergePeople(
  rosters: StoreParts['rosters'],
  from: Place,
  into: Place,
  now: number,
): Promise<void> {
  const streetId = streetOf(from.path);
  const [moving, present] = [
    await rosters.people(streetId, from.id),
    await rosters.people(streetId, into.id),
  ];
  const before = (await rosters.generation(from.id)).generation;
  if (before === 0 && moving.households.length === 0) return;
  const passes = [
    ...(await rosters.passesIn(streetId, from.id, now)),
    ...(await rosters.passesIn(streetId, into.id, now)),
  ];
  const households = moving.households.map((one) => ({ ...one, compoundId: into.id }));
  const residents = moving.residents.map((one) => ({ ...one, compoundId: into.id }));
  const stays = ({ gone }: { readonly gone: boolean }): boolean => !gone;
  const made = { builtAt: now, importId: null };
  const after = (await rosters.generation(into.id)).generation;
  await rosters.write({
    streetId,
    generations: [
      await rosterGeneration({
        ...made,
        compoundId: into.id,
        compoundName: into.name,
        // Above both: gates of either take it for a new one.
        generation: Math.max(before, after) + 1,
        households: [...present.households, ...households].filter(stays),
        residents: [...present.residents, ...residents].filter(stays),
        passes,
      }),
      await rosterGeneration({
        ...made,
        compoundId: from.id,
        compoundName: from.name,
        generation: before + 1,
        households: [],
        residents: [],
        passes: [],
      }),
    ],
    households,
    residents,
    passes: [],
  });
}
