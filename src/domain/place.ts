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
}

export const isWithin = (place: Pick<Place, 'path'>, scopePath: string): boolean =>
  place.path.startsWith(scopePath);
