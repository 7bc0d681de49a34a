import { MAX_PASS_NUMBER } from '../revocation-bitmap.ts';
import type { HeldPass } from '../store/passes.ts';
import type { PassRow } from '../store/roster-row.ts';
import type { Store } from '../store/store.ts';
import { PASS_VALID_MS } from './pass-validity.ts';
import { rebuildRoster } from './rebuild-roster.ts';

/**
 * The pass is revoked and its holder gets another, which phones learn with the compound's next generation.
 * Null when nobody has it any more. @throws RangeError when the street has no numbers left.
 */
export const replacePass = (
  store: Store,
  streetId: string,
  passNumber: number,
  now: number,
): Promise<HeldPass | null> =>
  store.transaction(async (inside) => {
    const held = await inside.passes.held(streetId, passNumber);
    if (!held) return null;
    const next = (await inside.rosters.nextNumbers(streetId)).passNumber;
    if (next > MAX_PASS_NUMBER) throw new RangeError('the street has no pass numbers left');
    const pass: PassRow = {
      ...held.pass,
      passNumber: next,
      validFrom: now,
      validUntil: now + PASS_VALID_MS,
    };
    await inside.rosters.revokePass(streetId, passNumber, now);
    const { compoundId } = held.household;
    await rebuildRoster(inside, { compoundId, now, passes: [pass], samePeople: true });
    return { ...held, pass };
  });
