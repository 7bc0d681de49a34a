import { streetOf } from '../store/places.ts';
import type { PassRow } from '../store/roster-row.ts';
import type { StoreParts } from '../store/store.ts';
import { rosterGeneration } from './roster-generation.ts';

interface Rebuilding {
  readonly compoundId: string;
  readonly now: number;
  /** Given with this generation. */
  readonly passes?: readonly PassRow[];
  /** Its people are still those of the import that made the generation before. */
  readonly samePeople: boolean;
  /** After a restore: above what phones may have. */
  readonly leastGeneration?: number;
}

/** The compound's present people under its next generation. Call inside a transaction. */
export async function rebuildRoster(
  inside: StoreParts,
  { compoundId, now, passes = [], samePeople, leastGeneration = 0 }: Rebuilding,
): Promise<number> {
  const compound = await inside.places.find(compoundId);
  if (!compound) throw new Error(`no compound ${compoundId}`);
  const streetId = streetOf(compound.path);
  const { rosters } = inside;
  const [latest] = (await rosters.latest(streetId)).filter((one) => one.compoundId === compoundId);
  const generation = Math.max((latest?.generation ?? 0) + 1, leastGeneration);
  const people = await rosters.people(streetId, compoundId);
  const made = await rosterGeneration({
    compoundId,
    compoundName: compound.name,
    generation,
    builtAt: now,
    importId: samePeople ? (latest?.importId ?? null) : null,
    households: people.households.filter((one) => !one.gone),
    residents: people.residents.filter((one) => !one.gone),
    passes: [...(await rosters.passesIn(streetId, compoundId, now)), ...passes],
  });
  await rosters.write({ streetId, generations: [made], households: [], residents: [], passes });
  return generation;
}
