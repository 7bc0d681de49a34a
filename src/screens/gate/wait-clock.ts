import { dueAt } from '../../domain/parking.ts';
import type { Policy } from '../../domain/policy.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';

export interface WaitClock {
  /** `left`: until the next reading; `due`: since it could be taken; `since`: no time is set, how long so far. */
  readonly kind: 'left' | 'due' | 'since';
  readonly ms: number;
}

/** The clock of somebody who waits. Only a set time runs out: a check that waits for a decision counts up and alarms nobody. */
export function waitClock(
  entry: Pick<StandingEntry, 'at' | 'facts'>,
  policy: Policy,
  now: number,
): WaitClock {
  const due = entry.facts.outcome === 'held' ? null : dueAt(entry, policy);
  // A clock that was set back since lets nobody wait longer than the rule says.
  const at = Math.max(now, entry.at);
  if (due === null) return { kind: 'since', ms: at - entry.at };
  return due > at ? { kind: 'left', ms: due - at } : { kind: 'due', ms: at - due };
}
