import type { Policy } from '../../domain/policy.ts';
import type { PolicyMake, PolicyRefusal } from '../../protocol/policies.ts';
import { aboveRestore } from '../store/restored-store.ts';
import type { Store } from '../store/store.ts';

interface Maker {
  readonly streetId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly now: number;
  /** Of the notice that tells the gates of it. */
  readonly noticeId: string;
}

export type PolicyMaking =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly why: PolicyRefusal };

/** A clock may be this far behind the hour that a person chose a moment ago. */
const PAST_ALLOWED_MS = 10 * 60_000;

/** Above every version that the street ever had, and a notice of itself, in one transaction with the look at what was newest. */
export const makePolicy = (
  { basedOn, effectiveFrom, policy: rules }: PolicyMake,
  { streetId, name, timeZone, now, noticeId }: Maker,
  store: Store,
): Promise<PolicyMaking> =>
  store.transaction(async ({ policies, notices }) => {
    const newest = await policies.current(streetId);
    const usualVersion = aboveRestore(1, store.restoredAt);
    if (basedOn !== (newest?.version ?? usualVersion)) return { ok: false, why: 'outdated' };
    if (effectiveFrom !== null && effectiveFrom < now - PAST_ALLOWED_MS) {
      return { ok: false, why: 'past' };
    }
    const version = Math.max(newest?.version ?? 0, usualVersion) + 1;
    const policy: Policy = {
      ...(rules as Omit<Policy, 'version' | 'effectiveFrom' | 'timeZone'>),
      version,
      effectiveFrom: effectiveFrom ?? now,
      timeZone: newest?.timeZone ?? timeZone,
    };
    await policies.add(streetId, policy, { madeAt: now, madeBy: name });
    const { title, effectiveFrom: from } = policy;
    await notices.add({
      streetId,
      id: noticeId,
      placeId: streetId,
      title,
      text: '',
      madeAt: now,
      madeBy: name,
      expiresAt: null,
      withdrawnAt: null,
      policy: { version, effectiveFrom: from },
    });
    return { ok: true, policy };
  });
