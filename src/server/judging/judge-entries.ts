import type { RecordId, Shown } from '../../domain/entry.ts';
import { feverBefore, type Measured } from '../../domain/fever-before.ts';
import { type FeverBefore, type Judgement, judge } from '../../domain/judge.ts';
import { visitorKey } from '../../domain/marks-about.ts';
import { HISTORY_DAYS } from '../../domain/passings.ts';
import type { Policy } from '../../domain/policy.ts';
import { streetCalendar } from '../../domain/street-calendar.ts';
import { breathe } from '../breathe.ts';
import type { LedgerShown } from '../ledger/ledger-facts.ts';
import type { LedgerEntry } from '../store/entry-row.ts';
import {
  type EntryToJudge,
  groupKey,
  HOUSEHOLDS_AT_ONCE,
  type JudgedPeriod,
  type LedgerPassing,
} from '../store/judging.ts';
import type { Store } from '../store/store.ts';
import { HouseholdHistories } from './household-histories.ts';
import { KnownPeople, MarkIndex } from './known-people.ts';

export interface JudgedEntry {
  readonly entry: EntryToJudge;
  /** With all that is known now of what was before it. */
  readonly judgement: Judgement;
  /** Records of its gate that it goes on from, back to the first; the last may not be here. */
  readonly walked: readonly RecordId[];
}

interface Asked extends JudgedPeriod {
  /** Null: of any gate. */
  readonly gateIds: readonly string[] | null;
  readonly policyAt: (at: number) => Policy;
}

/** What all entries of a period are judged with. */
export interface JudgedWith extends JudgedPeriod {
  readonly policyAt: (at: number) => Policy;
  readonly marks: MarkIndex;
  /** How many are measured of those who came together, by `groupKey`. */
  readonly together: ReadonlyMap<string, number>;
}

export type JudgingStore = Pick<Store, 'judging' | 'rosters' | 'marks' | 'cases'>;

export const HISTORY_MS = HISTORY_DAYS * 86_400_000;
const OTHERS_AT_ONCE = 500;
/** So many longer walks back from a reading to the first are a damaged log. */
const MAX_READINGS = 50;
const NO_HISTORIES = new HouseholdHistories([]);

/** A form is for reading, not for judging. */
const judgedShown = (shown: readonly LedgerShown[]): Shown[] =>
  shown.filter((one) => one.kind !== 'visitor-form');

/** How often each paper let a household or visitor through within one of the street's days. */
export class PaperUses {
  readonly #uses = new Map<string, Record<number, number>>();
  #dayStart = Number.NaN;

