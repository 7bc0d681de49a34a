import type { Resident } from '../store/roster-row.ts';
import type { StoreParts } from '../store/store.ts';
import type { KeptRoster } from './import-file.ts';
import type { PlannedPlace } from './place-plan.ts';
import type { RosterRow } from './read-row.ts';
import type { RowGroup } from './row-sorter.ts';

interface NamedCompound {
  readonly at: PlannedPlace;
  readonly named: readonly RowGroup[];
}

export interface Claims {
  /** Of each row of a compound, in the order of the file, the roster number that it names; 0: none. */
  readonly byCompound: ReadonlyMap<PlannedPlace, Float64Array>;
  readonly numbers: ReadonlySet<number>;
  /** Of those, who lived in places that the import may not see: they keep their numbers and nothing else. */
  readonly strangers: ReadonlySet<number>;
  /** Out of which compounds people go. */
  readonly leaving: ReadonlyMap<string, ReadonlySet<number>>;
}

/** People whom the file's ID numbers name; of two rows with one number the first has it. */
export async function claimById(
  store: StoreParts,
  streetId: string,
  scopePath: string,
  kept: KeptRoster,
  groups: readonly NamedCompound[],
): Promise<Claims> {
  const byCompound = new Map<PlannedPlace, Float64Array>();
  const numbers = new Set<number>();
  const strangers = new Set<number>();
  const leaving = new Map<string, Set<number>>();
  for (const { at, named } of groups) {
    const rows = await kept.rowsOf(named);
    const idNumbers = new Set(rows.map(({ idNumber }) => idNumber).filter((id) => id !== ''));
    const identified = await store.rosters.identified(streetId, scopePath, [...idNumbers]);
    if (identified.size === 0) continue;
    const claimed = new Float64Array(rows.length);
    byCompound.set(at, claimed);
    for (const [index, { idNumber }] of rows.entries()) {
      const known = idNumber === '' ? undefined : identified.get(idNumber);
      if (!known || numbers.has(known.rosterNumber)) continue;
      const { rosterNumber, compoundId, gone } = known;
      claimed[index] = rosterNumber;
      numbers.add(rosterNumber);
      if (!known.isWithin) strangers.add(rosterNumber);
      if (gone || compoundId === at.place?.id) continue;
      const left = leaving.get(compoundId) ?? new Set();
      leaving.set(compoundId, left.add(rosterNumber));
    }
  }
  return { byCompound, numbers, strangers, leaving };
}

/** Whom a compound's rows name, those of other compounds with the labels of their rooms by household. */
export async function claimedBy(
  store: StoreParts,
  streetId: string,
  rows: readonly RosterRow[],
  { byCompound, strangers }: Claims,
  at: PlannedPlace,
  present: readonly Resident[],
) {
  const claims = byCompound.get(at) ?? new Float64Array();
  const residents = new Map(present.map((one) => [one.rosterNumber, one]));
  const away = [...claims].filter((number) => number !== 0 && !residents.has(number));
  const homes = new Set<number>();
  for (const one of await store.rosters.residents(streetId, away)) {
    residents.set(one.rosterNumber, strangers.has(one.rosterNumber) ? nameless(one) : one);
    homes.add(one.householdId);
  }
  const households = await store.rosters.households(streetId, [...homes]);
  const claimed = new Map<RosterRow, Resident>();
  for (const [index, row] of rows.entries()) {
    const resident = residents.get(claims[index] ?? 0);
    if (resident) claimed.set(row, resident);
  }
  return { claimed, labelsElsewhere: new Map(households.map(({ id, label }) => [id, label])) };
}

/** Whoever names an ID number learns nothing else by it. */
const nameless = (one: Resident): Resident => ({
  ...one,
  name: '',
  initials: [],
  phone: '',
  phoneTail: '',
  relation: '',
  movedInOn: '',
  remark: '',
});
