import type { FeverCase } from '../../protocol/reviews.ts';
import { entryRows } from '../ledger/entry-rows.ts';
import { type LedgerView, seenName, seenText } from '../ledger/ledger-view.ts';
import { type LedgerEntry, recordKey } from '../store/entry-row.ts';
import { isWaiting, saysFever } from '../store/open-cases.ts';
import type { Store } from '../store/store.ts';

/** Somebody's readings, the last first: it stands for all of them. */
type Readings = readonly [LedgerEntry, ...LedgerEntry[]];

interface Asked {
  readonly streetId: string;
  readonly gateIds: readonly string[] | null;
  readonly from: number;
  readonly to: number;
}

const SHOWN = 500;
/** Longer is a damaged log. */
const MAX_READINGS = 50;

type CaseStore = Pick<Store, 'cases' | 'ledger' | 'custody'>;

const keyOf = ({ gateId, id }: LedgerEntry): string => `${gateId} ${recordKey(id)}`;

/** The entry that stands for this one now, past those that were taken back; null: it was taken back itself. */
async function standingFor(
  entry: LedgerEntry,
  store: Pick<Store, 'cases'>,
  depth = 0,
): Promise<LedgerEntry | null> {
  if (entry.state === 'standing' || entry.state === 'corrected') return entry;
  if (depth > MAX_READINGS) return null;
  const { gateId, id } = entry;
  for (const next of (await store.cases.amendments(gateId, id)).reverse()) {
    const follower = next.change.kind === 'continued' && (await store.cases.entry(gateId, next.id));
    const found = follower && (await standingFor(follower, store, depth + 1));
    if (found) return found;
  }
  return null;
}

async function readingsOf(last: LedgerEntry, { cases }: Pick<Store, 'cases'>): Promise<Readings> {
  const readings: [LedgerEntry, ...LedgerEntry[]] = [last];
  for (let one = last; one.follows && readings.length < MAX_READINGS; ) {
    const before = await cases.entry(one.gateId, one.follows);
    if (!before) break;
    readings.push(before);
    one = before;
  }
  return readings;
}

/** When the first high reading was taken: the clock of a case runs from it. */
const sinceOf = (readings: Readings): number => (readings.findLast(saysFever) ?? readings[0]).at;

/** Since when each open case of these gates is one, the longest first, by gate. */
export async function openCaseTimes(
  streetId: string,
  gateIds: readonly string[],
  store: Pick<Store, 'cases'>,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  for (const last of await store.cases.open(streetId, gateIds, SHOWN)) {
    const since = sinceOf(await readingsOf(last, store));
    times.set(last.gateId, [...(times.get(last.gateId) ?? []), since]);
  }
  for (const some of times.values()) some.sort((a, b) => a - b);
  return times;
}

async function caseOf(
  { readings, isOpen }: { readonly readings: Readings; readonly isOpen: boolean },
  row: FeverCase['row'],
  view: LedgerView,
  { cases }: Pick<Store, 'cases'>,
): Promise<FeverCase> {
  const [last] = readings;
  const steps = [];
  for (const { gateId, id } of readings) steps.push(...(await cases.steps(gateId, id)));
  const decided = isOpen
    ? []
    : (await cases.amendments(last.gateId, last.id)).flatMap(({ change }) =>
        change.kind === 'decision' ? [change.at] : [],
      );
  return {
    row,
    since: sinceOf(readings),
    closedAt: isOpen ? null : Math.max(last.at, ...decided),
    steps: steps
      .sort((a, b) => a.at - b.at || a.id.number - b.id.number)
      .map(({ at, step, by, note }) => {
        return { at, step, by: seenName(by, view), note: seenText(note, view) };
      }),
  };
}

/** Open cases of any day, the longest first, then those of the period that are closed, the latest first. */
export async function feverCases(
  { streetId, gateIds, from, to }: Asked,
  view: LedgerView,
  store: CaseStore,
): Promise<FeverCase[]> {
  const { cases, ledger } = store;
  const found = new Map<string, LedgerEntry>();
  for (const entry of (await cases.open(streetId, gateIds, SHOWN)).reverse()) {
    found.set(keyOf(entry), entry);
  }
  const open = new Set(found.keys());
  for (const feverish of await cases.feverish(streetId, gateIds, { from, to }, SHOWN)) {
    if (found.size >= SHOWN) break;
    const entry = await standingFor(feverish, store);
    if (entry && !isWaiting(entry)) found.set(keyOf(entry), entry);
  }
  const entries = [...found.values()];
  const rows = await entryRows(await ledger.linesOf(entries), store, view);
  const made: FeverCase[] = [];
  for (const row of rows) {
    const key = `${row.gateId} ${row.id}`;
    const entry = found.get(key);
    if (!entry) continue;
    const readings = await readingsOf(entry, store);
    made.push(await caseOf({ readings, isOpen: open.has(key) }, row, view, store));
  }
  return made;
}
