import { createHash, type Hash } from 'node:crypto';
import {
  type ImportPreview,
  PREVIEW_LIST_LENGTH,
  type RosterField,
} from '../../protocol/imports.ts';
import type { ComparedPeople, FieldChange } from './compare-people.ts';
import type { PlannedPlace } from './place-plan.ts';

interface Counts {
  added: number;
  changed: number;
  movedOut: number;
  unchanged: number;
}

/** What the desk is shown of a plan, and the name of exactly this plan. */
export class GatheredPreview {
  readonly #hash: Hash = createHash('sha256');
  readonly counts: Counts = { added: 0, changed: 0, movedOut: 0, unchanged: 0 };
  readonly compounds: ImportPreview['compounds'] = [];
  readonly samples: ImportPreview['samples'] = { added: [], changed: [], movedOut: [] };

  add(
    at: PlannedPlace,
    { added, changed, movedOut, unchanged }: ComparedPeople,
    labels: ReadonlyMap<number, string>,
  ): void {
    const counts: Counts = {
      added: added.length,
      changed: changed.length,
      movedOut: movedOut.length,
      unchanged,
    };
    for (const key of ['added', 'changed', 'movedOut', 'unchanged'] as const) {
      this.counts[key] += counts[key];
    }
    this.compounds.push({
      placeId: at.place?.id ?? null,
      name: at.name,
      parentName: at.parent?.name ?? '',
      ...counts,
    });
    this.#tell(['compound', at.place?.id ?? null, pathOf(at), counts]);
    const sample = (
      list: keyof ImportPreview['samples'],
      name: string,
      room: string,
      changes: readonly FieldChange[] = [],
    ): void => {
      const samples = this.samples[list];
      if (samples.length >= PREVIEW_LIST_LENGTH) return;
      samples.push({ name, room, compoundName: at.name, changes: changes.map(shortened) });
    };
    for (const { row, returning } of added) {
      const { sheet: _, row: __, ...person } = row;
      this.#tell(['added', returning?.rosterNumber ?? null, person]);
      sample('added', row.name, row.label);
    }
    for (const { row, resident, changes } of changed) {
      this.#tell(['changed', resident.rosterNumber, row.label, changes]);
      sample('changed', resident.name, row.label, changes);
    }
    for (const { rosterNumber, name, householdId } of movedOut) {
      this.#tell(['moved out', rosterNumber]);
      sample('movedOut', name, labels.get(householdId) ?? '');
    }
  }

  previewId(newPlaces: readonly PlannedPlace[]): string {
    this.#tell(['places', newPlaces.map((one) => [one.kind, pathOf(one)])]);
    return this.#hash.digest('hex').slice(0, 32);
  }

  #tell(what: readonly unknown[]): void {
    this.#hash.update(`${JSON.stringify(what)}\n`);
  }
}

const pathOf = (place: PlannedPlace): string[] => [
  ...(place.parent ? pathOf(place.parent) : []),
  place.place?.id ?? place.name,
];

const FIELD_TEXT_LENGTH = 300;

const shortened = ({
  field,
  from,
  to,
}: FieldChange): { field: RosterField; from: string; to: string } => ({
  field,
  from: from.slice(0, FIELD_TEXT_LENGTH),
  to: to.slice(0, FIELD_TEXT_LENGTH),
});
