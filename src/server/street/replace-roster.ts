import type {
  RosterSource,
  RosterSourceHousehold,
  RosterSourceResident,
} from '../../roster/roster-file.ts';
import { MAX_PASS_NUMBER } from '../revocation-bitmap.ts';
import { streetOf } from '../store/places.ts';
import type { Household, PassRow, Resident } from '../store/roster-row.ts';
import type { Store, StoreParts } from '../store/store.ts';
import { PASS_VALID_MS } from './pass-validity.ts';
import { rosterGeneration } from './roster-generation.ts';

type Unpassed<T> = Omit<T, 'passNumber'> & { readonly passNumber?: number | null };

interface RosterReplacement extends Pick<RosterSource, 'compoundId'> {
  readonly households: readonly Unpassed<RosterSourceHousehold>[];
  readonly residents: readonly (Unpassed<RosterSourceResident> &
    Partial<Pick<Resident, 'idNumber' | 'phone' | 'movedInOn' | 'remark'>>)[];
}

/**
 * A compound's people from now on, under its next generation, with the numbers that the caller gives them; who is
 * no longer among them is kept as gone. Household ids, roster numbers and pass numbers are unique in the whole
 * street; a roster or pass number that was once given is never given to somebody else.
 * @throws when the compound is unknown or the roster does not hold together; then nothing has changed.
 */
export async function replaceRoster(
  store: Store,
  source: RosterReplacement,
  now: number,
): Promise<number> {
  const { compoundId } = source;
  const compound = await store.places.find(compoundId);
  if (!compound) throw new Error(`no compound ${compoundId}`);
  const streetId = streetOf(compound.path);
  const passes = passesOf(source, now);
  // A pass that could not be announced as revoked must not be given out.
  if (passes.some(({ passNumber }) => passNumber > MAX_PASS_NUMBER)) {
    throw new RangeError(`a pass number is above ${MAX_PASS_NUMBER}`);
  }
  const households = source.households.map(
    ({ passNumber: _, ...household }): Household => ({ ...household, compoundId, gone: false }),
  );
  const residents = source.residents.map(
    ({ passNumber: _, ...resident }): Resident => ({
      idNumber: '',
      phone: '',
      movedInOn: '',
      remark: '',
      ...resident,
      compoundId,
      gone: false,
    }),
  );
  return store.transaction(async (inside) => {
    await refuseNumbersOfOthers(inside, streetId, compoundId, residents, passes);
    const generation = (await inside.rosters.generation(compoundId)).generation + 1;
    const before = await inside.rosters.people(streetId, compoundId);
    const [homes, numbers] = [
      new Set(households.map(({ id }) => id)),
      new Set(residents.map(({ rosterNumber }) => rosterNumber)),
    ];
    const left = <T extends { readonly gone: boolean }>(
      all: readonly T[],
      isThere: (one: T) => boolean,
    ) => all.filter((one) => !one.gone && !isThere(one)).map((one) => ({ ...one, gone: true }));
    const about = { compoundId, compoundName: compound.name, generation, builtAt: now };
    await inside.rosters.write({
      streetId,
      generations: [
        await rosterGeneration({ ...about, importId: null, households, residents, passes }),
      ],
      households: [...households, ...left(before.households, ({ id }) => homes.has(id))],
      residents: [...residents, ...left(before.residents, (one) => numbers.has(one.rosterNumber))],
      passes,
    });
    return generation;
  });
}

function passesOf(source: RosterReplacement, now: number): PassRow[] {
  const validity = { validFrom: now, validUntil: now + PASS_VALID_MS, revokedAt: null };
  return [
    ...source.residents.map(({ passNumber, rosterNumber }) => ({
      passNumber: passNumber ?? null,
      rosterNumber,
      householdId: null,
    })),
    ...source.households.map(({ passNumber, id }) => ({
      passNumber: passNumber ?? null,
      rosterNumber: null,
      householdId: id,
    })),
  ].flatMap(({ passNumber, ...holder }) =>
    passNumber === null ? [] : [{ passNumber, ...holder, ...validity }],
  );
}

/**
 * A number that was once given stays with its person, or the history and the passes of one would become another's.
 * Who is on the compound's present roster may be spelt otherwise; who moved out comes back under the same name only.
 */
async function refuseNumbersOfOthers(
  inside: StoreParts,
  streetId: string,
  compoundId: string,
  residents: readonly Resident[],
  passes: readonly PassRow[],
): Promise<void> {
  const numbers = residents.map(({ rosterNumber }) => rosterNumber);
  const nameOf = new Map(
    (await inside.rosters.residents(streetId, numbers))
      .filter((one) => one.gone || one.compoundId !== compoundId)
      .map(({ rosterNumber, name }) => [rosterNumber, name]),
  );
  for (const { rosterNumber, name } of residents) {
    if ((nameOf.get(rosterNumber) ?? name) !== name) {
      throw new Error(`roster number ${rosterNumber} was given to somebody else`);
    }
  }
  const given = await inside.rosters.passes(
    streetId,
    passes.map(({ passNumber }) => passNumber),
  );
  const holderOf = new Map(given.map((pass) => [pass.passNumber, pass]));
  for (const { passNumber, rosterNumber, householdId } of passes) {
    const known = holderOf.get(passNumber);
    if (known && (known.rosterNumber !== rosterNumber || known.householdId !== householdId)) {
      throw new Error(`pass number ${passNumber} was given to somebody else`);
    }
  }
}
