import { type FinderSource, findIn } from './finder.ts';
import type { Roster } from './roster.ts';
import type { RosterPart } from './roster-part.ts';

/** Households that stand for what the file says of them, and among which rooms they stand. */
export interface Overlay {
  readonly patch: RosterPart;
  readonly generation: number;
  readonly compoundName: string;
  /** By household row of the file beneath. */
  readonly hidden: ReadonlySet<number>;
  /** By household row of the patch: how many households of the file beneath stand before it. */
  readonly places: readonly number[];
}

/** One file, or one with what has changed since laid over it: every look-up answers as the file built anew would. */
export function rosterOver(base: RosterPart, over: Overlay | null): Roster {
  const patch = over?.patch ?? null;
  const isShown = (householdRow: number): boolean => !over?.hidden.has(householdRow);
  const hiddenPeople = [...(over?.hidden ?? [])].reduce(
    (people, row) => people + base.householdAt(row).size,
    0,
  );
  const sources: FinderSource[] = [
    { part: base, isShown, place: (row) => row },
    ...(over
      ? // Before the household that now stands at that row.
        [
          {
            part: over.patch,
            isShown: () => true,
            place: (row: number) => (over.places[row] ?? 0) - 0.5,
          },
        ]
      : []),
  ];
  /** In the patch, else in the file beneath where it still counts. */
  function lookUp<T>(
    rowIn: (part: RosterPart) => number | null,
    householdRow: (part: RosterPart, row: number) => number,
    answer: (part: RosterPart, row: number) => T,
  ): T | null {
    const changed = patch && rowIn(patch);
    if (patch && changed !== null) return answer(patch, changed);
    const row = rowIn(base);
    return row !== null && isShown(householdRow(base, row)) ? answer(base, row) : null;
  }
  const person = (rowIn: (part: RosterPart) => number | null) =>
    lookUp(
      rowIn,
      (part, row) => part.householdRowOf(row),
      (part, row) => part.person(row),
    );
  const household = <T>(
    rowIn: (part: RosterPart) => number | null,
    answer: (part: RosterPart, row: number) => T,
  ) => lookUp(rowIn, (_, row) => row, answer);
  return {
    generation: over?.generation ?? base.generation,
    compoundId: base.compoundId,
    compoundName: over?.compoundName ?? base.compoundName,
    size: base.size - hiddenPeople + (patch?.size ?? 0),
    byRosterNumber: (number) => person((part) => part.rowOfRosterNumber(number)),
    byPassNumber: (number) => person((part) => part.rowOfPassNumber(number)),
    household: (id) =>
      household(
        (part) => part.householdRow(id),
        (part, row) => part.householdAt(row),
      ),
    householdByPassNumber: (number) =>
      household(
        (part) => part.householdRowOfPass(number),
        (part, row) => part.householdAt(row),
      ),
    members: (id) =>
      household(
        (part) => part.householdRow(id),
        (part, row) => part.membersOf(row),
      ) ?? [],
    find: (query, limit) => findIn(sources, query, limit),
  };
}
