import type { Place } from '../../domain/place.ts';
import {
  type ImportPreview,
  PREVIEW_LIST_LENGTH,
  type RowProblem,
} from '../../protocol/imports.ts';
import { breathe } from '../breathe.ts';
import { streetOf } from '../store/places.ts';
import type { StoreParts } from '../store/store.ts';
import { claimById, claimedBy } from './claim-by-id.ts';
import { type ComparedPeople, comparePeople } from './compare-people.ts';
import { GatheredPreview } from './gathered-preview.ts';
import type { KeptRoster } from './import-file.ts';
import { PlacePlan, type PlannedPlace } from './place-plan.ts';
import type { RowGroup } from './row-sorter.ts';
import { WrongRooms } from './wrong-rooms.ts';

export interface PlannedCompound {
  readonly at: PlannedPlace;
  readonly rows: number;
}

/** What it does to the people is worked out compound by compound: all of them at once would fill the memory. */
export interface RosterPlan {
  readonly compounds: readonly PlannedCompound[];
  /** As long as the street is what it was when the plan was made. */
  readonly peopleOf: (compound: PlannedCompound) => Promise<ComparedPeople>;
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

interface Group extends PlannedCompound {
  readonly named: readonly RowGroup[];
}

/** What would be done if the file were taken now. The same file and the same street give the same plan. */
export async function planRoster(
  store: StoreParts,
  kept: KeptRoster,
  { importPlace, scopePath, addPlaces, onProgress }: PlanOptions,
): Promise<RosterPlan> {
  const { file } = kept;
  const streetId = streetOf(importPlace.path);
  const places = new PlacePlan(await store.places.within(`${streetId}/`), importPlace);
  const leftOut = new LeftOut(kept);
  const namedOf = new Map<PlannedPlace, RowGroup[]>();
  for (const named of kept.groups) {
    const at = places.compoundOf(named);
    if (typeof at === 'string') {
      await leftOut.add(named, at);
    } else if (at.place === null && !addPlaces) {
      await leftOut.add(named, 'compound-unknown');
    } else {
      const others = namedOf.get(at);
      if (others) others.push(named);
      else namedOf.set(at, [named]);
    }
  }
  const groups = [...namedOf].map(
    ([at, named]): Group => ({
      at,
      named,
      rows: named.reduce((sum, { rows }) => sum + rows, 0),
    }),
  );
  const claims = await claimById(store, streetId, scopePath, kept, groups);
  const wrongRooms = new WrongRooms(file.wrongRooms);

  async function compare({ at, named }: Group) {
    const rows = await kept.rowsOf(named);
    const compoundId = at.place?.id ?? null;
    const known =
      compoundId === null
        ? { households: [], residents: [] }
        : await store.rosters.people(streetId, compoundId);
    const { claimed, labelsElsewhere } = await claimedBy(
      store,
      streetId,
      rows,
      claims,
      at,
      known.residents,
    );
    await breathe();
    const wrongHere = wrongRooms.at(at.name);
    const compared = comparePeople({
      compoundId,
      rows,
      ...known,
      claimed,
      claimedNumbers: claims.numbers,
      stays: (one, label) => wrongHere(label) || leftOut.idNumbers.has(one.idNumber),
      labelElsewhere: (one) => labelsElsewhere.get(one.householdId) ?? '',
    });
    return { rows, known, compared };
  }

  const gathered = new GatheredPreview();
  let households = 0;
  let done = 0;
  for (const group of groups) {
    const { rows, known, compared } = await compare(group);
    await breathe();
    gathered.add(group.at, compared, new Map(known.households.map(({ id, label }) => [id, label])));
    households += new Set(rows.map((row) => row.label)).size;
    done += rows.length;
    onProgress(done, kept.people);
    await breathe();
  }
  const newPlaces = addPlaces ? places.added : [];
  const groupAt = new Map(groups.map((group) => [group.at, group]));
  return {
    compounds: groups,
    async peopleOf({ at }) {
      const group = groupAt.get(at);
      if (!group) throw new Error(`${at.name} is not in the plan`);
      return (await compare(group)).compared;
    },
    leaving: claims.leaving,
    newPlaces,
    preview: {
      previewId: gathered.previewId(newPlaces),
      sheets: file.sheets,
      encoding: file.encoding,
      people: done,
      households,
      wrongRows: file.wrongRows + leftOut.rows,
      warnings: file.warnings,
      problems: [...file.problems, ...leftOut.problems()].slice(0, PREVIEW_LIST_LENGTH),
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

/** Rows of compounds that the street has not, or that are not to be had from here. */
class LeftOut {
  readonly #kept: KeptRoster;
  readonly #problems: ImportPreview['problems'] = [];
  readonly idNumbers = new Set<string>();
  rows = 0;

  constructor(kept: KeptRoster) {
    this.#kept = kept;
  }

  async add(named: RowGroup, problem: RowProblem): Promise<void> {
    const rows = await this.#kept.rowsOf([named]);
    const found = Array.from(named.compound).slice(0, 30).join('');
    this.rows += rows.length;
    for (const { idNumber } of rows) if (idNumber !== '') this.idNumbers.add(idNumber);
    for (const { sheet, row } of rows.slice(0, PREVIEW_LIST_LENGTH)) {
      this.#problems.push({ sheet, row, heading: '', problem, isWarning: false, found });
    }
  }

  problems(): ImportPreview['problems'] {
    return this.#problems.sort(this.#kept.inFileOrder);
  }
}
