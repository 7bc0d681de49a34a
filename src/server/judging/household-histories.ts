import type { RecordId } from '../../domain/entry.ts';
import type { HouseholdPassing } from '../../domain/household-history.ts';
import type { LedgerPassing } from '../store/judging.ts';

interface Moment {
  readonly at: number;
  readonly id: RecordId;
}

/** In the order of every list of the ledger: two gates may have let somebody through in the same second. */
function isBefore(one: Moment, other: Moment): boolean {
  if (one.at !== other.at) return one.at < other.at;
  const [a, b] = [one.id, other.id];
  return a.segmentId === b.segmentId ? a.number < b.number : a.segmentId < b.segmentId;
}

/** Who of some households went through any gate, each list oldest first. */
export class HouseholdHistories {
  readonly #lists = new Map<number, LedgerPassing[]>();

  /** `passings`: by household, oldest first. */
  constructor(passings: readonly LedgerPassing[]) {
    for (const passing of passings) {
      const list = this.#lists.get(passing.householdId);
      if (list) list.push(passing);
      else this.#lists.set(passing.householdId, [passing]);
    }
  }

  add(passing: LedgerPassing): void {
    const list = this.#lists.get(passing.householdId) ?? [];
    this.#lists.set(passing.householdId, list);
    list.splice(this.#placeOf(list, passing), 0, passing);
  }

  /** What came before that moment and not before `from`. */
  before(householdId: number, moment: Moment, from: number): readonly HouseholdPassing[] {
    const list = this.#lists.get(householdId) ?? [];
    const begin = list.findIndex(({ at }) => at >= from);
    const end = this.#placeOf(list, moment);
    return begin < 0 || end <= begin ? [] : list.slice(begin, end);
  }

  #placeOf(list: readonly LedgerPassing[], moment: Moment): number {
    let place = list.length;
    while (place > 0 && !isBefore(list[place - 1] as LedgerPassing, moment)) place -= 1;
    return place;
  }
}
