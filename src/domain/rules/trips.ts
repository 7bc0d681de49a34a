import type { HouseholdPassing } from '../household-history.ts';

/** Somebody of a household went out, and maybe came back. */
export interface Trip extends Pick<HouseholdPassing, 'rosterNumber' | 'purpose'> {
  readonly wentAt: number;
  /** Null: still out. `unseen`: went out again, so they came back when nobody noted it. */
  readonly backAt: number | 'unseen' | null;
}

/** Of the same moment the way out is first, so that whoever turned on their heel is not out for ever. */
const compare = (a: HouseholdPassing, b: HouseholdPassing): number =>
  a.at - b.at ||
  Number(a.direction === 'in') - Number(b.direction === 'in') ||
  (a.rosterNumber ?? 0) - (b.rosterNumber ?? 0) ||
  compareText(a.purpose ?? '', b.purpose ?? '');

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Oldest first, whatever order the history was heard in. */
const inOrder = (history: readonly HouseholdPassing[]): readonly HouseholdPassing[] =>
  history.every((one, place) => {
    const before = history[place - 1];
    return !before || compare(before, one) <= 0;
  })
    ? history
    : history.toSorted(compare);

/**
 * Each way out with the same person's next way in. The household's pass names nobody: it closes the latest trip that is
 * open, and a trip by it is closed by anybody who was not out themselves.
 */
export function tripsOf(history: readonly HouseholdPassing[]): readonly Trip[] {
  const trips: Trip[] = [];
  const out = new Map<number | null, { -readonly [K in keyof Trip]: Trip[K] }>();
  const close = (key: number | null, backAt: number | 'unseen'): void => {
    const trip = out.get(key);
    if (trip) trip.backAt = backAt;
    out.delete(key);
  };
  for (const { rosterNumber, direction, purpose, at } of inOrder(history)) {
    if (direction === 'out') {
      close(rosterNumber, 'unseen');
      const trip = { rosterNumber, purpose, wentAt: at, backAt: null };
      trips.push(trip);
      out.set(rosterNumber, trip);
    } else if (out.has(rosterNumber)) {
      close(rosterNumber, at);
    } else {
      const latest = rosterNumber === null ? [...out.keys()].at(-1) : null;
      if (latest !== undefined) close(latest, at);
    }
  }
  return trips;
}
