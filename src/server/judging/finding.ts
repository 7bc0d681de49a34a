import type { RecordId } from '../../domain/entry.ts';
import type { ReasonCode } from '../../domain/reason.ts';
import type { Review } from '../../protocol/reviews.ts';
import type { JudgedEntry } from './judge-entries.ts';

/** What other gates knew, and how strong it would have been. What the desk marks later is no history. */
const KNOWN_ELSEWHERE: ReadonlyMap<ReasonCode, 'check' | 'stop'> = new Map([
  ['quota-used', 'stop'],
  ['overstay-cost', 'stop'],
  ['returnee', 'stop'],
  ['already-out', 'check'],
  ['already-in', 'check'],
  ['document-used-up', 'check'],
] as const);
const SEVERITY = { pass: 0, check: 1, stop: 2 } as const;

/** What no gate could have seen about an entry, or was decided against the rules. */
export interface Finding {
  readonly gateId: string;
  readonly id: RecordId;
  readonly at: number;
  readonly kind: Review['kind'];
  readonly reasons: readonly ReasonCode[];
}

export function findingOf({ entry, judgement }: JudgedEntry): Finding | null {
  const { gateId, id, at, isPassed, verdict } = entry;
  if (!isPassed) return null;
  if (verdict === 'stop') return { gateId, id, at, kind: 'override', reasons: [] };
  const reasons = judgement.reasons
    .map(({ code }) => code)
    .filter((code) => {
      const known = KNOWN_ELSEWHERE.get(code);
      const isNew = !entry.reasons.includes(code);
      return known !== undefined && isNew && SEVERITY[known] > SEVERITY[verdict];
    });
  return reasons.length > 0 ? { gateId, id, at, kind: 'breach', reasons } : null;
}
