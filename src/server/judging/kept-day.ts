import type { Visitor } from '../../domain/entry.ts';
import type { Mark } from '../../domain/mark.ts';
import { visitorKey } from '../../domain/marks-about.ts';
import { breathe } from '../breathe.ts';
import { recordKey } from '../store/entry-row.ts';
import type { JudgedChange } from '../store/judged-changes.ts';
import type { EntryToJudge, JudgedPeriod } from '../store/judging.ts';
import type { EntryKey } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
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
const NOBODY_TOGETHER: JudgedWith['together'] = new Map();
const LISTED_AT_ONCE = 500;
const LISTED_MS = 60 * 60_000;
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
  #marks: readonly Mark[] = [];
  #markIndex = new MarkIndex([]);
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
    const { streetId, from, to } = this.#period;
    this.#takeMarks((await store.marks.all(streetId)).map(({ mark }) => mark));
    this.#wait(this.#found.keys());
    for (let at = from; at < to; at += LISTED_MS) {
      await this.#list({ streetId, from: at, to: Math.min(at + LISTED_MS, to) }, store);
    }
    this.#policyAt = policyAt;
  }

  /** The marks are other ones. False: they may be about anybody, and all is to be begun again. */
  async followMarks(store: JudgingStore & Pick<Store, 'judgedChanges'>): Promise<boolean> {
    const { streetId } = this.#period;
    const marks = (await store.marks.all(streetId)).map(({ mark }) => mark);
    const texts = (some: readonly Mark[]): Map<string, Mark> =>
      new Map(some.map((mark) => [JSON.stringify(mark), mark]));
    const [before, after] = [texts(this.#marks), texts(marks)];
    const people = new Set<number>();
    for (const [text, { subject }] of [...before, ...after]) {
      if (before.has(text) && after.has(text)) continue;
      if (subject.kind === 'resident') people.add(subject.rosterNumber);
      else if (subject.kind === 'household') this.#waiting.add(subject.householdId);
      else return false;
    }
    this.#wait(await store.judgedChanges.householdsOf(streetId, people));
    this.#takeMarks(marks);
    return true;
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
    const judgedWith: JudgedWith = {
      ...this.#period,
      policyAt,
      marks: this.#markIndex,
      // How many of a car were measured makes no finding: nobody passes or is stopped for it.
      together: NOBODY_TOGETHER,
    };
    const households = units.filter((unit) => typeof unit === 'number');
    try {
      const judged =
        households.length > 0
          ? await judgeHouseholds(households, judgedWith, store)
          : await this.#judgeOthers(units, judgedWith, store);
      const byUnit = Map.groupBy(judged, ({ entry }) => entry.householdId ?? otherUnit(entry));
      for (const unit of units) {
        this.#keep(unit, byUnit.get(unit) ?? []);
        this.#waiting.delete(unit);
      }
    } catch (error) {
      // To the end: what cannot be judged is not in the way of the others.
      for (const unit of units) if (this.#waiting.delete(unit)) this.#waiting.add(unit);
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

  #takeMarks(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#markIndex = new MarkIndex(marks);
  }

  async #list(period: JudgedPeriod, { judging }: JudgingStore): Promise<void> {
    this.#wait(await judging.householdsIn(period, null));
    for (let last: EntryToJudge | null = null; ; ) {
      const page: EntryToJudge[] = await judging.otherEntries(period, null, last, LISTED_AT_ONCE);
      for (const { gateId, id, visitor } of page) this.#addOther({ gateId, id, visitor });
      await breathe();
      if (page.length < LISTED_AT_ONCE) return;
      last = page.at(-1) ?? null;
    }
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
