import { isWithin, type Place } from '../../../domain/place.ts';

export interface TreeView {
  /** Part of a name; empty shows all. While there is one, nothing is folded. */
  readonly text: string;
  readonly withClosed: boolean;
  /** Ids of places whose children are not shown. */
  readonly folded: ReadonlySet<string>;
}

export interface TreeRow {
  readonly place: Place;
  /** 0 for the top of what the device sees. */
  readonly depth: number;
  readonly canFold: boolean;
  readonly isFolded: boolean;
  /** Open gates below it. */
  readonly gates: number;
}

/** Depth first, each parent before its children, siblings in the order given. */
export function treeRows(places: readonly Place[], view: TreeView): TreeRow[] {
  const children = childrenOf(places);
  const gates = gateCounts(places);
  const isShown = shownOnes(places, view);
  const rows: TreeRow[] = [];
  const walk = (place: Place, depth: number): void => {
    if (!isShown(place)) return;
    const below = (children.get(place.id) ?? []).filter(isShown);
    const isFolded = view.text.trim() === '' && view.folded.has(place.id);
    rows.push({
      place,
      depth,
      canFold: below.length > 0,
      isFolded,
      gates: gates.get(place.id) ?? 0,
    });
    if (!isFolded) for (const child of below) walk(child, depth + 1);
  };
  for (const place of children.get(null) ?? []) walk(place, 0);
  return rows;
}

/** Under null: those whose parent the device does not see. */
function childrenOf(places: readonly Place[]): Map<string | null, Place[]> {
  const known = new Set(places.map((place) => place.id));
  const children = new Map<string | null, Place[]>();
  for (const place of places) {
    const parent = place.parentId !== null && known.has(place.parentId) ? place.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), place]);
  }
  return children;
}

const idsAbove = ({ path }: Place): string[] => path.split('/').slice(0, -2);

function gateCounts(places: readonly Place[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const place of places) {
    if (place.kind !== 'gate' || place.closedAt !== null) continue;
    for (const id of idsAbove(place)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** Hits of the search, and what stands above them. */
function shownOnes(
  places: readonly Place[],
  { text, withClosed }: TreeView,
): (place: Place) => boolean {
  const wanted = text.trim().toLowerCase();
  const open = places.filter((place) => withClosed || place.closedAt === null);
  const hits = open.filter(({ name }) => name.toLowerCase().includes(wanted));
  const shown = new Set(hits.flatMap((place) => [...idsAbove(place), place.id]));
  return ({ id }) => shown.has(id);
}

/** Names from the top of what the device sees down to the place's parent. */
export function namesAbove(place: Place, places: readonly Place[]): string[] {
  const names = new Map(places.map(({ id, name }) => [id, name]));
  return idsAbove(place).flatMap((id) => names.get(id) ?? []);
}

/** What a closing takes with it, the place itself not counted. */
export const openBelow = (place: Place, places: readonly Place[]): Place[] =>
  below(place, places).filter(({ closedAt }) => closedAt === null);

/** What a reopening leaves closed: each of them is reopened by itself. */
export const closedBelow = (place: Place, places: readonly Place[]): Place[] =>
  below(place, places).filter(({ closedAt }) => closedAt !== null);

const below = (place: Place, places: readonly Place[]): Place[] =>
  places.filter((other) => other.id !== place.id && isWithin(other, place.path));
