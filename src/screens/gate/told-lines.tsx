import type { Policy } from '../../domain/policy.ts';
import type { Reason } from '../../domain/reason.ts';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { isOnlyTold, sayReason } from './reason-words.ts';
import css from './told-lines.module.css';

/** Under a verdict: what the volunteer should know besides, each with a mark that wants a look. */
export function ToldLines({ reasons, policy }: { reasons: readonly Reason[]; policy: Policy }) {
  return reasons.filter(isOnlyTold).map((reason) => (
    <p key={reason.code} class={css.line}>
      <VerdictMark verdict="check" shows="figure" />
      <span>{sayReason(reason, policy)}</span>
    </p>
  ));
}
