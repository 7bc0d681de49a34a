import type { HeldPass } from '../store/passes.ts';
import type { Store } from '../store/store.ts';
import { PASS_RENEWED_MS, PASS_VALID_MS } from './pass-validity.ts';

/**
 * Those that have run out, or soon will, are good for another year from `now`. The number stays, and rosters say
 * numbers only: no phone needs anything new for it.
 */
export async function renewPasses(
  store: Store,
  streetId: string,
  passes: readonly HeldPass[],
  now: number,
): Promise<HeldPass[]> {
  const validUntil = now + PASS_VALID_MS;
  const isOver = ({ pass }: HeldPass) => pass.validUntil - now < PASS_RENEWED_MS;
  const over = passes.filter(isOver).map(({ pass }) => pass.passNumber);
  if (over.length > 0) await store.passes.extend(streetId, over, validUntil);
  return passes.map((held) =>
    isOver(held) ? { ...held, pass: { ...held.pass, validUntil } } : held,
  );
}
