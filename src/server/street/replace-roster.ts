import { buildRoster, type RosterSource } from '../../roster/roster-file.ts';
import { MAX_PASS_NUMBER } from '../revocation-bitmap.ts';
import { streetOf } from '../store/places.ts';
import type { Store } from '../store/store.ts';

const PASS_VALID_MS = 365 * 24 * 60 * 60_000;

/**
 * A compound's people from now on, under its next generation; who is no longer among them is kept as gone.
 * Household ids, roster numbers and pass numbers are unique in the whole street; a roster or pass number that was
 * once given is never given to somebody else.
 * @throws when the compound is unknown or the roster does not hold together; then nothing has changed.
 */
export async function replaceRoster(
  store: Store,
  source: Omit<RosterSource, 'generation' | 'compoundName'>,
  now: number,
): Promise<number> {
  const { compoundId } = source;
  const compound = await store.places.find(compoundId);
  if (!compound) throw new Error(`no compound ${compoundId}`);
  // A pass that could not be announced as revoked must not be given out.
  if (source.residents.some(({ passNumber }) => (passNumber ?? 0) > MAX_PASS_NUMBER)) {
    throw new RangeError(`a pass number is above ${MAX_PASS_NUMBER}`);
  }
  const generation = (await store.rosters.generation(compoundId)).generation + 1;
  const file = buildRoster({ ...source, compoundName: compound.name, generation });
  await store.rosters.replace({
    streetId: streetOf(compound.path),
    compoundId,
    generation,
    builtAt: now,
    file,
    households: source.households.map((household) => ({ ...household, compoundId, gone: false })),
    residents: source.residents.map(({ passNumber: _, ...resident }) => ({
      ...resident,
      compoundId,
      gone: false,
    })),
    passes: source.residents.flatMap(({ passNumber, rosterNumber }) =>
      passNumber === null
        ? []
        : [
            {
              passNumber,
              rosterNumber,
              validFrom: now,
              validUntil: now + PASS_VALID_MS,
              revokedAt: null,
            },
          ],
    ),
  });
  return generation;
}
