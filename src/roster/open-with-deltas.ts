import { roomOrder } from './room-order.ts';
import type { Roster, RosterSource } from './roster.ts';
import { RosterDamaged } from './roster-damaged.ts';
import { homesOf, type RosterDelta, type RosterHome } from './roster-delta.ts';
import { buildRoster } from './roster-file.ts';
import { openPart, type RosterPart } from './roster-part.ts';
import { rosterOver } from './roster-view.ts';

/**
 * The roster that the deltas, in their order, make of the file; its look-ups answer as those of the file built anew.
 * Throws RosterDamaged when the bytes are no roster, or a delta does not follow what is before it.
 */
export function openWithDeltas(bytes: Uint8Array, deltas: readonly RosterDelta[]): Roster {
  const base = openPart(bytes);
  const last = deltas.at(-1);
  if (!last) return rosterOver(base, null);
  const homes = new Map<number, RosterHome | null>();
  let generation = base.generation;
  for (const delta of deltas) {
    if (delta.from !== generation || delta.compoundId !== base.compoundId) {
      throw new RosterDamaged('a delta follows something else');
    }
    generation = delta.to;
    for (const id of delta.removed) homes.set(id, null);
    for (const [id, home] of homesOf(delta.changed)) homes.set(id, home);
  }
  const present = [...homes.values()].filter((home) => home !== null);
  const patch = openPatch({
    generation,
    compoundId: base.compoundId,
    compoundName: last.compoundName,
    households: present.map(({ household }) => household),
    residents: present.flatMap(({ residents }) => residents),
  });
  const hidden = new Set([...homes.keys()].flatMap((id) => base.householdRow(id) ?? []));
  const places = Array.from({ length: patch.householdCount }, (_, row) =>
    placeIn(base, patch, row),
  );
  const { compoundName } = last;
  return rosterOver(base, { patch, generation, compoundName, hidden, places });
}

function openPatch(source: RosterSource): RosterPart {
  try {
    return openPart(buildRoster(source));
  } catch (error) {
    if (error instanceof RangeError) throw new RosterDamaged('deltas contradict each other');
    throw error;
  }
}

/** How many households of the file stand before this one. */
function placeIn(base: RosterPart, patch: RosterPart, patchRow: number): number {
  const orderOf = (part: RosterPart, row: number) => {
    const { id, room } = part.householdAt(row);
    return { id, label: room };
  };
  const wanted = orderOf(patch, patchRow);
  let low = 0;
  let high = base.householdCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (roomOrder(orderOf(base, middle), wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
