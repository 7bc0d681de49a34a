import { DEFAULT_POLICY, type Policy } from '../../domain/policy.ts';
import { aboveRestore } from '../store/restored-store.ts';
import type { Store } from '../store/store.ts';

/** Of a street that has made no rules: under a version above all that it may have made before a restore. */
export const usualPolicy = (
  { restoredAt }: Pick<Store, 'restoredAt'>,
  timeZone: string,
): Policy => ({
  ...DEFAULT_POLICY,
  version: aboveRestore(DEFAULT_POLICY.version, restoredAt),
  timeZone,
});

/** More made ahead of time than these are not looked at. */
const AHEAD_LIMIT = 50;

export interface PoliciesNow {
  readonly inForce: Policy;
  /** Nobody has made any that are in force. */
  readonly isUsual: boolean;
  /** Made, and effective later; null: none. */
  readonly next: Policy | null;
}

/** A version that comes into force later stands above those that it follows, whenever they do. */
export async function policiesNow(
  streetId: string,
  store: Pick<Store, 'policies' | 'restoredAt'>,
  timeZone: string,
  now: number,
): Promise<PoliciesNow> {
  const made = (await store.policies.list(streetId, AHEAD_LIMIT)).map(({ policy }) => policy);
  const inForce = made.find(({ effectiveFrom }) => effectiveFrom <= now);
  const later = made.filter(
    ({ version, effectiveFrom }) =>
      effectiveFrom > now && version > (inForce?.version ?? Number.NEGATIVE_INFINITY),
  );
  const next = later.reduce<Policy | null>(
    (first, one) => (first === null || one.effectiveFrom < first.effectiveFrom ? one : first),
    null,
  );
  return { inForce: inForce ?? usualPolicy(store, timeZone), isUsual: !inForce, next };
}

export const policyInForce = async (
  streetId: string,
  store: Pick<Store, 'policies' | 'restoredAt'>,
  timeZone: string,
  now: number,
): Promise<Policy> => (await policiesNow(streetId, store, timeZone, now)).inForce;
