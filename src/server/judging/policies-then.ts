import type { Policy } from '../../domain/policy.ts';
import type { Store } from '../store/store.ts';
import { usualPolicy } from '../street/policy-in-force.ts';

const LOOKED_AT = 200;

/** The rules that were in force at a moment, by the hour from which they were to be. */
export async function policiesThen(
  streetId: string,
  store: Pick<Store, 'policies' | 'restoredAt'>,
  timeZone: string,
): Promise<(at: number) => Policy> {
  const made = (await store.policies.list(streetId, LOOKED_AT)).map(({ policy }) => policy);
  const usual = usualPolicy(store, timeZone);
  return (at) => made.find(({ effectiveFrom }) => effectiveFrom <= at) ?? usual;
}
