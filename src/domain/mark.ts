import type { HouseholdColour } from './reason.ts';

/** Whom the desk has something to say about. Plates and ID numbers in half-width capitals. */
export type MarkSubject =
  | { readonly kind: 'resident'; readonly rosterNumber: number }
  | { readonly kind: 'household'; readonly householdId: number }
  | { readonly kind: 'plate'; readonly plate: string }
  | { readonly kind: 'id-number'; readonly idNumber: string };

/** What gates must know about a person, a household or a vehicle beyond the roster. Days are the street's, 'YYYY-MM-DD'. */
export interface Mark {
  readonly id: string;
  readonly subject: MarkSubject;
  /** Stands before the household's colour of the roster. */
  readonly colour: HouseholdColour | null;
  /** Home isolation, this day included. */
  readonly isolatedUntil: string | null;
  /** The household's pass lets nobody out, this day included. */
  readonly voidUntil: string | null;
  /** On the deny list: nobody lets them through without the desk. */
  readonly isDenied: boolean;
  /** Papers that the desk has seen: ids of the policy's documents. They count as shown. */
  readonly documentIds: readonly number[];
  /** For the volunteer to read, at most 100 UTF-16 units. */
  readonly note: string;
}

/** Somebody of the small team that is called, with the place (grid, compound, community) that they answer for. */
export interface Contact {
  readonly id: string;
  readonly placeId: string;
  readonly placeName: string;
  readonly name: string;
  /** What they are: 'community worker', 'doctor', in the street's own words. */
  readonly duty: string;
  readonly phone: string;
}

/** Households of one entrance, as hours by building and unit need them. */
export interface Entrance {
  readonly building: string;
  readonly unit: string;
  readonly householdIds: readonly number[];
}

/** What a gate is told beside its roster: whoever is marked within what it guards, and whom to call, nearest place first. */
export interface Briefing {
  readonly marks: readonly Mark[];
  readonly contacts: readonly Contact[];
  /** Empty while no rule is by building or unit. */
  readonly entrances: readonly Entrance[];
}
