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

export const policyInForce = async (
  streetId: string,
  store: Pick<Store, 'policies' | 'restoredAt'>,
  timeZone: string,
): Promise<Policy> => (await store.policies.current(streetId)) ?? usualPolicy(store, timeZone);
