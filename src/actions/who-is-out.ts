import { type Out, outNow } from '../domain/household-out.ts';
import type { RosterPerson } from '../roster/roster-file.ts';
import type { ShiftSession } from './shift-session.ts';

export interface OutNow extends Omit<Out, 'rosterNumber'> {
  /** Null: by the household's pass, or not in this roster any more. */
  readonly person: RosterPerson | null;
}

/** The household's people who are out now, through whichever gate, the longest out first. */
export const whoIsOut = (
  { passings, policy, roster }: Pick<ShiftSession, 'passings' | 'policy' | 'roster'>,
  householdId: number,
  now: number,
): OutNow[] =>
  outNow(passings.ofHousehold(householdId), policy, now).map(({ rosterNumber, ...out }) => ({
    ...out,
    person: rosterNumber === null ? null : (roster?.byRosterNumber(rosterNumber) ?? null),
  }));
