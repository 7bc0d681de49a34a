import { breathe } from '../breathe.ts';
import { Refusal } from '../routes/refusal.ts';
import type { CompoundPeople, LatestGeneration } from '../store/rosters.ts';
import type { StoreParts } from '../store/store.ts';
import { rosterGeneration, unpackPeople } from '../street/roster-generation.ts';
import type { AppliedDetail } from './import-detail.ts';
import { type PackedChange, packChange } from './packed-change.ts';

type Applied = Pick<AppliedDetail, 'touched'>;
type Touched = AppliedDetail['touched'][number];

/** Whether the rosters are still those that the import made; a pass that was replaced since changes nobody. */
export const isStillLatest = (
  importId: string,
  { touched }: Applied,
  latest: readonly LatestGeneration[],
): boolean => {
  const byCompound = new Map(latest.map((one) => [one.compoundId, one.importId]));
  return (
    touched.length > 0 && touched.every(({ compoundId }) => byCompound.get(compoundId) === importId)
  );
};

/** Whether the people of before the import are still kept, for every compound that it touched. */
export async function hasAllBefore(
  { rosters }: Pick<StoreParts, 'rosters'>,
  { touched }: Applied,
): Promise<boolean> {
  for (const { compoundId, generation } of touched) {
    const before = await rosters.generationBefore(compoundId, generation);
    if (before && !before.hasPeople) return false;
  }
  return true;
}

async function peopleBefore(
  { rosters }: StoreParts,
  { compoundId, generation }: Touched,
): Promise<CompoundPeople> {
  const before = await rosters.generationBefore(compoundId, generation);
  if (!before) return { households: [], residents: [] };
  const packed = await rosters.packedPeople(compoundId, before.generation);
  if (!packed) throw new Refusal('import-refused', { why: 'nothing-before' });
  return unpackPeople(packed);
}

/** Without those who live elsewhere by now, and without the rooms that only they lived in. */
function without({ households, residents }: CompoundPeople, away: Away): CompoundPeople {
  const staying = residents.filter(({ rosterNumber }) => !away.residents.has(rosterNumber));
  const lived = new Set(residents.map(({ householdId }) => householdId));
  const left = new Set(staying.map(({ householdId }) => householdId));
  return {
    households: households.filter(
      ({ id }) => !away.households.has(id) && (left.has(id) || !lived.has(id)),
    ),
    residents: staying.filter(({ householdId }) => !away.households.has(householdId)),
  };
}

interface Away {
  readonly households: ReadonlySet<number>;
  readonly residents: ReadonlySet<number>;
}

/** Of these, who is present in a compound that the import did not touch: they went there since, and stay. */
async function awayOf(
  { rosters }: StoreParts,
  streetId: string,
  { households, residents }: CompoundPeople,
  touched: ReadonlySet<string>,
): Promise<Away> {
  const isAway = (one: { readonly compoundId: string; readonly gone: boolean }): boolean =>
    !one.gone && !touched.has(one.compoundId);
  const ids = households.map(({ id }) => id);
  const numbers = residents.map(({ rosterNumber }) => rosterNumber);
  return {
    households: new Set(
      (await rosters.households(streetId, ids)).filter(isAway).map(({ id }) => id),
    ),
    residents: new Set(
      (await rosters.residents(streetId, numbers)).filter(isAway).map((one) => one.rosterNumber),
    ),
  };
}

/**
 * The people of before the import come back, under a new generation of every compound that it touched, and of no
 * other. Who came by it is gone; numbers and passes that it gave stay theirs.
 * @throws Refusal when the people of before are no longer kept
 */
export async function buildTakeBack(
  store: StoreParts,
  streetId: string,
  { touched }: Applied,
  now: number,
  onCompound: () => void,
): Promise<PackedChange[]> {
  const { rosters } = store;
  const latest = new Map(
    (await rosters.latest(streetId)).map((one) => [one.compoundId, one.generation]),
  );
  const compounds = new Set(touched.map(({ compoundId }) => compoundId));
  const comingBack = async (one: Touched): Promise<CompoundPeople> => {
    const before = await peopleBefore(store, one);
    await breathe();
    return without(before, await awayOf(store, streetId, before, compounds));
  };
  // Whoever moved between two of the compounds is restored in one and gone from the other: the restored one counts.
  const restored = { households: new Set<number>(), residents: new Set<number>() };
  for (const one of touched) {
    const { households, residents } = await comingBack(one);
    for (const { id } of households) restored.households.add(id);
    for (const { rosterNumber } of residents) restored.residents.add(rosterNumber);
    await breathe();
  }
  const changes: PackedChange[] = [];
  for (const one of touched) {
    const { compoundId } = one;
    const before = await comingBack(one);
    const place = await store.places.find(compoundId);
    if (!place) throw new Refusal('import-refused', { why: 'nothing-before' });
    await breathe();
    const numbers = before.residents.map(({ rosterNumber }) => rosterNumber);
    const passes = [
      ...(await rosters.passesOf(streetId, numbers, now)),
      ...(await rosters.passesIn(streetId, compoundId, now)).filter(
        ({ householdId }) => householdId !== null,
      ),
    ];
    await breathe();
    const generation = await rosterGeneration({
      compoundId,
      compoundName: place.name,
      generation: (latest.get(compoundId) ?? 0) + 1,
      builtAt: now,
      importId: null,
      ...before,
      passes,
    });
    await breathe();
    const present = await rosters.people(streetId, compoundId);
    const [households, residents] = [
      present.households.filter(({ gone, id }) => !gone && !restored.households.has(id)),
      present.residents.filter((r) => !r.gone && !restored.residents.has(r.rosterNumber)),
    ];
    changes.push(
      await packChange({
        streetId,
        generations: [generation],
        households: [...households.map((h) => ({ ...h, gone: true })), ...before.households],
        residents: [...residents.map((r) => ({ ...r, gone: true })), ...before.residents],
        passes: [],
      }),
    );
    onCompound();
  }
  return changes;
}
