/** Kinds of gate and what they are shown as; the list is data, new kinds need no new code. */
export const PLACE_KINDS = [
  'street',
  'community',
  'village',
  'grid',
  'compound',
  'courtyard',
  'container-post',
  'venue',
  'traffic',
  'sampling',
  'gate',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A node of the tree street → community or village → grid → compound or venue → gate. */
export interface Place {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: PlaceKind;
  readonly name: string;
  /** Ids from the street down to this place, joined and ended by '/': 's1/c2/m3/g4/'. Scope is a prefix of it. */
  readonly path: string;
  /** Epoch ms; a closed place takes nothing new, and its history stays. */
  readonly closedAt: number | null;
  /** The place that stands for this closed one since they were merged. */
  readonly mergedInto: string | null;
}

const RANK: Record<PlaceKind, number> = {
  street: 0,
  community: 1,
  village: 1,
  grid: 2,
  compound: 3,
  courtyard: 3,
  'container-post': 3,
  venue: 3,
  traffic: 3,
  sampling: 3,
  gate: 4,
};

export const isWithin = (place: Pick<Place, 'path'>, scopePath: string): boolean =>
  place.path.startsWith(scopePath);

/** Levels may be left out, never turned round; a gate stands at something that it guards. */
export const mayStandUnder = (kind: PlaceKind, parent: PlaceKind): boolean =>
  RANK[kind] > RANK[parent] && (kind !== 'gate' || RANK[parent] === 3 || parent === 'village');

/** Places are merged with their like only: two gates, two compounds or venues, two grids, two communities. */
export const mayMerge = (one: PlaceKind, other: PlaceKind): boolean =>
  one !== 'street' && RANK[one] === RANK[other];

/** Places that keep a roster of their own; a gate works with its nearest one. */
export const hasRoster = (kind: PlaceKind): boolean =>
  ['compound', 'courtyard', 'village', 'venue'].includes(kind);
