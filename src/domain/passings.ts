import type { RecordId, Subject } from './entry.ts';
import type { HouseholdPassing } from './household-history.ts';
import type { Passing } from './passing.ts';
import { recordKey, type StandingEntry } from './shift-state.ts';

/** Somebody whose home is known went through a gate of the street. Identity is the record that says so. */
export interface GatePassing extends HouseholdPassing {
  readonly id: RecordId;
  readonly householdId: number;
  readonly gateId: string;
}

/** What one answer of the server changes; the same answer again changes nothing more. */
export interface PassingChanges {
  readonly passings: readonly GatePassing[];
  /** Records that do not stand for a passing of these households any more. */
  readonly removed: readonly RecordId[];
}

/** Who of the households that a gate guards went through which gate, as far as this phone knows. Oldest first. */
export interface Passings {
  ofHousehold(householdId: number): readonly GatePassing[];
  ofResident(rosterNumber: number): readonly GatePassing[];
}

export const NO_PASSINGS: Passings = { ofHousehold: () => [], ofResident: () => [] };

/** How many days back gates are told of passings. */
export const HISTORY_DAYS = 31;

function inOrder(a: GatePassing, b: GatePassing): number {
  if (a.at !== b.at) return a.at - b.at;
  const [one, other] = [recordKey(a.id), recordKey(b.id)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Lists of passings by a number, each in order of time. */
class Index {
  readonly #lists = new Map<number, GatePassing[]>();

  of(number: number): readonly GatePassing[] {
    return this.#lists.get(number) ?? [];
  }

  add(number: number, passing: GatePassing): void {
    const list = this.#lists.get(number) ?? [];
    // The newest come last: mostly nothing is behind it.
    let place = list.length;
    while (place > 0 && inOrder(list[place - 1] as GatePassing, passing) > 0) place -= 1;
    list.splice(place, 0, passing);
    this.#lists.set(number, list);
  }

  remove(number: number, passing: GatePassing): void {
    const list = this.#lists.get(number);
    const place = list?.indexOf(passing) ?? -1;
    if (place >= 0) list?.splice(place, 1);
  }
}

/** Takes the server's answers in their order; which of them come twice does not matter. */
export class HeardPassings implements Passings {
  readonly #byRecord = new Map<string, GatePassing>();
  readonly #households = new Index();
  readonly #residents = new Index();

  get size(): number {
    return this.#byRecord.size;
  }

  apply({ passings, removed }: PassingChanges): void {
    for (const id of removed) this.#remove(recordKey(id));
    for (const passing of passings) {
      const key = recordKey(passing.id);
      this.#remove(key);
      this.#byRecord.set(key, passing);
      this.#households.add(passing.householdId, passing);
      if (passing.rosterNumber !== null) this.#residents.add(passing.rosterNumber, passing);
    }
  }

  ofHousehold(householdId: number): readonly GatePassing[] {
    return this.#households.of(householdId);
  }

  ofResident(rosterNumber: number): readonly GatePassing[] {
    return this.#residents.of(rosterNumber);
  }

  #remove(key: string): void {
    const known = this.#byRecord.get(key);
    if (!known) return;
    this.#byRecord.delete(key);
    this.#households.remove(known.householdId, known);
    if (known.rosterNumber !== null) this.#residents.remove(known.rosterNumber, known);
  }
}

/** Whose passing an entry is; null where that is not known here. */
export interface Holder {
  readonly rosterNumber: number | null;
  readonly householdId: number;
}

/** The passings in this phone's own log: entries that stand and went through. */
export const shiftPassings = (
  entries: readonly StandingEntry[],
  gateId: string,
  holderOf: (subject: Subject) => Holder | null,
): GatePassing[] =>
  entries.flatMap(({ id, at, facts }) => {
    const holder = facts.outcome === 'passed' ? holderOf(facts.subject) : null;
    if (!holder) return [];
    const purpose = facts.shown.find((one) => one.kind === 'purpose')?.purpose ?? null;
    return [{ id, at, gateId, ...holder, direction: facts.direction, purpose }];
  });

/**
 * What was heard together with this phone's own log. Of a record that is in the log only the log counts: it knows of an undo before
 * the server does. `isOwn`: whether a record is in it, whatever became of it.
 */
export function withShift(
  heard: Passings,
  own: readonly GatePassing[],
  isOwn: (id: RecordId) => boolean,
): Passings {
  const mine = new HeardPassings();
  mine.apply({ passings: own, removed: [] });
  const together = (theirs: readonly GatePassing[], ours: readonly GatePassing[]) => {
    const others = theirs.filter(({ id }) => !isOwn(id));
    return ours.length === 0 ? others : [...others, ...ours].sort(inOrder);
  };
  return {
    ofHousehold: (id) => together(heard.ofHousehold(id), mine.ofHousehold(id)),
    ofResident: (number) => together(heard.ofResident(number), mine.ofResident(number)),
  };
}

/** The later of two; of the same moment the first. */
export const laterPassing = (one: Passing | null, other: Passing | null): Passing | null =>
  one && other ? (other.at > one.at ? other : one) : (one ?? other);
