import type { Visitor } from '../../domain/entry.ts';
import { visitorKey } from '../../domain/marks-about.ts';
import { breathe } from '../breathe.ts';
import { recordKey } from '../store/entry-row.ts';
import type { JudgedChange } from '../store/judged-changes.ts';
import type { EntryToJudge, JudgedPeriod } from '../store/judging.ts';
import type { EntryKey } from '../store/ledger.ts';
import { type Finding, findingOf } from './finding.ts';
import {
  HISTORY_MS,
  type JudgedEntry,
  type JudgedWith,
  type JudgingStore,
  judgeHouseholds,
  judgeOthers,
  PaperUses,
} from './judge-entries.ts';
import { MarkIndex } from './known-people.ts';
import type { DayFindings } from './reviews.ts';

/** What is judged together: a household by its id, a visitor by whom they are, an entry of nobody by itself. */
type Unit = number | string;

const HOUSEHOLDS_AT_ONCE = 64;
const OTHERS_AT_ONCE = 100;
const LISTED_AT_ONCE = 500;
/** About 4 MB; of units beyond it findings are only counted. */
const FINDINGS_KEPT = 20_000;

interface UnitFindings {
  readonly kept: readonly Finding[];
  /** By gate, those that are not kept. */
  readonly more: ReadonlyMap<string, number>;
}

const keyOf = ({ gateId, id }: EntryKey): string => `${gateId} ${recordKey(id)}`;

const otherUnit = (entry: EntryKey & { readonly visitor: Visitor | null }): string =>
  entry.visitor ? visitorKey(entry.visitor) : keyOf(entry);

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

/**
 * What the rules find of one day, kept by what is judged together. What changes is told by `follow` and waits until
 * `judgeSome` has judged it again; the day is whole when nothing waits. Its methods run one after another.
 */
export class KeptDay {
  readonly #period: JudgedPeriod;
  readonly #waiting = new Set<Unit>();
  readonly #found = new Map<Unit, UnitFindings>();
  /** By record, the units that have an entry which goes on from it. */
  readonly #lookers = new Map<string, Set<Unit>>();
  /** Entries of nobody's household, and the unit of each. */
  readonly #others = new Map<string, Map<string, EntryKey>>();
  readonly #otherUnits = new Map<string, string>();
  #together: JudgedWith['together'] = new Map();
  #marks = new MarkIndex([]);
  #policyAt: JudgedWith['policyAt'] | null = null;
  #keptFindings = 0;

  constructor(period: JudgedPeriod) {
    this.#period = period;
  }

  get isWhole(): boolean {
    return this.#policyAt !== null && this.#waiting.size === 0;
  }

  /** Some of it can be judged. */
  get isWaiting(): boolean {
    return this.#policyAt !== null && this.#waiting.size > 0;
  }

