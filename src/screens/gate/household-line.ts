import type { ShiftSession } from '../../actions/shift-session.ts';
import type { RosterHousehold } from '../../roster/roster.ts';
import { say } from '../../words/i18n.ts';

/** 户内 4 人，本班出门 1 人次: what this phone knows of the household; `short` is for lists. */
export function householdLine(
  session: ShiftSession,
  household: RosterHousehold | null,
  length: 'line' | 'short' = 'line',
): string | null {
  if (!household) return null;
  const out = session.state.entries.filter(({ facts }) => {
    if (facts.direction !== 'out' || facts.outcome !== 'passed') return false;
    if (facts.subject.kind !== 'resident') return false;
    const person = session.roster?.byRosterNumber(facts.subject.rosterNumber);
    return person?.householdId === household.id;
  }).length;
  return say(`household.${length}`, { size: household.size, out });
}
