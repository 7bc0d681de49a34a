import type { ShiftSession } from '../../actions/shift-session.ts';
import { isCounted } from '../../domain/rules/household-exits.ts';
import { streetCalendar } from '../../domain/street-calendar.ts';
import type { RosterHousehold } from '../../roster/roster.ts';
import { say } from '../../words/i18n.ts';

/** Exits of the household that the quota counts, through any gate that this phone has heard of; null: no quota. */
export function quotaUsed(
  { passings, policy }: Pick<ShiftSession, 'passings' | 'policy'>,
  householdId: number,
  now: number,
): { readonly used: number; readonly persons: number; readonly days: number } | null {
  const { quota, timeZone } = policy;
  if (!quota) return null;
  const from = streetCalendar(now, timeZone).dayStart(quota.periodDays - 1);
  const used = passings
    .ofHousehold(householdId)
    .filter((one) => one.direction === 'out' && one.at >= from && isCounted(one, quota)).length;
  return { used, persons: quota.persons, days: quota.periodDays };
}

/** 户内 4 人，本班出门 1 人次: what this phone knows of the household; `short` is for lists. */
export function householdLine(
  session: ShiftSession,
  household: RosterHousehold | null,
  length: 'line' | 'short' = 'line',
): string | null {
  if (!household) return null;
  const quota = quotaUsed(session, household.id, Date.now());
  if (quota) {
    return length === 'line'
      ? say('quota.used', quota)
      : say('quota.used-short', { ...quota, size: household.size });
  }
  const out = session.state.entries.filter(({ facts }) => {
    if (facts.direction !== 'out' || facts.outcome !== 'passed') return false;
    if (facts.subject.kind !== 'resident') return false;
    const person = session.roster?.byRosterNumber(facts.subject.rosterNumber);
    return person?.householdId === household.id;
  }).length;
  return say(`household.${length}`, { size: household.size, out });
}
