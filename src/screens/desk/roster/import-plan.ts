import type { ImportPreview, ImportState } from '../../../protocol/imports.ts';

export type Blocked = 'no-headings' | 'wrong-rows' | 'new-places' | 'nothing';
/** Of places that the file names and the street has not: a name typed wrong looks just like a new one. */
export type PlacesChoice = 'undecided' | 'add' | 'leave';

export interface ImportPlan {
  readonly added: number;
  readonly changed: number;
  readonly movedOut: number;
  /** That would be added. */
  readonly places: number;
  /** People of the file who live in places that the street has not. */
  readonly peopleThere: number;
  /** Why it cannot be applied as it stands; null: it can. */
  readonly blocked: Blocked | null;
}

/** What applying would do with what the desk has chosen, in numbers. */
export function planOf(
  what: ImportState['what'],
  preview: ImportPreview,
  choice: PlacesChoice,
  withoutWrongRows: boolean,
): ImportPlan {
  const unknown = preview.compounds.filter(({ placeId }) => placeId === null);
  const sum = (count: 'added' | 'changed'): number =>
    unknown.reduce((total, one) => total + one[count], 0);
  const isLeft = choice === 'leave';
  const added = preview.added - (isLeft ? sum('added') : 0);
  const changed = preview.changed - (isLeft ? sum('changed') : 0);
  const { movedOut } = preview;
  const places = isLeft ? 0 : preview.newPlaces.length;
  return {
    added,
    changed,
    movedOut,
    places,
    peopleThere: sum('added') + sum('changed'),
    blocked: blocked(),
  };

  function blocked(): Blocked | null {
    if (preview.sheets.every(({ headingRow }) => headingRow === null)) return 'no-headings';
    if (preview.wrongRows > 0 && !withoutWrongRows) return 'wrong-rows';
    if (what === 'roster' && preview.newPlaces.length > 0 && choice === 'undecided') {
      return 'new-places';
    }
    return added + changed + movedOut + places === 0 ? 'nothing' : null;
  }
}
