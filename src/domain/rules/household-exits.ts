import type { HouseholdPassing } from '../household-history.ts';
import type { JudgedSubject, Situation } from '../judge.ts';
import type { ExitQuota, Policy } from '../policy.ts';
import type { StreetCalendar } from '../street-calendar.ts';
import { type Finding, finding } from './finding.ts';

const MINUTE_MS = 60_000;

interface Trip {
  readonly rosterNumber: number | null;
  readonly wentAt: number;
  /** Null: still out. */
  readonly backAt: number | null;
}

/** Oldest first, whatever order the history was heard in. */
export const inOrder = (history: readonly HouseholdPassing[]): readonly HouseholdPassing[] =>
  history.every((one, place) => place === 0 || (history[place - 1]?.at ?? 0) <= one.at)
    ? history
    : history.toSorted((a, b) => a.at - b.at || (a.rosterNumber ?? 0) - (b.rosterNumber ?? 0));

const counts = ({ purpose }: HouseholdPassing, { countedPurposes }: ExitQuota): boolean =>
  purpose === null || countedPurposes.length === 0 || countedPurposes.includes(purpose);

/** Counted exits, each with the same person's next way in. */
function tripsOf(history: readonly HouseholdPassing[], quota: ExitQuota): Trip[] {
  const trips: Trip[] = [];
  const out = new Map<number | null, number>();
  for (const passing of history) {
    const { rosterNumber, at } = passing;
    if (passing.direction === 'out') {
      out.delete(rosterNumber);
      if (!counts(passing, quota)) continue;
      out.set(rosterNumber, trips.length);
      trips.push({ rosterNumber, wentAt: at, backAt: null });
      continue;
    }
    const place = out.get(rosterNumber);
    const trip = place === undefined ? undefined : trips[place];
    if (place !== undefined && trip) trips[place] = { ...trip, backAt: at };
    out.delete(rosterNumber);
  }
  return trips;
}

/** By how much somebody stayed out too long; 0: they did not, or there is no limit. */
const overstayMs = ({ wentAt, backAt }: Trip, quota: ExitQuota, now: number): number =>
  quota.maxOutMinutes === 0
    ? 0
    : Math.max(0, (backAt ?? now) - wentAt - quota.maxOutMinutes * MINUTE_MS);

/** The first day from today on in whose period fewer than allowed have gone; days ago of each exit. */
function nextDay(exitsAgo: readonly number[], quota: ExitQuota, calendar: StreetCalendar): string {
  for (let ahead = 1; ahead <= quota.periodDays; ahead += 1) {
    const within = exitsAgo.filter((ago) => ago + ahead < quota.periodDays);
    if (within.length < quota.persons) return calendar.dayAhead(ahead);
  }
  return calendar.dayAhead(quota.periodDays);
}

function returnee(
  history: readonly HouseholdPassing[],
  { returneeVoidDays }: ExitQuota,
  calendar: StreetCalendar,
): Finding[] {
  if (returneeVoidDays === 0) return [];
  const back = history.findLast(
    ({ direction, purpose }) => direction === 'in' && purpose === 'returning',
  );
  const ago = back ? calendar.daysAgo(back.at) : Number.POSITIVE_INFINITY;
  if (ago >= returneeVoidDays) return [];
  const until = calendar.dayAhead(returneeVoidDays - 1 - ago);
  return [finding('stop', { code: 'returnee', until }, 'quota')];
}

/** How often a household goes out, for how long, and what came of it. Visitors have no household. */
export function householdExitFindings(
  subject: JudgedSubject,
  situation: Situation,
  { quota, staleAfterMs }: Pick<Policy, 'quota' | 'staleAfterMs'>,
  calendar: StreetCalendar,
): Finding[] {
  const { at, direction, shown, heardAt } = situation;
  if (!quota || subject.onRoster !== 'listed') return [];
  const history = inOrder(situation.history);
  const trips = tripsOf(history, quota);
  if (direction === 'in') {
    const trip = trips.findLast(
      ({ rosterNumber, backAt }) => backAt === null && rosterNumber === subject.rosterNumber,
    );
    const minutes = trip ? Math.ceil(overstayMs(trip, quota, at) / MINUTE_MS) : 0;
    return minutes > 0 ? [finding('pass', { code: 'overstayed', minutes })] : [];
  }
  const findings = returnee(history, quota, calendar);
  const told = shown.find((one) => one.kind === 'purpose');
  const isCounted =
    !told || quota.countedPurposes.length === 0 || quota.countedPurposes.includes(told.purpose);
  if (!isCounted) return findings;
  const isRecent = (ago: number): boolean => ago < quota.periodDays;
  const exits = trips.map(({ wentAt }) => calendar.daysAgo(wentAt)).filter(isRecent);
  const costs = quota.overstayCostsExit
    ? trips
        .filter((trip) => overstayMs(trip, quota, at) > 0)
        .map(({ backAt }) => calendar.daysAgo(backAt ?? at))
        .filter(isRecent)
    : [];
  const { persons, periodDays } = quota;
  if (exits.length >= persons) {
    const nextOn = nextDay([...exits, ...costs], quota, calendar);
    findings.push(
      finding('stop', { code: 'quota-used', persons: exits.length, periodDays, nextOn }, 'quota'),
    );
  } else if (exits.length + costs.length >= persons) {
    const nextOn = nextDay([...exits, ...costs], quota, calendar);
    findings.push(finding('stop', { code: 'overstay-cost', nextOn }, 'quota'));
  }
  if (heardAt === null || at - heardAt > staleAfterMs) {
    findings.push(finding('pass', { code: 'stale', heardAt }));
  }
  return findings;
}
