import type { Subject } from '../../domain/entry.ts';
import { type LastOut, type Out, outBy, passThrough } from '../../domain/household-out.ts';
import type { GatePassing } from '../../domain/passings.ts';
import type { Policy } from '../../domain/policy.ts';
import { recordKey } from '../../domain/shift-state.ts';
import { breathe } from '../breathe.ts';
import type { TouchedEntry } from '../store/outings.ts';
import type { Store } from '../store/store.ts';

interface Asked {
  readonly streetId: string;
  /** Of whose households people are counted. */
  readonly compoundIds: ReadonlySet<string>;
  readonly policy: Pick<Policy, 'quota'>;
  /** Epoch ms. */
  readonly now: number;
}

type OutStore = Pick<Store, 'outings' | 'rosters'>;

export interface HouseholdOut {
  readonly householdId: number;
  readonly compoundId: string;
  /** The longest out first; at least one. */
  readonly people: readonly Out[];
}

/** Whoever went out earlier is not looked for any more: most came in where nobody saw them. */
const LOOK_BACK_MS = 3 * 24 * 60 * 60_000;
/** All of a street is gone through anew so often: what no change tells of (a home moved to another compound) is known then. */
const ANEW_AFTER_MS = 60 * 60_000;
/** Entries show some time after they were dated. */
const AGAIN_MS = 60_000;
const PASSINGS_AT_ONCE = 5_000;
/** Changes that are more than these are not followed one by one. */
const FOLLOWED = 5_000;

/** Who of one street is out. Only households that somebody is out of. */
class StreetOut {
  readonly #streetId: string;
  readonly #store: OutStore;
  #out = new Map<number, LastOut>();
  #compounds: ReadonlyMap<number, string> = new Map();
  #byRecord = new Map<string, number>();
  #builtAt: number | null = null;
  #heardAt = 0;

  constructor(streetId: string, store: OutStore) {
    this.#streetId = streetId;
    this.#store = store;
  }

  async refresh(now: number): Promise<void> {
    const age = this.#builtAt === null ? ANEW_AFTER_MS : now - this.#builtAt;
    if (age < 0 || age >= ANEW_AFTER_MS) return this.#build(now);
    const since = this.#heardAt - AGAIN_MS;
    const touched = await this.#store.outings.touched(this.#streetId, since, FOLLOWED);
    if (touched.length === FOLLOWED) return this.#build(now);
    await this.#follow(touched, now);
    this.#heardAt = now;
  }

  households({ compoundIds, policy, now }: Asked): HouseholdOut[] {
    const found: HouseholdOut[] = [];
    for (const [householdId, out] of this.#out) {
      const compoundId = this.#compounds.get(householdId);
      if (compoundId === undefined || !compoundIds.has(compoundId)) continue;
      const people = [...out.values()]
        .filter(({ at }) => at >= now - LOOK_BACK_MS)
        .map((passing) => outBy(passing, policy, now));
      if (people.length > 0) found.push({ householdId, compoundId, people });
    }
    return found;
  }

  async #build(now: number): Promise<void> {
    const { outings } = this.#store;
    const compounds = await outings.compounds(this.#streetId);
    const out = new Map<number, LastOut>();
    let last: GatePassing | undefined;
    for (;;) {
      const after = last ? { at: last.at, ...last.id } : null;
      const page = await outings.since(this.#streetId, now - LOOK_BACK_MS, after, PASSINGS_AT_ONCE);
      for (const passing of page) follow(out, passing);
      last = page.at(-1);
      if (page.length < PASSINGS_AT_ONCE) break;
      await breathe();
    }
    this.#compounds = compounds;
    this.#out = out;
    this.#byRecord = new Map();
    for (const [householdId, one] of out) this.#note(householdId, one);
    this.#builtAt = now;
    this.#heardAt = now;
  }

  #note(householdId: number, out: LastOut): void {
    for (const { id } of out.values()) this.#byRecord.set(recordKey(id), householdId);
  }

  async #follow(touched: readonly TouchedEntry[], now: number): Promise<void> {
    if (touched.length === 0) return;
    const { outings } = this.#store;
    const householdIds = new Set<number>();
    for (const { id, householdId } of touched) {
      const known = this.#byRecord.get(recordKey(id));
      if (householdId !== null) householdIds.add(householdId);
      if (known !== undefined) householdIds.add(known);
    }
    const before = touched.flatMap(({ subjects }) => subjects);
    for (const id of await this.#householdsOf(before)) householdIds.add(id);
    const ids = [...householdIds];
    if (ids.some((id) => !this.#compounds.has(id))) {
      this.#compounds = await outings.compounds(this.#streetId);
    }
    const from = now - LOOK_BACK_MS;
    const passings = await outings.ofHouseholds(this.#streetId, ids, from);
    for (const id of ids) {
      for (const passing of this.#out.get(id)?.values() ?? []) {
        this.#byRecord.delete(recordKey(passing.id));
      }
      this.#out.delete(id);
    }
    for (const passing of passings) follow(this.#out, passing);
    for (const id of ids) {
      const out = this.#out.get(id);
      if (out) this.#note(id, out);
    }
  }

  async #householdsOf(subjects: readonly Subject[]): Promise<number[]> {
    if (subjects.length === 0) return [];
    const { rosters } = this.#store;
    const passes = await rosters.passes(
      this.#streetId,
      subjects.flatMap((one) => (one.kind === 'pass' ? one.passNumber : [])),
    );
    const residents = await rosters.residents(this.#streetId, [
      ...subjects.flatMap((one) => (one.kind === 'resident' ? one.rosterNumber : [])),
      ...passes.flatMap(({ rosterNumber }) => rosterNumber ?? []),
    ]);
    return [
      ...residents.map(({ householdId }) => householdId),
      ...passes.flatMap(({ householdId }) => householdId ?? []),
    ];
  }
}

function follow(out: Map<number, LastOut>, passing: GatePassing): void {
  const { householdId } = passing;
  const last: LastOut = out.get(householdId) ?? new Map();
  passThrough(last, passing);
  if (last.size === 0) out.delete(householdId);
  else out.set(householdId, last);
}

export const isOverdue = ({ overdueMinutes }: Out): boolean => overdueMinutes > 0;

/** Who is out, for desks that ask again and again: gone through once, then kept by what changes. */
export class PeopleOut {
  readonly #store: OutStore;
  readonly #streets = new Map<string, StreetOut>();
  /** One question after another: each is answered from a street that nobody is changing. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: OutStore) {
    this.#store = store;
  }

  households(asked: Asked): Promise<HouseholdOut[]> {
    const { streetId, now } = asked;
    const street = this.#streets.get(streetId) ?? new StreetOut(streetId, this.#store);
    this.#streets.set(streetId, street);
    const answer = this.#turn.then(async () => {
      await street.refresh(now);
      return street.households(asked);
    });
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  async count(asked: Asked): Promise<{ peopleOut: number; overdue: number }> {
    const people = (await this.households(asked)).flatMap((household) => household.people);
    return { peopleOut: people.length, overdue: people.filter(isOverdue).length };
  }
}
