import type { StandingEntry } from '../../domain/shift-state.ts';

/** What an open entry waits for. */
export type WaitKind = 'first-reading' | 'second-reading' | 'warm-up' | 'decision' | 'held';

export function waitKind({ facts }: StandingEntry): WaitKind {
  if (facts.outcome === 'held') return 'held';
  if (!facts.reading) return 'first-reading';
  if (facts.reasons.includes('fever-first')) return 'second-reading';
  if (facts.reasons.includes('same-instrument')) return 'second-reading';
  if (facts.reasons.includes('reading-low')) return 'warm-up';
  return 'decision';
}
