import type { Outcome } from './entry.ts';
import type { Judgement } from './judge.ts';
import type { Policy } from './policy.ts';
import type { StandingEntry } from './shift-state.ts';

/** What happens to a person right after the verdict, before anybody decides otherwise. */
export function firstOutcome(judgement: Judgement): Outcome {
  const has = (code: string): boolean => judgement.reasons.some((reason) => reason.code === code);
  if (has('fever-again')) return 'held';
  if (has('fever-first')) return 'parked';
  if (judgement.verdict === 'stop') return 'turned-back';
  return judgement.verdict === 'check' ? 'parked' : 'passed';
}

/** When the next reading of a parked person is due, epoch milliseconds; null: no time is set, count up instead. */
export function dueAt(entry: Pick<StandingEntry, 'at' | 'facts'>, policy: Policy): number | null {
  const { reasons } = entry.facts;
  if (reasons.includes('fever-first')) return entry.at + policy.secondReadingWaitMs;
  if (reasons.includes('reading-low')) return entry.at + policy.warmUpWaitMs;
  return null;
}

/** True when this entry, or one that it continued, had a reading at the threshold. */
export function hadFever(entry: StandingEntry): boolean {
  for (let one: StandingEntry | null = entry; one !== null; one = one.continued) {
    const { reasons } = one.facts;
    if (reasons.includes('fever-first') || reasons.includes('fever-again')) return true;
  }
  return false;
}
