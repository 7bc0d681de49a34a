import type { Reason } from '../domain/reason.ts';
import type { StandingEntry } from '../domain/shift-state.ts';
import { judgeReading } from './judge-reading.ts';
import type { ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

/** The reasons of a saved entry with their data, as far as they can be found again; none that the entry does not have. */
export function judgeAgain(session: ShiftSession, entry: StandingEntry): readonly Reason[] {
  const { at, facts, continued } = entry;
  const { reading, reasons } = facts;
  if (!reading) return [];
  const earlier = { continued, corrected: entry };
  const judgement = judgeReading(workingsOf(session), { at, ...facts, reading }, earlier);
  return judgement.reasons.filter(({ code }) => reasons.includes(code));
}
