import { firstOutcome } from '../domain/parking.ts';
import type { StandingEntry } from '../domain/shift-state.ts';
import { entriesOfGroup } from '../domain/together.ts';
import { judgeReading } from './judge-reading.ts';
import { saveEntryOf } from './save-entry-of.ts';
import type { WorkingSession } from './working-session.ts';

/**
 * Lets through those of a group who waited for nothing but that everybody in the vehicle is measured, each by an entry that continues
 * theirs. One that cannot be saved goes on waiting. Call only within `exclusively`.
 */
export async function releaseTogether(
  work: WorkingSession,
  group: number,
  at: number,
): Promise<StandingEntry[]> {
  const released: StandingEntry[] = [];
  for (const entry of entriesOfGroup(work.state.entries, group)) {
    const { subject, direction, identification, reading, mask, outcome, reasons } = entry.facts;
    const isWaiting = outcome === 'parked' && reasons.includes('vehicle-not-measured');
    if (!isWaiting || !reading) continue;
    const seen = { subject, direction, reading, mask, shown: entry.facts.shown };
    const judgement = judgeReading(work, { at, ...seen }, { continued: entry, corrected: null });
    if (judgement.verdict !== 'pass') continue;
    const saved = await saveEntryOf(work, null, {
      kind: 'entry',
      at,
      follows: entry.id,
      ...seen,
      identification,
      verdict: judgement.verdict,
      outcome: firstOutcome(judgement),
      reasons: judgement.reasons.map((reason) => reason.code),
    });
    if (saved.kind === 'saved') released.push(saved.entry);
  }
  return released;
}
