import { createHash } from 'node:crypto';
import type { Place } from '../../domain/place.ts';
import { type ImportPreview, PREVIEW_LIST_LENGTH } from '../../protocol/imports.ts';
import { streetOf } from '../store/places.ts';
import type { StoreParts } from '../store/store.ts';
import { PlacePlan, type PlannedPlace } from './place-plan.ts';
import type { FileRead, PlaceRow } from './read-row.ts';

export interface PlacesPlan {
  /** Parents before their children. */
  readonly newPlaces: readonly PlannedPlace[];
  readonly preview: ImportPreview;
}

const pathOf = (at: PlannedPlace): string[] => [
  ...(at.parent ? pathOf(at.parent) : []),
  at.place?.id ?? `${at.kind} ${at.name}`,
];

/** Only what is missing, by name and kind. */
export async function planPlaces(
  store: StoreParts,
  file: FileRead<PlaceRow>,
  importPlace: Place,
): Promise<PlacesPlan> {
  const streetId = streetOf(importPlace.path);
  const places = new PlacePlan(await store.places.within(`${streetId}/`), importPlace);
  const problems = [...file.problems];
  let wrongRows = file.wrongRows;
  for (const row of file.rows) {
    const at = places.placeOf(row);
    if (typeof at !== 'string') continue;
    wrongRows += 1;
    const found = Array.from(row.gate || row.compound || row.grid)
      .slice(0, 30)
      .join('');
    const { sheet, row: number } = row;
    problems.push({ sheet, row: number, heading: '', problem: at, isWarning: false, found });
  }
  const newPlaces = places.added;
  const told = JSON.stringify(newPlaces.map(pathOf));
  return {
    newPlaces,
    preview: {
      previewId: createHash('sha256').update(told).digest('hex').slice(0, 32),
      sheets: file.sheets,
      encoding: file.encoding,
      people: 0,
      households: 0,
      wrongRows,
      warnings: file.warnings,
      problems: problems.slice(0, PREVIEW_LIST_LENGTH),
      added: 0,
      changed: 0,
      movedOut: 0,
      unchanged: 0,
      compounds: [],
      newPlaces: newPlaces.map(({ name, kind, parent }) => ({
        name,
        kind,
        parentName: parent?.name ?? '',
      })),
      samples: { added: [], changed: [], movedOut: [] },
    },
  };
}
