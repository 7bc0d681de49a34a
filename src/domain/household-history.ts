import type { Direction, Purpose } from './entry.ts';

/** Somebody of a household went through some gate of the street. What was taken back or turned back is not among them. */
export interface HouseholdPassing {
  /** Null: by the household's pass, nobody was named. */
  readonly rosterNumber: number | null;
  readonly direction: Direction;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly purpose: Purpose | null;
}
