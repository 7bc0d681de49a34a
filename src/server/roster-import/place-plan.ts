import { halfWidth } from '../../domain/half-width.ts';
import { hasRoster, mayStandUnder, type Place, type PlaceKind } from '../../domain/place.ts';

/** A place of the street, or one that a file names and the street has not yet. */
export interface PlannedPlace {
  /** Null: to be added. */
  readonly place: Place | null;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly parent: PlannedPlace | null;
}

type PlaceRefusal = 'compound-missing' | 'compound-other' | 'compound-unknown';
type Found = PlannedPlace | PlaceRefusal;

/** Whatever spaces and wide signs it is written with. */
export const plainName = (name: string): string =>
  halfWidth(name).normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();

const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other);

const COMMUNITIES: readonly PlaceKind[] = ['community', 'village'];

/** Finds the places that a file names within one place of the street, and plans those that are missing. */
export class PlacePlan {
  readonly #root: PlannedPlace;
  readonly #byId = new Map<string, PlannedPlace>();
  readonly #byName = new Map<string, PlannedPlace[]>();
  readonly #found = new Map<string, Found>();
  /** Parents before their children. */
  readonly added: PlannedPlace[] = [];

  /** `places`: all of the street, parents before their children. */
  constructor(places: readonly Place[], root: Place) {
    for (const place of places) {
      const parent = place.parentId === null ? null : (this.#byId.get(place.parentId) ?? null);
      const planned = { place, kind: place.kind, name: place.name, parent };
      this.#byId.set(place.id, planned);
      this.#keep(planned);
    }
    const planned = this.#byId.get(root.id);
    if (!planned) throw new Error(`no place ${root.id}`);
    this.#root = planned;
  }

  /** The place with people that a row of a roster names. */
  compoundOf(row: {
    readonly community: string;
    readonly grid: string;
    readonly compound: string;
  }): Found {
    const key = JSON.stringify([row.community, row.grid, row.compound]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = this.#compoundOf(row.community, row.grid, row.compound);
    this.#found.set(key, found);
    return found;
  }

  #compoundOf(community: string, grid: string, compound: string): Found {
    if (!mayStandUnder('compound', this.#root.kind)) {
      return isSameName(this.#root.name, compound) ? this.#root : 'compound-other';
    }
    const isElsewhere = community !== '' && this.#root.kind !== 'street';
    if (isElsewhere && !isBelow(this.#root, COMMUNITIES, community)) return 'compound-other';
    const inCommunity = this.#named(compound)
      .filter(({ kind }) => hasRoster(kind))
      .filter((one) => community === '' || isBelow(one, COMMUNITIES, community));
    // A grid that was drawn anew makes no second compound.
    const inGrid = inCommunity.filter((one) => grid !== '' && isBelow(one, ['grid'], grid));
    const found = this.#openOne(inGrid.length > 0 ? inGrid : inCommunity);
    if (found) return found;
    const parent = this.#above(community, false, grid);
    return typeof parent === 'string' ? parent : this.#add(parent, 'compound', compound);
  }

  /** The last place that a row of a table of places names: all above it are planned too. */
  placeOf(row: {
    readonly community: string;
    readonly village: string;
    readonly grid: string;
    readonly compound: string;
    readonly kind: PlaceKind;
    readonly gate: string;
  }): Found {
    const { compound, kind, gate } = row;
    const above = this.#above(row.village || row.community, row.village !== '', row.grid);
    if (typeof above === 'string') return above;
    let at = above;
    if (compound !== '') {
      const isRoot = isSameName(at.name, compound) && hasRoster(at.kind);
      const found = isRoot ? at : this.#child(at, [kind], compound);
      if (typeof found === 'string') return found;
      at = found;
    }
    if (gate === '') return at;
    if (!mayStandUnder('gate', at.kind)) return 'compound-missing';
    return this.#child(at, ['gate'], gate);
  }

  #above(community: string, isVillage: boolean, grid: string): Found {
    let at = this.#root;
    if (community !== '') {
      if (at.kind === 'street') {
        const kind = isVillage ? 'village' : 'community';
        const found = this.#child(at, isVillage ? ['village'] : COMMUNITIES, community, kind);
        if (typeof found === 'string') return found;
        at = found;
      } else if (!isBelow(at, COMMUNITIES, community)) {
        return 'compound-other';
      }
    }
    if (grid === '' || isBelow(at, ['grid'], grid)) return at;
    if (!mayStandUnder('grid', at.kind)) {
      return mayStandUnder('compound', at.kind) ? 'compound-other' : at;
    }
    return this.#child(at, ['grid'], grid);
  }

  #child(
    parent: PlannedPlace,
    kinds: readonly PlaceKind[],
    name: string,
    kind: PlaceKind | undefined = kinds[0],
  ): Found {
    const candidates = this.#named(name).filter(
      (one) => kinds.includes(one.kind) && one !== parent && isUnder(one, parent),
    );
    const found = this.#openOne(candidates);
    if (found) return found;
    if (kind === undefined || !mayStandUnder(kind, parent.kind)) return 'compound-other';
    return this.#add(parent, kind, name);
  }

  /** Null: there is none, not even a closed one. */
  #openOne(candidates: readonly PlannedPlace[]): Found | null {
    const open = candidates.filter(({ place }) => !place || place.closedAt === null);
    const [only, another] = open;
    if (only) return another ? 'compound-unknown' : only;
    const [closed] = candidates;
    if (!closed) return null;
    let stands = closed.place;
    for (let steps = 0; stands?.mergedInto && steps < 100; steps++) {
      stands = this.#byId.get(stands.mergedInto)?.place ?? null;
    }
    const planned = stands && stands.closedAt === null ? this.#byId.get(stands.id) : undefined;
    return planned && isUnder(planned, this.#root) ? planned : 'compound-unknown';
  }

  #named(name: string): PlannedPlace[] {
    return (this.#byName.get(plainName(name)) ?? []).filter((one) => isUnder(one, this.#root));
  }

  #add(parent: PlannedPlace, kind: PlaceKind, name: string): PlannedPlace {
    const planned = { place: null, kind, name, parent };
    this.added.push(planned);
    this.#keep(planned);
    return planned;
  }

  #keep(planned: PlannedPlace): void {
    const name = plainName(planned.name);
    const others = this.#byName.get(name);
    if (others) others.push(planned);
    else this.#byName.set(name, [planned]);
  }
}

function isUnder(one: PlannedPlace, above: PlannedPlace): boolean {
  for (let at: PlannedPlace | null = one; at; at = at.parent) if (at === above) return true;
  return false;
}

function isBelow(one: PlannedPlace, kinds: readonly PlaceKind[], name: string): boolean {
  for (let at: PlannedPlace | null = one; at; at = at.parent) {
    if (kinds.includes(at.kind) && isSameName(at.name, name)) return true;
  }
  return false;
}
