import { breathe } from '../breathe.ts';
import type { Household, Resident } from '../store/roster-row.ts';
import type { LatestGeneration } from '../store/rosters.ts';
import type { StoreParts } from '../store/store.ts';
import { rosterGeneration, unpackPeople } from '../street/roster-generation.ts';
import type { AppliedDetail } from './import-detail.ts';

/** Whether the rosters are still those that the import made; a pass that was replaced since changes nobody. */
export const isStillLatest = (
  importId: string,
  { touched }: Pick<AppliedDetail, 'touched'>,
  latest: readonly LatestGeneration[],
): boolean => {
  const byCompound = new Map(latest.map((one) => [one.compoundId, one.importId]));
  return (
    touched.length > 0 && touched.every(({ compoundId }) => byCompound.get(compoundId) === importId)
  );
};

/**
 * The people of before the import come back, under a new generation of every compound that it touched. Who came by
 * it is gone; numbers and passes that it gave stay theirs. Call inside a transaction.
 */
export async function takeBackRosters(
  inside: StoreParts,
  streetId: string,
  { touched }: Pick<AppliedDetail, 'touched'>,
  now: number,
): Promise<'done' | 'nothing-before'> {
  const { rosters } = inside;
  const latest = new Map(
    (await rosters.latest(streetId)).map((one) => [one.compoundId, one.generation]),
  );
  const generations = [];
  const households = new Map<number, Household>();
  const residents = new Map<number, Resident>();
  for (const { compoundId, generation } of touched) {
    const packed = await rosters.packedPeople(compoundId, generation - 1);
    if (!packed && generation > 1) return 'nothing-before';
    const before = packed ? await unpackPeople(packed) : { households: [], residents: [] };
    const place = await inside.places.find(compoundId);
    if (!place) return 'nothing-before';
    const numbers = before.residents.map(({ rosterNumber }) => rosterNumber);
    const passes = [
      ...(await rosters.passesOf(streetId, numbers, now)),
      ...(await rosters.passesIn(streetId, compoundId, now)).filter(
        (one) => one.householdId !== null,
      ),
    ];
    generations.push(
      await rosterGeneration({
        compoundId,
        compoundName: place.name,
        generation: (latest.get(compoundId) ?? 0) + 1,
        builtAt: now,
        importId: null,
        ...before,
        passes,
      }),
    );
    const present = await rosters.people(streetId, compoundId);
    // Whoever moved between two of the compounds is restored in one and gone from the other: the restored one counts.
    for (const one of present.households) {
      if (!one.gone && !households.has(one.id)) households.set(one.id, { ...one, gone: true });
    }
    for (const one of present.residents) {
      if (!one.gone && !residents.has(one.rosterNumber)) {
        residents.set(one.rosterNumber, { ...one, gone: true });
      }
    }
    for (const one of before.households) households.set(one.id, one);
    for (const one of before.residents) residents.set(one.rosterNumber, one);
    await breathe();
  }
  await rosters.write({
    streetId,
    generations,
    households: [...households.values()],
    residents: [...residents.values()],
    passes: [],
  });
  return 'done';
}
