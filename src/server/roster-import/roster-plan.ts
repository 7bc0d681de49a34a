import { createHash, type Hash } from 'node:crypto';
import type { Place } from '../../domain/place.ts';
import {
  type ImportPreview,
  PREVIEW_LIST_LENGTH,
  type RosterField,
  type RowProblem,
} from '../../protocol/imports.ts';
import { breathe } from '../breathe.ts';
import { streetOf } from '../store/places.ts';
import type { Resident } from '../store/roster-row.ts';
import type { StoreParts } from '../store/store.ts';
import { type ComparedPeople, comparePeople, type FieldChange } from './compare-people.ts';
import { isSameName, PlacePlan, type PlannedPlace } from './place-plan.ts';
import type { FileRead, RosterRow, WrongRoom } from './read-row.ts';

export interface PlannedCompound extends ComparedPeople {
  readonly at: PlannedPlace;
}

export interface RosterPlan {
  readonly compounds: readonly PlannedCompound[];
  /** Who goes to another compound, by the compound that they leave. */
  readonly leaving: ReadonlyMap<string, ReadonlySet<number>>;
  /** Parents before their children. */
  readonly newPlaces: readonly PlannedPlace[];
  readonly preview: ImportPreview;
}

interface PlanOptions {
  readonly importPlace: Place;
  /** Who lives under this path moves with the same number; others are left alone. */
  readonly scopePath: string;
  /** Without them, the rows of places that the street has not are left out. */
  readonly addPlaces: boolean;
  readonly onProgress: (done: number, of: number) => void;
}

interface Group {
  readonly at: PlannedPlace;
  readonly rows: RosterRow[];
}

/** What would be done if the file were taken now. The same file and the same street give the same plan. */
export async function planRoster(
  store: StoreParts,
  file: FileRead<RosterRow>,
  { importPlace, scopePath, addPlaces, onProgress }: PlanOptions,
): Promise<RosterPlan> {
  const streetId = streetOf(importPlace.path);
  const places = new PlacePlan(await store.places.within(`${streetId}/`), importPlace);
  const problems = [...file.problems];
  let wrongRows = file.wrongRows;
  const leftOutIds = new Set<string>();
  const leaveOut = (row: RosterRow, problem: RowProblem): void => {
    wrongRows += 1;
    if (row.idNumber !== '') leftOutIds.add(row.idNumber);
    const { sheet, row: number, compound } = row;
    const found = Array.from(compound).slice(0, 30).join('');
    problems.push({ sheet, row: number, heading: '', problem, isWarning: false, found });
  };
  const groups = new Map<PlannedPlace, Group>();
  for (const row of file.rows) {
    const at = places.compoundOf(row);
    if (typeof at === 'string') {
      leaveOut(row, at);
    } else if (at.place === null && !addPlaces) {
      leaveOut(row, 'compound-unknown');
    } else {
      const group = groups.get(at);
      if (group) group.rows.push(row);
      else groups.set(at, { at, rows: [row] });
    }
  }
  await breathe();
  const claims = await claimById(store, streetId, scopePath, groups);
  const leaving = new Map<string, Set<number>>();
  for (const { from, rosterNumber } of claims.moves) {
    const left = leaving.get(from) ?? new Set();
    leaving.set(from, left.add(rosterNumber));
  }

  const gathered = new Gathered();
  const compounds: PlannedCompound[] = [];
  let done = 0;
  for (const { at, rows } of groups.values()) {
    const compoundId = at.place?.id ?? null;
    const known =
      compoundId === null
        ? { households: [], residents: [] }
        : await store.rosters.people(streetId, compoundId);
    const wrongHere = wrongRoomsAt(file.wrongRooms, at);
    const here = new Map(known.residents.map((one) => [one.rosterNumber, one]));
    const claimed = new Map<RosterRow, Resident>();
    for (const row of rows) {
      const number = claims.byRow.get(row);
      const resident = number && (here.get(number) ?? claims.elsewhere.get(number));
      if (resident) claimed.set(row, resident);
    }
    const compared = comparePeople({
      compoundId,
      rows,
      ...known,
      claimed,
      claimedNumbers: claims.numbers,
      stays: (one, label) =>
        wrongHere.all || wrongHere.labels.has(label) || leftOutIds.has(one.idNumber),
      labelElsewhere: (one) => claims.labelsElsewhere.get(one.householdId) ?? '',
    });
    const planned = { at, ...compared };
    compounds.push(planned);
    gathered.add(planned, new Map(known.households.map(({ id, label }) => [id, label])));
    done += rows.length;
    onProgress(done, file.rows.length);
    await breathe();
  }
  const newPlaces = addPlaces ? places.added : [];
  const rooms = [...groups.values()].map(({ rows }) => new Set(rows.map((row) => row.label)).size);
  return {
    compounds,
    leaving,
    newPlaces,
    preview: {
      previewId: gathered.previewId(newPlaces),
      sheets: file.sheets,
      encoding: file.encoding,
      people: done,
      households: rooms.reduce((sum, count) => sum + count, 0),
      wrongRows,
      warnings: file.warnings,
      problems: problems.slice(0, PREVIEW_LIST_LENGTH),
      ...gathered.counts,
      compounds: gathered.compounds,
      newPlaces: newPlaces.map(({ name, kind, parent }) => ({
        name,
        kind,
        parentName: parent?.name ?? '',
      })),
      samples: gathered.samples,
    },
  };
}

