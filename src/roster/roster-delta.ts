import { encode } from 'cborg';
import { ColumnReader } from './column-reader.ts';
import { openNumbers, packNumbers } from './columns.ts';
import type { RosterSource, RosterSourceHousehold, RosterSourceResident } from './roster.ts';
import { RosterDamaged } from './roster-damaged.ts';
import { buildRoster } from './roster-file.ts';
import { openPart } from './roster-part.ts';

const FORMAT = 'kadian roster delta 1';

/** What has to be known to make the roster of one generation out of that of an earlier one. */
export interface RosterDelta {
  readonly compoundId: string;
  readonly compoundName: string;
  readonly from: number;
  readonly to: number;
  /** Ids of households that are no more. */
  readonly removed: readonly number[];
  /** New and changed households, each with all of its people. */
  readonly changed: Pick<RosterSource, 'households' | 'residents'>;
}

/** A household with all of its people. */
export interface RosterHome {
  readonly household: RosterSourceHousehold;
  readonly residents: RosterSourceResident[];
}

/** By household id, people in the order of the register. */
export function homesOf({
  households,
  residents,
}: Pick<RosterSource, 'households' | 'residents'>): Map<number, RosterHome> {
  const homes = new Map(
    households.map((household): [number, RosterHome] => [
      household.id,
      { household, residents: [] },
    ]),
  );
  for (const resident of residents) homes.get(resident.householdId)?.residents.push(resident);
  return homes;
}

/** Null: they are rosters of different places, or in the wrong order. @throws RosterDamaged when one is no roster file. */
export function rosterDelta(
  earlier: Uint8Array,
  later: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  const [before, after] = [openPart(earlier), openPart(later)];
  if (before.compoundId !== after.compoundId || before.generation >= after.generation) return null;
  const old = homesOf(before.source());
  const now = homesOf(after.source());
  const removed = [...old.keys()].filter((id) => !now.has(id)).sort((a, b) => a - b);
  const changed = [...now.values()].filter(
    (home) => JSON.stringify(home) !== JSON.stringify(old.get(home.household.id)),
  );
  const { generation, compoundId, compoundName } = after;
  const patch = buildRoster({
    generation,
    compoundId,
    compoundName,
    households: changed.map(({ household }) => household),
    residents: changed.flatMap(({ residents }) => residents),
  });
  return encode([
    FORMAT,
    before.generation,
    packNumbers(removed),
    patch,
  ]) as Uint8Array<ArrayBuffer>;
}

/** Throws RosterDamaged for anything that rosterDelta did not make. */
export function openRosterDelta(bytes: Uint8Array): RosterDelta {
  const read = new ColumnReader(bytes);
  if (read.text() !== FORMAT) throw new RosterDamaged('not a delta of this format');
  const from = read.integer();
  const removedBytes = read.bytes();
  const removed = openNumbers(removedBytes, Math.floor(removedBytes.length / 4));
  const patch = openPart(read.bytes());
  read.end();
  const { compoundId, compoundName, generation } = patch;
  if (from >= generation) throw new RosterDamaged('a delta goes backwards');
  return {
    ...{ compoundId, compoundName, from, to: generation },
    removed: [...removed],
    changed: patch.source(),
  };
}
