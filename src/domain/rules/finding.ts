import type { Verdict } from '../entry.ts';
import type { LiftableRule } from '../policy.ts';
import type { Reason } from '../reason.ts';

/** What one rule says about one person. With `pass` it only says something that the volunteer should know. */
export interface Finding {
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** The rule that a paper may lift; null: none does. */
  readonly rule: LiftableRule | null;
}

export const finding = (
  verdict: Verdict,
  reason: Reason,
  rule: LiftableRule | null = null,
): Finding => ({ verdict, reason, rule });
