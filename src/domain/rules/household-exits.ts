import type { HouseholdPassing } from '../household-history.ts';
import type { JudgedSubject, Situation } from '../judge.ts';
import type { ExitQuota, Policy } from '../policy.ts';
import type { StreetCalendar } from '../street-calendar.ts';
import { exitDays } from './exit-days.ts';
import { type Finding, finding } from './finding.ts';
import { type Trip, tripsOf } from './trips.ts';

const MINUTE_MS = 60_000;

/** A purpose that nobody told counts like any. */
export const isCounted = (
  { purpose }: Pick<HouseholdPassing, 'purpose'>,
  { countedPurposes }: Pick<ExitQuota, 'countedPurposes'>,
): boolean => purpose === null || countedPurposes.length === 0 || countedPurposes.includes(purpose);

/** By how much somebody stayed out too long; 0: they did not, or nobody can say, or there is no limit. */
const overstayMs = ({ wentAt, backAt }: Trip, quota: ExitQuota, now: number): number =>
  quota.maxOutMinutes === 0 || backAt === 'unseen'
    ? 0
    : Math.max(0, (backAt ?? now) - wentAt - quota.maxOutMinutes * MINUTE_MS);

function returnee(
  history: readonly HouseholdPassing[],
  { returneeVoidDays }: ExitQuota,
  calendar: StreetCalendar,
): Finding[] {
  if (returneeVoidDays === 0) return [];
  const back = history.reduce(
    (last, { direction, purpose, at }) =>
      direction === 'in' && purpose === 'returning' ? Math.max(last, at) : last,
    Number.NEGATIVE_INFINITY,
  );
  const ago = Number.isFinite(back) ? calendar.daysAgo(back) : Number.POSITIVE_INFINITY;
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
  const { at, direction, shown, heardAt, history } = situation;
  if (!quota || subject.onRoster !== 'listed') return [];
  if (direction === 'in') return overstayed(subject, situation, quota);
  const findings = returnee(history, quota, calendar);
  const told = shown.find((one) => one.kind === 'purpose');
  if (!isCounted({ purpose: told?.purpose ?? null }, quota)) return findings;
  const trips = tripsOf(history).filter((trip) => isCounted(trip, quota));
  const exits = trips.map(({ wentAt }) => calendar.daysAgo(wentAt));
  const costs = quota.overstayCostsExit
    ? trips
        .filter((trip) => overstayMs(trip, quota, at) > 0)
        .map(({ wentAt, backAt }) => calendar.daysAgo(typeof backAt === 'number' ? backAt : wentAt))
    : [];
  const { persons, periodDays } = quota;
  const { went, free } = exitDays(exits, costs, quota);
  if (free > 0) {
    const nextOn = calendar.dayAhead(free);
    const reason =
      went >= persons
        ? ({ code: 'quota-used', persons: went, periodDays, nextOn } as const)
        : ({ code: 'overstay-cost', nextOn } as const);
    findings.push(finding('stop', reason, 'quota'));
  }
  if (heardAt === null || at - heardAt > staleAfterMs) {
    findings.push(finding('pass', { code: 'stale', heardAt }));
  }
  return findings;
}

function overstayed(
  { rosterNumber }: JudgedSubject,
  { at, history }: Situation,
  quota: ExitQuota,
): Finding[] {
  const trip = tripsOf(history).findLast(
    (one) => one.backAt === null && one.rosterNumber === rosterNumber,
  );
  const late = trip && isCounted(trip, quota) ? overstayMs(trip, quota, at) : 0;
  const minutes = Math.ceil(late / MINUTE_MS);
  return minutes > 0 ? [finding('pass', { code: 'overstayed', minutes })] : [];
}