interface Claims {
  readonly byRow: ReadonlyMap<RosterRow, number>;
  readonly numbers: ReadonlySet<number>;
  /** People of other compounds, and the labels of their rooms by household. */
  readonly elsewhere: ReadonlyMap<number, Resident>;
  readonly labelsElsewhere: ReadonlyMap<number, string>;
  /** Out of which compounds people go. */
  readonly moves: readonly { readonly from: string; readonly rosterNumber: number }[];
}

/** People whom the file's ID numbers name; of two rows with one number the first has it. */
async function claimById(
  store: StoreParts,
  streetId: string,
  scopePath: string,
  groups: ReadonlyMap<PlannedPlace, Group>,
): Promise<Claims> {
  const idNumbers = new Set<string>();
  for (const { rows } of groups.values()) {
    for (const { idNumber } of rows) if (idNumber !== '') idNumbers.add(idNumber);
  }
  const identified = await store.rosters.identified(streetId, scopePath, [...idNumbers]);
  const byRow = new Map<RosterRow, number>();
  const numbers = new Set<number>();
  const away: number[] = [];
  const moves: { from: string; rosterNumber: number }[] = [];
  for (const { at, rows } of groups.values()) {
    for (const row of rows) {
      const known = row.idNumber === '' ? undefined : identified.get(row.idNumber);
      if (!known || numbers.has(known.rosterNumber)) continue;
      const { rosterNumber, compoundId, gone } = known;
      byRow.set(row, rosterNumber);
      numbers.add(rosterNumber);
      if (compoundId === at.place?.id) continue;
      away.push(rosterNumber);
      if (!gone) moves.push({ from: compoundId, rosterNumber });
    }
  }
  const residents = await store.rosters.residents(streetId, away);
  const homes = new Set(residents.map(({ householdId }) => householdId));
  const households = await store.rosters.households(streetId, [...homes]);
  return {
    byRow,
    numbers,
    elsewhere: new Map(residents.map((one) => [one.rosterNumber, one])),
    labelsElsewhere: new Map(households.map(({ id, label }) => [id, label])),
    moves,
  };
}

/** `all`: a row that was not taken could be about anybody there. */
function wrongRoomsAt(
  wrongRooms: readonly WrongRoom[],
  at: PlannedPlace,
): { readonly all: boolean; readonly labels: ReadonlySet<string> } {
  const labels = new Set<string>();
  let all = false;
  for (const { compound, label } of wrongRooms) {
    if (compound !== '' && !isSameName(compound, at.name)) continue;
    if (label === '') all = true;
    else labels.add(label);
  }
  return { all, labels };
}

interface Counts {
  added: number;
  changed: number;
  movedOut: number;
  unchanged: number;
}

/** What the desk is shown of a plan, and the name of exactly this plan. */
class Gathered {
  readonly #hash: Hash = createHash('sha256');
  readonly counts: Counts = { added: 0, changed: 0, movedOut: 0, unchanged: 0 };
  readonly compounds: ImportPreview['compounds'] = [];
  readonly samples: ImportPreview['samples'] = { added: [], changed: [], movedOut: [] };

  add({ at, added, changed, movedOut, unchanged }: PlannedCompound, labels: Map<number, string>) {
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
