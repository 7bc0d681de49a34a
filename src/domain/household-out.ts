import type { Purpose } from './entry.ts';
import type { GatePassing } from './passings.ts';
import type { Policy } from './policy.ts';
import { isCounted } from './rules/household-exits.ts';

/** Somebody of a household who is out now. Times are epoch milliseconds. */
export interface Out {
  /** Null: by the household's pass, nobody was named. */
  readonly rosterNumber: number | null;
  readonly since: number;
  /** Null: they may stay out as long as they like. */
  readonly dueAt: number | null;
  /** Begun minutes; 0: not overdue. */
  readonly overdueMinutes: number;
  readonly purpose: Purpose | null;
  readonly gateId: string;
}

const MINUTE_MS = 60_000;

/** Last passings by person, null: by the household's pass. The latest out stands last. */
export type LastOut = Map<number | null, GatePassing>;

/** What one more passing of the household, later than all before, makes of who is out. */
export function passThrough(last: LastOut, passing: GatePassing): void {
  const { rosterNumber, direction } = passing;
  const isOut = last.delete(rosterNumber);
  if (direction === 'out') last.set(rosterNumber, passing);
  else if (!isOut) last.delete(rosterNumber === null ? ([...last.keys()].at(-1) ?? null) : null);
}

/** How somebody is out who went by this passing. */
export function outBy(passing: GatePassing, { quota }: Pick<Policy, 'quota'>, now: number): Out {
  const { rosterNumber, at: since, purpose, gateId } = passing;
  const isLimited = quota !== null && quota.maxOutMinutes > 0 && isCounted(passing, quota);
  const dueAt = isLimited ? since + quota.maxOutMinutes * MINUTE_MS : null;
  const overdueMinutes = dueAt === null ? 0 : Math.max(0, Math.ceil((now - dueAt) / MINUTE_MS));
  return { rosterNumber, since, dueAt, overdueMinutes, purpose, gateId };
}

/**
 * Whose last passing was a way out, the longest out first. `history`: of one household, oldest first. As trips are read: the
 * household's pass brings back whoever went out last, and somebody who was not out brings back a trip by it.
 */
export function outNow(
  history: readonly GatePassing[],
  policy: Pick<Policy, 'quota'>,
  now: number,
): Out[] {
  const last: LastOut = new Map();
  for (const passing of history) passThrough(last, passing);
  return [...last.values()].map((passing) => outBy(passing, policy, now));
}
