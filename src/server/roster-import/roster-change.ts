import { randomBytes } from 'node:crypto';
import { breathe } from '../breathe.ts';
import type { NextNumbers } from '../store/next-numbers.ts';
import type { StoreParts } from '../store/store.ts';
import { rosterGeneration } from '../street/roster-generation.ts';
import { CompoundBuild } from './compound-build.ts';
import { type PackedChange, packChange } from './packed-change.ts';
import type { PlannedPlace } from './place-plan.ts';
import type { PlannedCompound, RosterPlan } from './roster-plan.ts';

/** A planned place under the id that it is to get. */
export interface PlaceToAdd {
  readonly id: string;
  readonly parentId: string;
  readonly planned: PlannedPlace;
}

/** Everything that taking a file in writes, made before the first of it is written. */
export interface BuiltImport {
  readonly places: readonly PlaceToAdd[];
  readonly changes: readonly PackedChange[];
  /** Numbers that are free when it is done. */
  readonly next: NextNumbers;
}

interface BuildAbout {
  readonly streetId: string;
  readonly importId: string;
  readonly now: number;
  readonly onPeople: (count: number) => void;
}

/** Parents first, as they were planned. */
export function placesToAdd(planned: readonly PlannedPlace[], streetId: string): PlaceToAdd[] {
  const ids = new Map<PlannedPlace, string>();
  return planned.map((one) => {
    const id = randomBytes(6).toString('hex');
    ids.set(one, id);
    const { parent } = one;
    const parentId = parent ? (parent.place?.id ?? ids.get(parent)) : streetId;
    if (parentId === undefined) throw new Error('a place is planned before its parent');
    return { id, parentId, planned: one };
  });
}

/** The plan's people with their numbers, passes and roster files. */
export async function buildImport(
  store: StoreParts,
  plan: RosterPlan,
  about: BuildAbout,
): Promise<BuiltImport> {
  const { streetId, importId, now } = about;
  const next = { ...(await store.rosters.nextNumbers(streetId)) };
  const generationOf = new Map(
    (await store.rosters.latest(streetId)).map((one) => [one.compoundId, one.generation]),
  );
  const places = placesToAdd(plan.newPlaces, streetId);
  const newIds = new Map(places.map(({ id, planned }) => [planned, id]));
  const idOf = (at: PlannedPlace): string => at.place?.id ?? newIds.get(at) ?? '';
  const changes: PackedChange[] = [];
  const inFile = new Set(plan.compounds.map(({ at }) => idOf(at)));
  const builders: { compoundId: string; compoundName: string; compound: PlannedCompound | null }[] =
    plan.compounds.map((compound) => ({
      compoundId: idOf(compound.at),
      compoundName: compound.at.name,
      compound,
    }));
  for (const compoundId of plan.leaving.keys()) {
    const place = inFile.has(compoundId) ? null : await store.places.find(compoundId);
    if (place) builders.push({ compoundId, compoundName: place.name, compound: null });
  }
  for (const { compoundId, compoundName, compound } of builders) {
    const people = new CompoundBuild(
      compoundId,
      await store.rosters.people(streetId, compoundId),
      next,
    );
    await people.take(
      compound && (await plan.peopleOf(compound)),
      plan.leaving.get(compoundId) ?? new Set(),
    );
    const arrived = people.arrived.map(({ rosterNumber }) => rosterNumber);
    const inForce = [
      ...(await store.rosters.passesIn(streetId, compoundId, now)),
      ...(await store.rosters.passesOf(streetId, arrived, now)),
    ];
    const passes = people.missingPasses(inForce, now);
    if (people.isTouched || passes.length > 0) {
      const { households, residents } = people.present();
      const generation = await rosterGeneration({
        compoundId,
        compoundName,
        generation: (generationOf.get(compoundId) ?? 0) + 1,
        builtAt: now,
        importId,
        households,
        residents,
        passes: [...inForce, ...passes],
      });
      changes.push(
        await packChange({
          streetId,
          generations: [generation],
          households: people.householdsToSave(),
          residents: people.residentsToSave(),
          passes,
        }),
      );
    }
    about.onPeople(compound?.rows ?? 0);
    await breathe();
  }
  return { places, changes, next };
}