  of(who: string, at: number, { timeZone }: Policy): Readonly<Record<number, number>> {
    const dayStart = streetCalendar(at, timeZone).dayStart(0);
    if (dayStart !== this.#dayStart) this.#uses.clear();
    this.#dayStart = dayStart;
    return this.#uses.get(who) ?? {};
  }

  add(who: string, { verdict, reasons }: Judgement): void {
    if (verdict === 'stop') return;
    for (const reason of reasons) {
      if (reason.code !== 'lifted') continue;
      const uses = this.#uses.get(who) ?? {};
      uses[reason.documentId] = (uses[reason.documentId] ?? 0) + 1;
      this.#uses.set(who, uses);
    }
  }
}

interface KnownNow {
  readonly people: KnownPeople;
  readonly histories: HouseholdHistories;
  readonly uses: PaperUses;
  readonly feverBefore: FeverBefore | null;
  readonly measuredTogether: number;
}

/** Of the households of these entries, oldest first: a month before the first until the last. */
export async function historiesFor(
  streetId: string,
  entries: readonly Pick<EntryToJudge, 'at' | 'householdId'>[],
  { judging }: Pick<Store, 'judging'>,
): Promise<HouseholdHistories> {
  const [first, last] = [entries[0], entries.at(-1)];
  const householdIds = [...new Set(entries.flatMap(({ householdId }) => householdId ?? []))];
  const passings: LedgerPassing[] = [];
  if (!first || !last) return new HouseholdHistories([]);
  const period = { streetId, from: first.at - HISTORY_MS, to: last.at + 1 };
  for (let at = 0; at < householdIds.length; at += HOUSEHOLDS_AT_ONCE) {
    const some = householdIds.slice(at, at + HOUSEHOLDS_AT_ONCE);
    for (const passing of await judging.passings(period, some)) passings.push(passing);
  }
  return new HouseholdHistories(passings);
}

/** Null: nobody knows whose, so that nobody else's count. */
const whoseUses = ({ householdId, visitor }: EntryToJudge): string | null =>
  householdId === null ? visitor && visitorKey(visitor) : `${householdId}`;

/** One entry by the rules, with what is known of what was before it; as a phone that heard of everything would have. */
export function judgeEntry(entry: EntryToJudge, known: KnownNow, policy: Policy): Judgement {
  const { at, direction, reading, mask, rosterNumber, householdId } = entry;
  const history =
    householdId === null ? [] : known.histories.before(householdId, entry, at - HISTORY_MS);
  // Of whoever is named the rules look for it themselves.
  const last = rosterNumber === null ? history.findLast((one) => one.rosterNumber === null) : null;
  const who = whoseUses(entry);
  const judgement = judge(
    known.people.subject(entry),
    {
      at,
      direction,
      reading,
      mask,
      feverBefore: known.feverBefore,
      shown: judgedShown(entry.shown),
      lastPassing: last ? { direction: last.direction, at: last.at } : null,
      history,
      heardAt: at,
      measuredTogether: known.measuredTogether,
      documentUses: who === null ? {} : known.uses.of(who, at, policy),
    },
    policy,
  );
  if (entry.isPassed && who !== null) known.uses.add(who, judgement);
  return judgement;
}

/** What it goes on from and was not taken back, as it stands now: newest first. */
async function factsBefore(
  { gateId, follows }: EntryToJudge,
  { cases }: Pick<Store, 'cases'>,
): Promise<{ facts: Measured[]; walked: RecordId[] }> {
  const facts: Measured[] = [];
  const ids: RecordId[] = [];
  for (let id = follows, walked = 0; id && walked < MAX_READINGS; walked += 1) {
    ids.push(id);
    const one: LedgerEntry | null = await cases.entry(gateId, id);
    if (one && one.state !== 'undone') {
      facts.push({ ...one.facts, shown: judgedShown(one.facts.shown) });
    }
    id = one?.follows ?? null;
  }
  return { facts, walked: ids };
}

/** `entries`: all of theirs within the period who may have used a paper, each one's oldest first. */
async function judgeEach(
  entries: readonly EntryToJudge[],
  histories: HouseholdHistories,
  uses: PaperUses,
  { streetId, policyAt, marks, together }: JudgedWith,
  store: JudgingStore,
): Promise<JudgedEntry[]> {
  const people = await KnownPeople.of(streetId, entries, marks, store);
  const judged: JudgedEntry[] = [];
  for (const entry of entries) {
    const group = entry.shown.find((one) => one.kind === 'together')?.group;
    const { facts, walked } = await factsBefore(entry, store);
    const known = {
      people,
      histories,
      uses,
      feverBefore: feverBefore(facts),
      measuredTogether:
        group === undefined ? 1 : (together.get(groupKey(entry.gateId, group)) ?? 1),
    };
    judged.push({ entry, judgement: judgeEntry(entry, known, policyAt(entry.at)), walked });
  }
  return judged;
}

/** All entries of these households within the period; at most HOUSEHOLDS_AT_ONCE. */
export async function judgeHouseholds(
  householdIds: readonly number[],
  judgedWith: JudgedWith,
  store: JudgingStore,
): Promise<JudgedEntry[]> {
  const { streetId, from, to } = judgedWith;
  const entries = await store.judging.entriesOf({ streetId, from, to }, householdIds);
  const before = { streetId, from: from - HISTORY_MS, to };
  const histories = new HouseholdHistories(await store.judging.passings(before, householdIds));
  return judgeEach(entries, histories, new PaperUses(), judgedWith, store);
}

/** Entries of nobody's household: with all of the same visitor, or after those whose papers are in `uses`. */
export const judgeOthers = (
  entries: readonly EntryToJudge[],
  uses: PaperUses,
  judgedWith: JudgedWith,
  store: JudgingStore,
): Promise<JudgedEntry[]> => judgeEach(entries, NO_HISTORIES, uses, judgedWith, store);

/**
 * Judges the standing entries of a period again with all that is known now: household by household, each oldest first, then
 * those of nobody's household. A few hundred households are in memory at a time.
 */
export async function* judgeEntries(
  { streetId, from, to, gateIds, policyAt }: Asked,
  store: JudgingStore,
): AsyncGenerator<JudgedEntry> {
  const { judging } = store;
  const period = { streetId, from, to };
  const marks = new MarkIndex((await store.marks.all(streetId)).map(({ mark }) => mark));
  const together = await judging.measuredTogether(period);
  const judgedWith = { ...period, policyAt, marks, together };
  const isAsked = ({ entry }: JudgedEntry): boolean =>
    gateIds === null || gateIds.includes(entry.gateId);

  const householdIds = await judging.householdsIn(period, gateIds);
  for (let at = 0; at < householdIds.length; at += HOUSEHOLDS_AT_ONCE) {
    const some = householdIds.slice(at, at + HOUSEHOLDS_AT_ONCE);
    yield* (await judgeHouseholds(some, judgedWith, store)).filter(isAsked);
    await breathe();
  }
  const uses = new PaperUses();
  let last: EntryToJudge | null = null;
  do {
    const page: EntryToJudge[] = await judging.otherEntries(period, gateIds, last, OTHERS_AT_ONCE);
    yield* (await judgeOthers(page, uses, judgedWith, store)).filter(isAsked);
    last = page.length < OTHERS_AT_ONCE ? null : (page.at(-1) ?? null);
    await breathe();
  } while (last);
}
