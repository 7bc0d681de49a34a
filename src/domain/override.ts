import type { Policy } from './policy.ts';
import type { ReasonCode } from './reason.ts';

/** No hand at the gate lets these pass: a fever ends as a case. */
const NEVER: ReadonlySet<ReasonCode> = new Set(['fever-again']);
/** Where anybody may, these still ask for the leader. */
const LEADER_ONLY: ReadonlySet<ReasonCode> = new Set(['denied', 'isolated']);

/**
 * Who of those on duty may let pass whom the rules stopped, with a reason in words; nobody: an empty list. The leader is
 * who is named first.
 */
export function overriders(
  { override }: Pick<Policy, 'override'>,
  onDuty: readonly string[],
  reasons: readonly ReasonCode[],
): readonly string[] {
  if (override === 'nobody' || reasons.some((code) => NEVER.has(code))) return [];
  const isLeaders = override === 'leader' || reasons.some((code) => LEADER_ONLY.has(code));
  return isLeaders ? onDuty.slice(0, 1) : onDuty;
}