  /** All is to be judged again; until then what was found stays. */
  async begin(policyAt: JudgedWith['policyAt'], store: JudgingStore): Promise<void> {
    this.#policyAt = null;
    for (const map of [this.#lookers, this.#others, this.#otherUnits]) map.clear();
    const { judging, marks } = store;
    this.#marks = new MarkIndex((await marks.all(this.#period.streetId)).map(({ mark }) => mark));
    // How many of a car were measured holds nobody up for good: later changes of that make no finding.
    this.#together = await judging.measuredTogether(this.#period);
    for (const unit of this.#found.keys()) this.#waiting.add(unit);
    for (const id of await judging.householdsIn(this.#period, null)) this.#waiting.add(id);
    for (let last: EntryToJudge | null = null; ; ) {
      const page: EntryToJudge[] = await judging.otherEntries(
        this.#period,
        null,
        last,
        LISTED_AT_ONCE,
      );
      for (const { gateId, id, visitor } of page) this.#addOther({ gateId, id, visitor });
      last = page.at(-1) ?? null;
      if (page.length < LISTED_AT_ONCE) break;
      await breathe();
    }
    this.#policyAt = policyAt;
  }

  /** An entry of any day was made or changed. */
  follow(change: JudgedChange): void {
    const { at, householdId, isJudged } = change;
    const { from, to } = this.#period;
    const key = keyOf(change);
    this.#wait(this.#lookers.get(key));
    if (householdId !== null && this.mayCount(at)) this.#waiting.add(householdId);
    if (at < from || at >= to) return;
    this.#leaveOthers(key);
    if (isJudged && householdId === null) this.#addOther(change);
  }

  /** Whether who went through then matters to this day. */
  mayCount(at: number): boolean {
    return at >= this.#period.from - HISTORY_MS && at < this.#period.to;
  }

  /** Households that an entry of the day, or of the time that counts for it, was once said to be of. */
  judgeAgain(householdIds: Iterable<number>): void {
    this.#wait(householdIds);
  }

  /** A slice of what waits. */
  async judgeSome(store: JudgingStore): Promise<void> {
    const policyAt = this.#policyAt;
    if (!policyAt) return;
    const units = this.#nextUnits();
    for (const unit of units) this.#waiting.delete(unit);
    const judgedWith: JudgedWith = {
      ...this.#period,
      policyAt,
      marks: this.#marks,
      together: this.#together,
    };
    const households = units.filter((unit) => typeof unit === 'number');
    try {
      const judged =
        households.length > 0
          ? await judgeHouseholds(households, judgedWith, store)
          : await this.#judgeOthers(units, judgedWith, store);
      const byUnit = Map.groupBy(judged, ({ entry }) => entry.householdId ?? otherUnit(entry));
      for (const unit of units) this.#keep(unit, byUnit.get(unit) ?? []);
    } catch (error) {
      this.#wait(units);
      throw error;
    }
  }

  /** Null: at all gates. */
  findings(gateIds: readonly string[] | null): DayFindings {
    const asked = gateIds && new Set(gateIds);
    const isAsked = (gateId: string): boolean => asked === null || asked.has(gateId);
    const findings: Finding[] = [];
    const sum = new Map<string, number>();
    for (const { kept, more } of this.#found.values()) {
      for (const finding of kept) if (isAsked(finding.gateId)) findings.push(finding);
      for (const [gateId, count] of more) {
        if (isAsked(gateId)) sum.set(gateId, (sum.get(gateId) ?? 0) + count);
      }
    }
    return { findings, more: sum, isWhole: this.isWhole };
  }

  /** Households, or else others. */
  #nextUnits(): Unit[] {
    const households: number[] = [];
    const others: string[] = [];
    for (const unit of this.#waiting) {
      if (typeof unit === 'number') households.push(unit);
      else others.push(unit);
      if (households.length === HOUSEHOLDS_AT_ONCE) return households;
      if (others.length === OTHERS_AT_ONCE) return others;
    }
    return households.length > 0 ? households : others;
  }

  async #judgeOthers(
    units: readonly Unit[],
    judgedWith: JudgedWith,
    store: JudgingStore,
  ): Promise<JudgedEntry[]> {
    const keys = units.flatMap((unit) => [...(this.#others.get(unit as string)?.values() ?? [])]);
    const entries = await store.judging.otherEntriesAt(this.#period.streetId, keys);
    return judgeOthers(entries, new PaperUses(), judgedWith, store);
  }

  #keep(unit: Unit, judged: readonly JudgedEntry[]): void {
    this.#keptFindings -= this.#found.get(unit)?.kept.length ?? 0;
    this.#found.delete(unit);
    const findings = judged.flatMap((one) => findingOf(one) ?? []);
    if (findings.length > 0) {
      const hasRoom = this.#keptFindings + findings.length <= FINDINGS_KEPT;
      const kept = hasRoom ? findings : [];
      const more = new Map<string, number>();
      for (const { gateId } of hasRoom ? [] : findings) {
        more.set(gateId, (more.get(gateId) ?? 0) + 1);
      }
      this.#found.set(unit, { kept, more });
      this.#keptFindings += kept.length;
    }
    for (const { entry, walked } of judged) {
      for (const id of walked) addTo(this.#lookers, keyOf({ gateId: entry.gateId, id }), unit);
    }
  }

  #wait(units: Iterable<Unit> = []): void {
    for (const unit of units) this.#waiting.add(unit);
  }

  #addOther({ gateId, id, visitor }: EntryKey & { readonly visitor: Visitor | null }): void {
    const unit = otherUnit({ gateId, id, visitor });
    const key = keyOf({ gateId, id });
    this.#otherUnits.set(key, unit);
    const entries = this.#others.get(unit) ?? new Map<string, EntryKey>();
    this.#others.set(unit, entries.set(key, { gateId, id }));
    this.#waiting.add(unit);
  }

  #leaveOthers(key: string): void {
    const unit = this.#otherUnits.get(key);
    if (unit === undefined) return;
    this.#otherUnits.delete(key);
    const entries = this.#others.get(unit);
    entries?.delete(key);
    if (entries?.size === 0) this.#others.delete(unit);
    this.#waiting.add(unit);
  }
}
